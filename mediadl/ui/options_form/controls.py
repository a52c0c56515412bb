"""The controls of the form: a value, or silence; `changed` fires when the user has said something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from mediadl.domain.errors import UserError
from mediadl.ui.options_form.fields import Chips, Choice, Field, Pick, Template, Text, words_for
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout

if TYPE_CHECKING:
    from mediadl.ui.options_form.template_control import TemplateControl

_ID_CHARACTERS = 36
"""Of a UUID, by which an account may have been picked elsewhere."""
SILENT = object()
"""The value of a control that says nothing: what lies below counts."""
USUAL = "As usual"


def usual_words(field: Field, below: Any) -> str:
    """What counts while a field is silent: "As usual: 1080p"."""
    words = words_for(field, below)
    return f"{USUAL}: {words}" if words else USUAL


class ChoiceControl(QComboBox):
    """Its first entry is silence."""

    changed = Signal()

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)
        self.addItem(USUAL)
        for _value, word in field.choices:
            self.addItem(word)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(self.changed)

    @property
    def value(self) -> Any:
        """What is chosen, or `SILENT`."""
        at = self.currentIndex() - 1
        return self._field.choices[at][0] if at >= 0 else SILENT

    @property
    def problem(self) -> str:
        """Every choice can be used."""
        return ""

    def show_value(self, value: Any, below: Any) -> None:
        """Show a value or `SILENT`, and what counts then."""
        self.setItemText(0, usual_words(self._field, below))
        if isinstance(self._field, Pick) and value is not SILENT:
            self._add_gone(value)
        known = [choice for choice, _word in self._field.choices]
        self.setCurrentIndex(known.index(value) + 1 if value is not SILENT and value in known else 0)
        self.setToolTip(self.currentText())

    def _add_gone(self, value: Any) -> None:
        """Have what was picked once, and is not there any more, among the choices."""
        if all(value != known for known, _word in self._field.choices):
            word = f"{value} (deleted)" if len(value) < _ID_CHARACTERS else "Another one"
            self._field = replace(self._field, choices=(*self._field.choices, (value, word)))
            self.addItem(word)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the form unless the control has the focus."""
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class TextControl(QLineEdit):
    """Empty is silence."""

    changed = Signal()

    def __init__(self, field: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._shown: Any = SILENT
        self._shown_text = ""
        self._read: Any = SILENT
        """What the text said when it could last be read, on the way to what is typed now."""
        self.problem = ""
        """What is wrong with the text, as a sentence."""
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.textEdited.connect(self._on_edited)

    @property
    def value(self) -> Any:
        """What is typed, or `SILENT`; what could be read last while that cannot be read."""
        if self.text() == self._shown_text:
            return self._shown
        if not self.text().strip():
            return SILENT
        try:
            return self._field.read(self.text())
        except UserError:
            return self._read

    def show_value(self, value: Any, below: Any) -> None:
        """Show a value or `SILENT`, and what counts then; what is being typed stays."""
        words = words_for(self._field, below)
        sample = f", or such as {self._field.sample}" if self._field.sample else ""
        self.setPlaceholderText(f"{USUAL}: {words}" if words else f"{USUAL}{sample}")
        if value is self.value or value == self.value:
            return
        self._shown, self._read, self.problem = value, value, ""
        self._shown_text = "" if value is SILENT else self._field.show(value)
        self.setText(self._shown_text)
        self.setCursorPosition(0)

    def _on_edited(self, text: str) -> None:
        self.problem = ""
        if text == self._shown_text:
            self._read = self._shown
        elif not text.strip():
            self._read = SILENT
        else:
            try:
                self._read = self._field.read(text)
            except UserError as error:
                self.problem = str(error)
        self.changed.emit()


class ChipsControl(QWidget):
    """The first chip is silence; the others are any of the words, also none of them."""

    changed = Signal()

    def __init__(self, field: Chips, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._theme = field, theme
        self.setAccessibleName(field.label)
        self.usual = self._chip(USUAL, f"{field.label}: as usual")
        self.chips = {name: self._chip(word, f"{field.label}: {word}") for name, word in field.chips}
        self._flow = FlowLayout(self)
        for chip in (self.usual, *self.chips.values()):
            self._flow.addWidget(chip)
        self.usual.clicked.connect(self._on_usual)
        for chip in self.chips.values():
            chip.clicked.connect(self._on_chip)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def value(self) -> Any:
        """What is checked, or `SILENT`."""
        if self.usual.isChecked():
            return SILENT
        return tuple(name for name, chip in self.chips.items() if chip.isChecked())

    @property
    def problem(self) -> str:
        """Every choice can be used."""
        return ""

    def show_value(self, value: Any, below: Any) -> None:
        """Show a value or `SILENT`, and what counts then."""
        self.usual.setText(usual_words(self._field, below) if below else f"{USUAL}: nothing")
        self.usual.setChecked(value is SILENT)
        for name, chip in self.chips.items():
            chip.setChecked(value is not SILENT and name in value)

    def _chip(self, word: str, name: str) -> QPushButton:
        chip = QPushButton(word, self)
        chip.setCheckable(True)
        chip.setProperty("kind", "chip")
        chip.setAccessibleName(name)
        return chip

    def _on_usual(self) -> None:
        self.usual.setChecked(True)
        for chip in self.chips.values():
            chip.setChecked(False)
        self.changed.emit()

    def _on_chip(self) -> None:
        self.usual.setChecked(False)
        self.changed.emit()

    def _resize(self) -> None:
        self._flow.setSpacing(self._theme.metrics.space_s)
        self.updateGeometry()


class DemandControl(QComboBox):
    """Whether a wish is preferred or required; `changed` as with the others."""

    changed = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{field.label}: preferred or required")
        self.setToolTip("Required stops the download when the site cannot give it.")
        self.addItems(["Preferred", "Required"])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)
        self.activated.connect(self.changed)

    @property
    def is_required(self) -> bool:
        """What is chosen."""
        return self.currentIndex() == 1

    def show_required(self, is_required: bool) -> None:
        """Show it, changing nothing."""
        self.setCurrentIndex(int(is_required))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the form unless the control has the focus."""
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


Control: TypeAlias = "ChoiceControl | TextControl | ChipsControl | TemplateControl"


def control_for(field: Field, theme: Theme, parent: QWidget) -> Control:
    """The control for a field."""
    if isinstance(field, Template):
        from mediadl.ui.options_form.template_control import TemplateControl  # it needs this module

        return TemplateControl(field, theme, parent)
    if isinstance(field, Choice):
        return ChoiceControl(field, parent)
    if isinstance(field, Chips):
        return ChipsControl(field, theme, parent)
    assert isinstance(field, Text)
    return TextControl(field, parent)


def side_by_side(*widgets: QWidget, parent: QWidget) -> QWidget:
    """Controls in one line."""
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget, 1 if widget is widgets[0] else 0)
    return line
