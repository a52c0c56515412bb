"""The control of the form for an output template: its field with chips and preview; empty is silence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediadl.ui.options_form.controls import SILENT, USUAL
from mediadl.ui.options_form.fields import Template
from mediadl.ui.template_field import TemplateField
from mediadl.ui.theme import Theme


class TemplateControl(QWidget):
    """What is wrong is said by the form, which knows where."""

    changed = Signal()

    def __init__(self, field: Template, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(field.label)
        self.template = TemplateField(field.label, theme, self, says_problem=False)
        self.chips = self.template.chips
        self._shown: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.template)
        self.setFocusProxy(self.template.edit)
        self.template.edit.textEdited.connect(self._on_edited)

    @property
    def value(self) -> Any:
        """What is typed, or `SILENT`; what was shown last while that cannot be used."""
        typed = self._shown if self.problem else self.template.template
        return SILENT if typed is None else typed

    @property
    def problem(self) -> str:
        """What is wrong with the text, as a sentence."""
        return self.template.preview.problem if self.template.template else ""

    def show_value(self, value: Any, below: Any) -> None:
        """Show a value or `SILENT`, and what counts then; what is being typed stays."""
        if value is self.value or value == self.value:
            return
        self._shown = None if value is SILENT else value
        self.template.show_template(self._shown, below or "{title}", keeps_typed=False)
        self.template.edit.setToolTip(f"{USUAL}: {below}" if below else "")

    def _on_edited(self, _text: str = "") -> None:
        if not self.problem:
            self._shown = self.template.template
        self.changed.emit()
