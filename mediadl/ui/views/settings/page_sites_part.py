"""The part of the integrations' card on sites whose links pages may add without asking, and its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme

_WORDS = "Any web page can start downloads from these sites, and you are not asked: {sites}."


class PageSitesPart(QWidget):
    """Hidden while there is none. `ended()` fires when all are to be asked about again."""

    ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = QLabel(self)
        self.again = QPushButton(icons.icon("undo", theme), "Ask again", self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._column = QVBoxLayout(self)
        self._column.addWidget(QLabel("Links of web pages", self))
        self._column.addWidget(self.words)
        self._column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.words.setProperty("role", "small")
        self.again.clicked.connect(self.ended)
        theme.changed.connect(self._resize)
        self._resize()
        self.show_sites(())

    def show_sites(self, sites: Sequence[str]) -> None:
        """Show these."""
        self.words.setText(_WORDS.format(sites=", ".join(sites)))
        self.setVisible(bool(sites))

    def _resize(self) -> None:
        self._column.setContentsMargins(0, self._theme.metrics.space_m, 0, 0)
        self._column.setSpacing(self._theme.metrics.space_s)
