"""Asks for a code or a password that is used for one attempt and never saved."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.password_field import PasswordField
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import labelled, small


class TypedSecretDialog(QDialog):
    """`typed(str)` fires on “Try again”. Show it with `open()`."""

    typed = Signal(str)

    def __init__(self, name: str, hint: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field, self._nothing = PasswordField(name, theme, self), QLabel(self)
        self.go_on, self.cancel = QPushButton("Try again", self), QPushButton("Cancel", self)
        self._nothing.hide()
        self.go_on.setEnabled(False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.metrics.space_l,) * 4)
        column.setSpacing(theme.metrics.space_s)
        self.field.edit.setAccessibleDescription(hint)
        for widget in (labelled(name, self.field), self.field, small(hint)):
            column.addWidget(widget)
        column.addStretch(1)
        lay_over(inside, name, DialogFoot(self._nothing, (self.cancel, self.go_on), theme, self), self)
        self.field.edited.connect(self._on_edited)
        self.go_on.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.field.setFocus()
        wanted = QSize(56 * theme.metrics.unit, 28 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def accept(self) -> None:
        """Tell what was typed, then go."""
        if self.field.text:
            self.typed.emit(self.field.text)
            super().accept()

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was typed."""
        self.field.forget()
        super().done(result)

    def _on_edited(self) -> None:
        self.go_on.setEnabled(bool(self.field.text))
