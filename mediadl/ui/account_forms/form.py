"""What all forms have in common: a column of labelled fields, what is missing, and how all is forgotten."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from mediadl.ui.account_forms.new_account import NewAccount
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import labelled, small


class AccountForm(QWidget):
    """`changed()` fires when something else is entered. A subclass says what it makes of it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.metrics.space_s)

    @property
    def missing(self) -> str:
        """What is still to be entered, as a sentence; empty when it can be added."""
        raise NotImplementedError

    @property
    def usual_name(self) -> str:
        """What it is called without a name of the user's; empty while that is not known."""
        return ""

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        raise NotImplementedError

    def new(self, name: str | None) -> NewAccount:
        """What is entered; to be asked for when nothing is missing."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep nothing of what was entered."""
        raise NotImplementedError

    def add_line(self, text: str, control: QWidget, hint: str = "") -> None:
        """A control below its label; the hint says below it what it means."""
        control.setAccessibleName(text)
        self._column.addWidget(labelled(text, control))
        self._column.addWidget(control)
        if hint:
            control.setAccessibleDescription(hint)
            self._column.addWidget(small(hint))

    def add_words(self, label: QLabel) -> None:
        """A paragraph."""
        label.setWordWrap(True)
        self._column.addWidget(label)

    def add_widget(self, widget: QWidget) -> None:
        """Something of its own."""
        self._column.addWidget(widget)

    def end_column(self) -> None:
        """To be called once all fields are there."""
        self._column.addStretch(1)


def plain_field(sample: str, parent: QWidget) -> QLineEdit:
    """A field with a sample of what it may hold."""
    field = QLineEdit(parent)
    field.setPlaceholderText(sample)
    return field
