"""A short list on a settings card with its buttons below; what its rows mean is the cards' own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.ui import icons
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout

T = TypeVar("T")
_MOST_ROWS = 9


class RowList(QWidget):
    """`opened()` fires on Return or a double click, `removed()` on Delete.

    `moved(at, to)`: the row at `at` is to stand at `to`, by mouse, by Alt+Up or Alt+Down, or by a button.
    `checked(row, is_checked)` fires on a check box.
    """

    opened = Signal()
    removed = Signal()
    moved = Signal(int, int)
    checked = Signal(int, bool)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(name)
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.installEventFilter(self)
        self.rows.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.rows.itemDoubleClicked.connect(self.opened)
        self.rows.model().rowsMoved.connect(self._on_rows_dropped)
        self.rows.currentRowChanged.connect(self._follow)
        self.rows.itemChanged.connect(self._on_item_changed)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._resize)
        self._movable = 0
        self._movers: dict[int, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.rows)
        self._buttons = FlowLayout()
        self._column.addLayout(self._buttons)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def at(self) -> int:
        """The row that is selected; -1 without one."""
        return self.rows.currentRow()

    def add_button(self, text: str, icon: str, tip: str = "") -> QPushButton:
        """A button below the list; the first ones come first."""
        button = QPushButton(icons.icon(icon, self._theme), text, self)
        button.setToolTip(tip)
        self._buttons.addWidget(button)
        return button

    def add_movers(self, what: str) -> None:
        """The buttons Up and Down, which move a `what`, such as "rule"."""
        for step, word, icon, keys in ((-1, "Up", "move-up", "Alt+Up"), (1, "Down", "move-down", "Alt+Down")):
            side = "before the one above" if step < 0 else "after the one below"
            button = self.add_button("", icon, f"Put this {what} {side} ({keys}), or drag it")
            button.setAccessibleName(word)
            button.clicked.connect(lambda _checked=False, step=step: self._move(step))
            self._movers[step] = button

    def show_rows(
        self,
        texts: Sequence[str],
        checks: Sequence[bool] | None = None,
        *,
        movable: int = 0,
        marks: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show these rows, with a check box each when `checks` are given; the selected place stays.

        The first `movable` of them can change places. `marks` are an icon and the token of its colour each.
        """
        at, self._movable = self.at, movable
        blocked = self.rows.blockSignals(True)
        self.rows.clear()
        for number, text in enumerate(texts):
            self.rows.addItem(_item(text, None if checks is None else checks[number], number < movable))
            if marks:
                self.rows.item(number).setIcon(icons.icon(marks[number][0], self._theme, marks[number][1]))
        self.rows.setCurrentRow(min(max(at, 0), len(texts) - 1))
        self.rows.blockSignals(blocked)
        self._follow()
        self._resize()

    @property
    def movers(self) -> Iterable[QPushButton]:
        """The buttons Up and Down, where there are any."""
        return self._movers.values()

    def select(self, at: int) -> None:
        """Select a row."""
        self.rows.setCurrentRow(at)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys of the list; a row takes more lines where there is less room."""
        if watched is self.rows and isinstance(event, QResizeEvent):
            if event.size().width() != event.oldSize().width():
                self._later.start()
            return False
        if watched is self.rows and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return False

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.checked.emit(self.rows.row(item), item.checkState() == Qt.CheckState.Checked)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, is_alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif is_alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        at = self.at
        if 0 <= at < self._movable and 0 <= at + step < self._movable:
            self.select(at + step)
            self.moved.emit(at, at + step)

    def _on_rows_dropped(
        self, _from: QModelIndex, at: int, _last: int, _into: QModelIndex, before: int
    ) -> None:
        """The list has moved the row already; who hears of it shows all rows anew."""
        to = before if before < at else before - 1
        self.moved.emit(at, max(0, min(to, self._movable - 1)))

    def _follow(self, _row: int = -1) -> None:
        for step, button in self._movers.items():
            button.setEnabled(0 <= self.at < self._movable and 0 <= self.at + step < self._movable)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._column.setSpacing(metrics.space_s)
        self._buttons.setSpacing(metrics.space_s)
        count = self.rows.count()
        # A bar would take room, so that rows take more lines, so that a bar is needed.
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.rows.setVerticalScrollBarPolicy(off if count <= _MOST_ROWS else on)
        row = max(self.rows.sizeHintForRow(0) if count else 0, metrics.control_height)
        heights = sum(max(self.rows.sizeHintForRow(at), row) for at in range(min(count, _MOST_ROWS)))
        self.rows.setFixedHeight(heights + 2 * metrics.space_xs + 2 * self.rows.frameWidth())
        self.rows.setIconSize(QSize(metrics.icon_s, metrics.icon_s))


def _item(text: str, is_checked: bool | None, is_movable: bool) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setToolTip(text)
    flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled  # rows go between others, never onto one
    item.setFlags(flags if is_movable else flags & ~Qt.ItemFlag.ItemIsDragEnabled)
    if is_checked is not None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
    return item


def in_order(rows: Sequence[T], at: int, to: int) -> tuple[T, ...]:
    """The rows with the one at `at` standing at `to`."""
    left = list(rows)
    left.insert(to, left.pop(at))
    return tuple(left)
