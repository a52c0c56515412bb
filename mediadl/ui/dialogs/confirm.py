"""Asks before something that cannot be taken back; what that is, is said by who asks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.theme import Theme


class ConfirmDialog(QDialog):
    """`accepted` fires on the button, whose words say what it does. Show it with `open()`."""

    def __init__(
        self, title: str, question: str, button: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question, self._nothing = QLabel(question, self), QLabel(self)
        self.question.setWordWrap(True)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.go_on, self.cancel = QPushButton(button, self), QPushButton("Cancel", self)
        self._nothing.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.metrics.space_l,) * 4)
        column.setSpacing(theme.metrics.space_m)
        column.addWidget(self.question)
        column.addStretch(1)
        lay_over(inside, title, DialogFoot(self._nothing, (self.cancel, self.go_on), theme, self), self)
        self.go_on.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.setAccessibleDescription(question)
        self.cancel.setFocus()
        wanted = QSize(60 * theme.metrics.unit, 28 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
