"""A card of the settings page: a heading, rows of a label and a control; what they mean is the cards' own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme, restyle


class SettingsCard(QFrame):
    """Give it controls with `add`, `add_row`; a subclass shows settings and asks for changes."""

    def __init__(
        self, title: str, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.engine, self.operations, self.theme = engine, operations, theme
        self._calm = _WheelForTheFocusedOnly(self)
        self._rows: list[QHBoxLayout] = []
        self._spins: list[QAbstractSpinBox] = []
        self._layout = QVBoxLayout(self)
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        self._layout.addWidget(heading)

    def finish(self) -> None:
        """To be called once all controls are there."""
        self.theme.changed.connect(self._resize)
        self._resize()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        raise NotImplementedError

    def add(self, widget: QWidget, *, at_left: bool = False) -> None:
        """A widget in a line of its own."""
        self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if at_left else Qt.AlignmentFlag(0))

    def add_row(self, text: str, control: QWidget, hint: str = "") -> None:
        """A label with its control at the end of the line; the hint says below it what that means."""
        label = labelled(text, control)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label)
        if hint:
            words.addWidget(small(hint))
            control.setAccessibleDescription(hint)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.append(row)
        self._layout.addLayout(row)

    def prepare(self, name: str, *controls: QWidget) -> None:
        """Name controls for screen readers, and keep the wheel from changing those without the focus."""
        for control in controls:
            control.setAccessibleName(name)
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            control.installEventFilter(self._calm)
            if isinstance(control, QAbstractSpinBox):
                self._spins.append(control)
                control.lineEdit().setAccessibleName(name)  # the focus is in the inner one

    def _resize(self) -> None:
        metrics = self.theme.metrics
        self._layout.setContentsMargins(*(metrics.space_l,) * 4)
        self._layout.setSpacing(metrics.space_s)
        for row in self._rows:
            row.setSpacing(metrics.space_l)
        for spin in self._spins:
            spin.setMinimumWidth(11 * metrics.unit)
            spin.lineEdit().setTextMargins(metrics.space_s, 0, 0, 0)  # Qt ignores padding on the left


class Problem(QLabel):
    """The sentence that says what is wrong with a field, below it; hidden while there is none."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setProperty("role", "danger")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence and mark the field; an empty one takes both away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._field.setAccessibleDescription(sentence)
        restyle(self._field, kind="error" if sentence else "")


class _WheelForTheFocusedOnly(QObject):
    """Scrolling the page must not change a number that happens to pass under the mouse."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt calls it
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


@contextmanager
def quiet(*controls: QWidget) -> Iterator[None]:
    """What is set inside is shown, and not taken for the user's wish."""
    before = [control.blockSignals(True) for control in controls]
    try:
        yield
    finally:
        for control, was in zip(controls, before, strict=True):
            control.blockSignals(was)


def labelled(text: str, buddy: QWidget) -> QLabel:
    """A label that belongs to a control."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setBuddy(buddy)
    return label


def small(text: str) -> QLabel:
    """A quiet sentence of explanation."""
    label = QLabel(text)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label
