"""A field for an output template: chips put fields in; below it stands what comes out, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.template_fields import COMMON, FIELDS
from mediadl.ui.template_preview import Preview, Sample, preview_of
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.settings.card import Problem, small

_DATES = {"upload_date": "{upload_date>%Y-%m-%d}", "playlist_index": "{playlist_index:03d}"}
"""What is put in where the bare field would be of little use."""


class TemplateField(QWidget):
    """`changed(str | None)` fires for a template that can be used, None for the one that stands in grey."""

    changed = Signal(object)

    def __init__(
        self, name: str, theme: Theme, parent: QWidget | None = None, *, says_problem: bool = True
    ) -> None:
        """`name` is for screen readers; who uses it puts the label, and may say what is wrong elsewhere."""
        super().__init__(parent)
        self._name, self._theme, self._says_problem = name, theme, says_problem
        self._shown = ""
        self._sample = Sample()
        self.edit = QLineEdit(self)
        self.problem = Problem(self.edit, self)
        self.path = QLabel(self)
        self.facts = small("")
        self.chips = {field: _Chip(field, self.edit, self) for field in COMMON}
        self._flow = FlowLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.edit.setPlaceholderText("{title}")
        self.edit.textEdited.connect(self._refresh)
        self.edit.textChanged.connect(self._refresh)
        self.edit.editingFinished.connect(self._on_edited)
        for chip in self.chips.values():
            chip.put_in.connect(self._on_edited)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def template(self) -> str | None:
        """What is entered, or None while the field is empty."""
        return self.edit.text().strip() or None

    @property
    def preview(self) -> Preview:
        """What is entered, tried on the sample."""
        return preview_of(self.template or self.edit.placeholderText(), self._sample)

    def show_template(
        self, template: str | None, default: str = "{title}", *, keeps_typed: bool = True
    ) -> None:
        """Show a template, changing nothing; for None the default, in grey.

        What was typed and cannot be used yet stays when nothing new is shown, unless told otherwise.
        """
        self.edit.setPlaceholderText(default)
        if template != (self._shown or None) or not keeps_typed:
            self._shown = template or ""
            self.edit.setText(self._shown)
        self._refresh()

    def show_sample(self, sample: Sample) -> None:
        """Preview on this from now on."""
        self._sample = sample
        self._refresh()

    def _lay_out(self) -> None:
        self.setFocusProxy(self.edit)
        self.edit.setAccessibleName(self._name)
        self.path.setProperty("role", "path")
        self.path.setWordWrap(True)
        self.path.setTextFormat(Qt.TextFormat.PlainText)
        self.path.setAccessibleName(f"Preview of the {self._name[0].lower()}{self._name[1:]}")
        self._column.setContentsMargins(0, 0, 0, 0)
        for chip in self.chips.values():
            self._flow.addWidget(chip)
        self._column.addWidget(self.edit)
        self._column.addLayout(self._flow)
        for label in (self.problem, self.path, self.facts):
            self._column.addWidget(label)

    def _refresh(self, _text: str = "") -> None:
        preview = self.preview
        self.problem.say(preview.problem if self._says_problem else "")
        self.path.setText(preview.path.replace("/", "/\u200b"))  # where a long path may be folded
        name = self._sample.name
        self.facts.setText(f"{name[:1].upper()}{name[1:]}. {preview.facts}." if preview.path else "")
        for label in (self.path, self.facts):
            label.setVisible(bool(preview.path))

    def _on_edited(self) -> None:
        text = self.template or ""
        if text != self._shown and not self.preview.problem:
            self._shown = text
            self.changed.emit(self.template)

    def _resize(self) -> None:
        self._flow.setSpacing(self._theme.metrics.space_s)
        self._column.setSpacing(self._theme.metrics.space_s)


class _Chip(QPushButton):
    """Puts its field where the cursor stands. `put_in` fires afterwards."""

    put_in = Signal()

    def __init__(self, field: str, edit: QLineEdit, parent: QWidget) -> None:
        super().__init__(FIELDS[field].title, parent)
        self._field, self._edit = field, edit
        self.setProperty("kind", "chip")
        self.setToolTip(f"Put in {self._text}")
        self.setAccessibleName(f"Put in: {FIELDS[field].title}")
        self.setAutoDefault(False)
        self.clicked.connect(self._put_in)

    @property
    def _text(self) -> str:
        return _DATES.get(self._field, f"{{{self._field}}}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def _put_in(self) -> None:
        if not self._edit.text():
            self._edit.setText(self._edit.placeholderText())
        self._edit.insert(self._text)
        self.put_in.emit()
