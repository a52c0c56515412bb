"""Edits one rule: what has to hold, and what then counts; saving is the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.errors import UserError
from mediadl.domain.presets import Preset
from mediadl.domain.rules import KINDS, Rule, conditions, problems
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.options_form.texts import read_folder
from mediadl.ui.rule_times import read_time, show_time
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem, labelled, small

_PRIORITIES = ((None, "As usual"), (1, "High"), (0, "Normal"), (-1, "Low"))
_HINTS = {
    "site": "With everything below it. Or the name of yt-dlp's extractor.",
    "channel": "* stands for anything, ? for one character.",
    "title": "Words in it, or a pattern with * and ?.",
}
_SAMPLES = {
    "name": "Music",
    "site": "youtube.com",
    "channel": "Lo-fi*",
    "title": "*official video*",
    "min_duration_s": "10:00",
    "max_duration_s": "1:30:00",
    "folder": "As usual",
}
_LABELS = {
    "name": "Name",
    "site": "Site",
    "channel": "Channel",
    "title": "Title",
    "min_duration_s": "Lasts at least",
    "max_duration_s": "Lasts at most",
    "kind": "Kind",
    "preset": "Preset",
    "folder": "Folder",
    "cookies": "Account",
    "priority": "Priority",
}


class RuleDialog(QDialog):
    """`saved(Rule)` fires on Save. Show it with `open()`."""

    saved = Signal(object)

    def __init__(
        self,
        rule: Rule,
        presets: Sequence[Preset],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        accounts: Sequence[str] = (),
    ) -> None:
        """`accounts` are the names of those that can be picked."""
        super().__init__(parent)
        self._rule, self._theme = rule, theme
        self.setWindowTitle("Rule")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.texts = {name: QLineEdit(self) for name in _SAMPLES}
        self.is_regex = QCheckBox("This is a regular expression", self)
        kinds = ((kind, words.capitalize()) for kind, words in KINDS.items())
        self.kind = self._box("kind", [(None, "Anything"), *kinds])
        self.preset = self._box("preset", [(None, "As usual"), *((one.name, one.title) for one in presets)])
        self.cookies = self._box("cookies", [(None, "As usual"), *((name, name) for name in accounts)])
        self.priority = self._box("priority", _PRIORITIES)
        self.problems = {name: Problem(widget, self) for name, widget in self._fields().items()}
        self.words = QLabel(self)
        self.save, self.cancel = QPushButton("Save rule", self), QPushButton("Cancel", self)
        self._lay_out()
        self._show(rule)
        self._connect()
        self._check()
        self.texts["name"].setFocus()
        wanted = QSize(76 * theme.metrics.unit, 92 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def accept(self) -> None:
        """Save, unless something cannot be used."""
        if (rule := self._check()) is not None:
            self.saved.emit(rule)
            super().accept()

    # --- inside ---------------------------------------------------------------------------------------------

    def _fields(self) -> dict[str, QWidget]:
        names = ("kind", "preset", "cookies", "priority")
        boxes: dict[str, QWidget] = {name: getattr(self, name) for name in names}
        return {name: self.texts.get(name) or boxes[name] for name in _LABELS}

    def _box(self, name: str, words: Sequence[tuple[Any, str]]) -> QComboBox:
        box = QComboBox(self)
        for value, word in words:
            box.addItem(word, value)
        box.setAccessibleName(_LABELS[name])
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        return box

    def _show(self, rule: Rule) -> None:
        for name, field in self.texts.items():
            value = getattr(rule, name)
            field.setText(show_time(value) if name.endswith("_s") else value or "")
            field.setPlaceholderText(_SAMPLES[name])
            field.setAccessibleName(_LABELS[name])
        self.is_regex.setChecked(rule.title_is_regex)
        for name in ("kind", "preset", "cookies", "priority"):
            box, value = getattr(self, name), getattr(rule, name)
            if box.findData(value) < 0:
                box.addItem(f"{value} (deleted)", value)
            box.setCurrentIndex(box.findData(value))

    def _connect(self) -> None:
        for field in self.texts.values():
            field.textChanged.connect(self._check)
        for box in (self.kind, self.preset, self.cookies, self.priority):
            box.currentIndexChanged.connect(self._check)
        self.is_regex.toggled.connect(self._check)
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def _check(self) -> Rule | None:
        """The rule that is entered; None, with sentences at the fields, when it cannot be used."""
        said, wrong = self._entered()
        rule = self._rule.model_copy(update=said)
        wrong = {**problems(rule), **wrong}
        for name, problem in self.problems.items():
            problem.say(wrong.get(name, "") if name != "preset" else "")
        reasons = ", and ".join(conditions(rule)) or "it is any link at all"
        self.words.setText(next(iter(wrong.values()), f"Counts when {reasons}."))
        self.save.setEnabled(not wrong)
        return None if wrong else rule

    def _entered(self) -> tuple[dict[str, Any], dict[str, str]]:
        said: dict[str, Any] = {
            "kind": self.kind.currentData(),
            "preset": self.preset.currentData(),
            "cookies": self.cookies.currentData(),
            "priority": self.priority.currentData(),
            "title_is_regex": self.is_regex.isChecked() and bool(self.texts["title"].text().strip()),
        }
        wrong: dict[str, str] = {}
        for name, field in self.texts.items():
            try:
                said[name] = _read(name, field.text().strip())
            except UserError as error:
                wrong[name] = str(error)
        return said, wrong

    def _lay_out(self) -> None:
        metrics = self._theme.metrics
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(metrics.space_l,) * 4)
        column.setSpacing(metrics.space_s)
        for name, field in self._fields().items():
            if name in {"site", "preset"}:
                column.addWidget(_heading("When all of this holds" if name == "site" else "Then"))
            column.addWidget(self._line(name, field))
            if name == "title":
                column.addWidget(self.is_regex)
            column.addWidget(self.problems[name])
        column.addStretch(1)
        self.words.setAccessibleName("What the rule says")
        lay_over(inside, "Rule", DialogFoot(self.words, (self.cancel, self.save), self._theme, self), self)
        walk([*self._stops(), self.cancel, self.save])

    def _stops(self) -> list[QWidget]:
        stops: list[QWidget] = []
        for name, field in self._fields().items():
            stops += [field, self.is_regex] if name == "title" else [field]
        return stops

    def _line(self, name: str, field: QWidget) -> QWidget:
        line, words = QWidget(self), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(labelled(_LABELS[name], field))
        if name in _HINTS:
            words.addWidget(small(_HINTS[name]))
            field.setAccessibleDescription(_HINTS[name])
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.metrics.space_l)
        row.addLayout(words, 2)
        row.addWidget(field, 3)
        return line


def _read(name: str, text: str) -> Any:
    if name.endswith("_s"):
        return read_time(text) if text else None
    if name == "folder":
        return read_folder(text) if text else None
    return text


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
