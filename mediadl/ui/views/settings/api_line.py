"""The line of the integrations' card on where the API listens, or why it does not, with a way to copy it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mediadl.ui import icons
from mediadl.ui.local_api import LocalApi
from mediadl.ui.notices import announce
from mediadl.ui.theme import Theme

_OFF = "Off. Nothing listens, and no program can add downloads."


class ApiLine(QWidget):
    """`copy` puts the address into the clipboard."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = ("offline", "text_muted", _OFF)
        self._address = ""
        self.icon, self.words = QLabel(self), QLabel(self)
        self.copy = QPushButton(icons.icon("copy", theme), "Copy", self)
        self.copy.setAccessibleName("Copy the address")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)  # where the icon is
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy.clicked.connect(self._on_copy)
        theme.changed.connect(self._resize)
        self._resize()

    def show_api(self, api: LocalApi, *, is_on: bool) -> None:
        """Say where it listens; `is_on` is what the settings want."""
        self._look = _look_of(api, is_on)
        self._address = api.server.address
        self._resize()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        announce(self, "Copied the address.")

    def _resize(self) -> None:
        icon, colour, words = self._look
        metrics, tokens = self._theme.metrics, self._theme.tokens
        dpr = self.devicePixelRatioF()
        self.icon.setPixmap(icons.pixmap(icon, metrics.icon_s, getattr(tokens, colour), dpr))
        self.words.setText(words)
        self.copy.setVisible(bool(self._address))
        self._row.setSpacing(metrics.space_s)


def _look_of(api: LocalApi, is_on: bool) -> tuple[str, str, str]:
    """Icon, token of its colour, and words."""
    listening = api.server.listening
    if api.problem:
        return "warning", "warning", api.problem
    if listening is None:
        return ("hourglass", "text_muted", "Starting…") if is_on else ("offline", "text_muted", _OFF)
    where = f"{api.server.address}, for programs on this computer alone."
    if listening.port != listening.wanted:
        moved = f"Port {listening.wanted} is taken by another program; now at {listening.port}."
        return "warning", "warning", f"{moved}\nListening at {where}"
    return "check-circle", "success", f"Listening at {where}"
