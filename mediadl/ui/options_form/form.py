"""The form for one layer of options: sections that open, fields that say something or leave it as usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediadl.domain.layers import layered
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.option_words import in_words
from mediadl.domain.options import DownloadOptions
from mediadl.ui.options_form.controls import SILENT
from mediadl.ui.options_form.fields import BRINGS, SECTIONS, offering
from mediadl.ui.options_form.row import OptionRow
from mediadl.ui.options_form.section import SectionBox
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme


class OptionsForm(QWidget):
    """`changed()` fires when the user has said something else, right or wrong: see `problem`."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, accounts: Sequence[str] = ()) -> None:
        """`accounts` are the names of those that can be picked."""
        super().__init__(parent)
        self._below = DownloadOptions()
        self._layer = DownloadOptions()
        self._wrong: dict[str, str] = {}
        """What cannot be read, by field; it is not in the layer."""
        self._found: dict[str, str] = {}
        """What can be said against the layer, by field."""
        self.sections = tuple(
            SectionBox(offering(section, "cookies_id", accounts), theme, self) for section in SECTIONS
        )
        self.rows = {row.field.name: row for box in self.sections for row in box.rows}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for box in self.sections:
            column.addWidget(box)
        column.addStretch(1)
        walk(
            [stop for box in self.sections for stop in (box.header, *(s for r in box.rows for s in r.stops))]
        )
        for row in self.rows.values():
            row.changed.connect(self._on_changed)

    @property
    def layer(self) -> DownloadOptions:
        """What is said; a field that cannot be read counts as it was before."""
        return self._layer

    @property
    def outcome(self) -> DownloadOptions:
        """What comes out with what lies below."""
        return layered(self._below, self._layer)

    @property
    def words(self) -> str:
        """The same in words."""
        words = in_words(self.outcome)
        return words[:1].upper() + words[1:]

    @property
    def problem(self) -> str:
        """The first thing that is wrong, as a sentence; empty when all can be used."""
        return next((said for row in self.rows.values() if (said := row.problem.text())), "")

    def show_layer(self, layer: DownloadOptions, below: DownloadOptions) -> None:
        """Show a layer over what lies below it; sections in which something is said are open."""
        self._layer, self._below, self._wrong = layer, below, {}
        self._found = self._checked()
        self._show()
        for box in self.sections:
            box.set_open(any(row.is_said for row in box.rows))
        if not any(box.is_open for box in self.sections):
            self.sections[0].set_open(True)

    def show_problems(self, sentences: Mapping[str, str]) -> None:
        """Say at the fields what was found elsewhere, until something is changed; the first one is shown."""
        self._found = dict(sentences)
        self._show()
        for box in self.sections:
            if any(row.field.name in sentences for row in box.rows):
                box.set_open(True)

    def _checked(self) -> dict[str, str]:
        found = stopping(problems(self.outcome))
        return {one.field: one.sentence for one in found if one.field in self._layer.model_fields_set}

    def _show(self) -> None:
        required = self.outcome.require
        for name, row in self.rows.items():
            is_said = name in self._layer.model_fields_set
            value = getattr(self._layer, name) if is_said else SILENT
            row.show_value(value, getattr(self._below, name), is_required=row.field.wish in required)
            row.say(self._wrong.get(name) or self._found.get(name, ""))
        for box in self.sections:
            box.show_count()

    def _on_changed(self, row: OptionRow) -> None:
        said: dict[str, Any] = {one: getattr(self._layer, one) for one in self._layer.model_fields_set}
        said.pop(row.field.name, None)
        if row.value is not SILENT:
            said[row.field.name] = row.value
            said.update(self._brought_by(row))
        if row.demand is not None and row.demand.is_required != (row.field.wish in self.outcome.require):
            said["require"] = self._required_with(row)
            if set(said["require"]) == set(self._below.require):
                del said["require"]
        problem = row.control.problem
        if not problem:
            try:
                self._layer = DownloadOptions(**said)
            except ValueError:
                problem = "This value cannot be used here."
        self._wrong[row.field.name] = problem
        self._found = self._checked()
        self._show()
        self.changed.emit()

    def _brought_by(self, row: OptionRow) -> dict[str, Any]:
        brought = BRINGS.get(row.field.name)
        if brought is None or not row.value or getattr(self.outcome, brought):
            return {}
        return {brought: True}

    def _required_with(self, row: OptionRow) -> tuple[str, ...]:
        others = [wish for wish in self.outcome.require if wish != row.field.wish]
        wanted = row.demand is not None and row.demand.is_required and row.field.wish is not None
        return (*others, str(row.field.wish)) if wanted else tuple(others)
