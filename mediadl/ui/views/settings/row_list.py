"""A short list on a settings card with its buttons below; what its rows mean is the cards' own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout

_MOST_ROWS = 9


class RowList(QWidget):
    """`opened()` fires on Return or a double click, `removed()` on Delete.

    `moved(step)` fires on Alt+Up with -1 and on Alt+Down with 1, `checked(row, is_checked)` on a check box.
    """

    opened = Signal()
    removed = Signal()
    moved = Signal(int)
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
        self.rows.itemDoubleClicked.connect(self.opened)
        self.rows.itemChanged.connect(self._on_item_changed)
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

    def show_rows(self, texts: Sequence[str], checks: Sequence[bool] | None = None) -> None:
        """Show these rows, with a check box each when `checks` are given; the selected place stays."""
        at = self.at
        blocked = self.rows.blockSignals(True)
        self.rows.clear()
        for number, text in enumerate(texts):
            item = QListWidgetItem(text)
            item.setToolTip(text)
            if checks is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if checks[number] else Qt.CheckState.Unchecked)
            self.rows.addItem(item)
        self.rows.setCurrentRow(min(max(at, 0), len(texts) - 1))
        self.rows.blockSignals(blocked)
        self._resize()

    def select(self, at: int) -> None:
        """Select a row."""
        self.rows.setCurrentRow(at)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys of the list."""
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
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._column.setSpacing(metrics.space_s)
        self._buttons.setSpacing(metrics.space_s)
        count = self.rows.count()
        row = max(self.rows.sizeHintForRow(0) if count else 0, metrics.control_height)
        heights = sum(max(self.rows.sizeHintForRow(at), row) for at in range(min(count, _MOST_ROWS)))
        self.rows.setFixedHeight(heights + 2 * metrics.space_xs + 2 * self.rows.frameWidth())
        self.rows.setIconSize(QSize(metrics.icon_s, metrics.icon_s))
