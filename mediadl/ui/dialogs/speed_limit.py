"""Asks for a speed limit that is in no menu; the answer is a signal, nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.ui.speed_field import SpeedField
from mediadl.ui.theme import Theme


class SpeedLimitDialog(QDialog):
    """`chosen(int | None)` fires on “Set limit”, in bytes a second. Show it with `open()`."""

    chosen = Signal(object)

    def __init__(self, limit_bps: int | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Speed limit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = SpeedField("Speed limit", theme, self)
        self.field.show_limit(limit_bps)
        self.set_button, cancel = QPushButton("Set limit", self), QPushButton("Cancel", self)
        self.set_button.setProperty("kind", "primary")
        self.set_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.set_button)
        explanation = QLabel("All running downloads share it, from now on.", self)
        explanation.setProperty("role", "muted")
        explanation.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.metrics.space_l,) * 4)
        column.setSpacing(theme.metrics.space_m)
        for widget in (explanation, self.field):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.set_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.field.number.selectAll()
        self.field.setFocus()

    def accept(self) -> None:
        """Tell the limit, then go."""
        self.field.number.interpretText()
        self.chosen.emit(self.field.limit_bps)
        super().accept()
