"""Edits one preset of the user's: its name, its options, and what comes of them; saving is the caller's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mediadl.domain.presets import MAX_TITLE, Preset, problem_of_title
from mediadl.ui.dialogs.options import OptionsDialog, Question, answer_of
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem, labelled


async def edit_preset(
    parent: QWidget, preset: Preset, others: Sequence[Preset], question: Question, theme: Theme
) -> Preset | None:
    """Let the user edit a preset; None when they cancel. `others` are those whose titles are taken."""
    dialog = PresetDialog(preset, others, question, theme, parent)
    layer = await answer_of(dialog)
    if layer is None:
        return None
    return preset.model_copy(update={"title": dialog.title_field.text().strip(), "options": layer})


class PresetDialog(OptionsDialog):
    """The form of options with a name above it."""

    def __init__(
        self,
        preset: Preset,
        others: Sequence[Preset],
        question: Question,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._others = tuple(others)
        self.title_field = QLineEdit(preset.title)
        self.title_problem = Problem(self.title_field)
        super().__init__(preset.options, question, theme, parent)
        self.use.setText("Save preset")
        self.title_field.textEdited.connect(self._on_title_edited)
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
