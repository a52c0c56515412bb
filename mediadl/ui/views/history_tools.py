"""The fields above the history: search, order, and what is shown; they look up nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from mediadl.domain.history_query import HistoryQuery, Kind, Order, Standing
from mediadl.ui.search_field import SearchField
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.settings.card import quiet

_ORDERS = {
    "Newest first": "newest",
    "Oldest first": "oldest",
    "By title": "title",
    "Largest first": "size",
    "By site": "site",
}
_SHOWN: Mapping[str, tuple[Kind | None, Standing | None]] = {
    "Everything": (None, None),
    "Video": ("video", None),
    "Audio": ("audio", None),
    "File is there": (None, "there"),
    "File is gone": (None, "gone"),
    "Not as asked": (None, "differs"),
}


class HistoryTools(QWidget):
    """The search field stands apart, for the page to place. `changed()`: something else is asked for."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        words = "Search title, site or playlist"
        self.search = SearchField("Search the history", theme, self, words=words)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.order = self._choice("Order", _ORDERS)
        self.shown = self._choice("What is shown", _SHOWN)
        self._words: dict[QPushButton, str] = {}
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def query(self) -> HistoryQuery:
        """What is asked for now."""
        kind, standing = _SHOWN[self.shown.currentText()]
        search = self.search.text().strip()
        return HistoryQuery(search, self.order.currentData(), kind, standing)

    def show_order(self, order: Order) -> None:
        """Show an order, telling nobody."""
        with quiet(self.order):
            self.order.setCurrentIndex(self.order.findData(order))

    def add(self, button: QPushButton) -> None:
        """Put a button behind the fields; where room is short it shows its icon alone."""
        self._words[button] = button.text()
        button.setAccessibleName(button.text())
        button.setToolTip(button.text())
        self._flow.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words of buttons before a second line is needed."""
        super().resizeEvent(event)
        for button, words in self._words.items():
            button.setText(words)
        if self._flow.heightForWidth(self.width()) > self.order.sizeHint().height() * 1.5:
            for button in self._words:
                button.setText("")

    def _choice(self, name: str, choices: Mapping[str, Any]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        for words, value in choices.items():
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._flow.addWidget(box)
        return box

    def _resize(self) -> None:
        self._flow.setSpacing(self._theme.metrics.space_xs)
