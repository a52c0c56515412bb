"""A field for ranges of addresses that a VPN makes up, checked in place; what they mean is the domain's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mediadl.domain.addresses import check_private_ranges
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem, labelled, small

_TITLE = "Addresses that a VPN makes up"
_HINT = (
    "Connected programs are kept out of your own network. If a VPN gives sites addresses from there, "
    "name its ranges, so that their downloads work."
)
_BETWEEN = re.compile(r"[\s,;]+")


class RangesField(QWidget):
    """`changed(tuple)` fires for ranges that can be allowed; others stay in the field, with a sentence."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[str, ...] = ()
        self.edit = QLineEdit(self)
        self.problem = Problem(self.edit, self)
        self.edit.setAccessibleName(_TITLE)
        self.edit.setPlaceholderText("None, or such as 198.18.0.0/15")
        self.setFocusProxy(self.edit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (labelled(_TITLE, self.edit), small(_HINT), self.edit, self.problem):
            self._column.addWidget(widget)
        self.edit.editingFinished.connect(self._on_edited)
        theme.changed.connect(self._resize)
        self._resize()

    def show_ranges(self, ranges: Sequence[str]) -> None:
        """Show these; what is being typed stays while nothing else has changed."""
        if tuple(ranges) == self._shown:
            return
        self._shown = tuple(ranges)
        self.edit.setText(", ".join(ranges))
        self.problem.say("")

    def _on_edited(self) -> None:
        ranges = tuple(dict.fromkeys(part for part in _BETWEEN.split(self.edit.text()) if part))
        try:
            check_private_ranges(ranges)
        except ValueError as error:
            self.problem.say(str(error))
            return
        self.problem.say("")
        if ranges != self._shown:
            self.changed.emit(ranges)

    def _resize(self) -> None:
        self._column.setSpacing(self._theme.metrics.space_xs)
