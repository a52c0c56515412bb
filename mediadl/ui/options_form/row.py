"""One line of the form: label and hint, the control, whether the wish is required, and what is wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mediadl.ui.options_form.controls import SILENT, ChipsControl, DemandControl, control_for, side_by_side
from mediadl.ui.options_form.fields import Chips, Field
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.settings.card import Problem, labelled, small

_ROOMY_UNITS = 64
"""From this width on there is room for the control beside its label."""


class OptionRow(QWidget):
    """`changed(row)` fires when the user has said something else."""

    changed = Signal(QWidget)

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._theme = field, theme
        self.control = control_for(field, theme, self)
        self.demand = DemandControl(field, self) if field.wish else None
        self.label = labelled(field.label, self.control)
        self.problem = Problem(self.control, self)
        self._words = QWidget(self)
        self._controls: QWidget = self.control
        self._is_stacked: bool | None = None
        self._grid = QGridLayout(self)
        self._lay_out()
        self.control.changed.connect(self._on_changed)
        if self.demand is not None:
            self.demand.changed.connect(self._on_changed)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def value(self) -> Any:
        """What it says, or `SILENT`."""
        return self.control.value

    @property
    def is_said(self) -> bool:
        """Whether it says something."""
        return self.value is not SILENT

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        if isinstance(self.control, ChipsControl):
            return (self.control.usual, *self.control.chips.values())
        return (self.control, self.demand) if self.demand is not None else (self.control,)

    def show_value(self, value: Any, below: Any, *, is_required: bool) -> None:
        """Show a value or `SILENT`, what counts then, and whether the wish is required."""
        self.control.show_value(value, below)
        if self.demand is not None:
            self.demand.show_required(is_required)
        restyle(self.label, role="heading" if self.is_said else "")

    def say(self, sentence: str) -> None:
        """Say what is wrong here; nothing for an empty sentence."""
        self.problem.say(sentence)
        if not sentence:
            self.control.setAccessibleDescription(self.field.hint)

    def _on_changed(self) -> None:
        restyle(self.label, role="heading" if self.is_said else "")
        self.changed.emit(self)

    def _lay_out(self) -> None:
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.label)
        if self.field.hint:
            words.addWidget(small(self.field.hint))
        if self.demand is not None:
            self._controls = side_by_side(self.control, self.demand, parent=self)
        self.control.setSizePolicy(QSizePolicy.Policy.Expanding, self.control.sizePolicy().verticalPolicy())
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.addWidget(self.problem, 2, 0, 1, 2)
        self._arrange(is_stacked=isinstance(self.field, Chips) or self.field.is_wide)

    def _arrange(self, *, is_stacked: bool) -> None:
        """The control beside the label, or below it where there is no room."""
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        centre = Qt.AlignmentFlag(0) if is_stacked else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._words, 0, 0, 1, 2 if is_stacked else 1)
        if is_stacked:
            self._grid.addWidget(self._controls, 1, 0, 1, 2)
        else:
            self._grid.addWidget(self._controls, 0, 1, centre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _ROOMY_UNITS * self._theme.metrics.unit
        self._arrange(is_stacked=narrow or isinstance(self.field, Chips) or self.field.is_wide)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._grid.setHorizontalSpacing(metrics.space_l)
        self._grid.setVerticalSpacing(metrics.space_xs)
