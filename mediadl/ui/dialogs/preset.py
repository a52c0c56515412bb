"""Edits one preset of the user's: its name, its options, and what comes of them; saving is the caller's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mediadl.domain.layers import Layer
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import MAX_TITLE, Preset, problem_of_title
from mediadl.ui.dialogs.options import OptionsDialog
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem, labelled


class PresetDialog(OptionsDialog):
    """`saved(Preset)` fires on Save. `others` are the presets whose titles are taken."""

    saved = Signal(object)

    def __init__(
        self,
        preset: Preset,
        others: Sequence[Preset],
        below: DownloadOptions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._preset, self._others = preset, tuple(others)
        self.title_field = QLineEdit(preset.title)
        self.title_problem = Problem(self.title_field)
        super().__init__(preset.options, theme=theme, title="Preset", below=below, parent=parent)
        self.use.setText("Save preset")
        self.title_field.textEdited.connect(self._on_title_edited)
        self.decided.connect(self._on_decided)
        self.title_field.selectAll()
        self.title_field.setFocus()

    def problem(self) -> str:
        """What keeps it from being saved."""
        return problem_of_title(self.title_field.text(), self._others) or super().problem()

    def head(self) -> QWidget | None:
        """The name stands above the options."""
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        self.title_field.setAccessibleName("Name of the preset")
        self.title_field.setMaxLength(MAX_TITLE)
        for widget in (labelled("Name", self.title_field), self.title_field, self.title_problem):
            column.addWidget(widget)
        return head

    def _on_title_edited(self) -> None:
        self.title_problem.say(problem_of_title(self.title_field.text(), self._others))
        self.summarise()

    def _on_decided(self, layer: Layer | None) -> None:
        if layer is not None:
            title = self.title_field.text().strip()
            self.saved.emit(self._preset.model_copy(update={"title": title, "options": layer}))
