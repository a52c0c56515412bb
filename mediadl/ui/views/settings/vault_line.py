"""The line of the accounts' card on where they are kept: quiet while all is well, with a way to try again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mediadl.domain.accounts import VaultStatus
from mediadl.ui import icons
from mediadl.ui.theme import Theme

_OPENING = "The system's keyring is being opened…"
_OPEN = "Sealed on this computer, with a key in the system's keyring."


class VaultLine(QWidget):
    """`again` is the button to try again; who listens does it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = VaultStatus(is_open=False, is_opening=True)
        self.icon, self.words = QLabel(self), QLabel(self)
        self.again = QPushButton(icons.icon("retry", theme), "Try again", self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "small")
        self.again.setAccessibleName("Try the keyring again")
        theme.changed.connect(self._resize)
        self._resize()

    def show_status(self, status: VaultStatus) -> None:
        """Say where accounts are kept."""
        self._status = status
        self._resize()

    def _resize(self) -> None:
        status, metrics, tokens = self._status, self._theme.metrics, self._theme.tokens
        if status.is_opening:
            icon, colour, words = "hourglass", tokens.text_muted, _OPENING
        elif status.is_open:
            icon, colour, words = "key", tokens.text_muted, _OPEN
        else:
            icon, colour, words = "warning", tokens.warning, status.message
        self.icon.setPixmap(icons.pixmap(icon, metrics.icon_s, colour, self.devicePixelRatioF()))
        self.words.setText(words)
        self.again.setVisible(not status.is_open and not status.is_opening)
        self._row.setSpacing(metrics.space_s)
