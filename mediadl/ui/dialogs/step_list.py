"""The steps of a job as a table: icon, name, state in words, and a retry where one can help."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from mediadl.domain.steps import REPEATABLE, StepReport, StepState
from mediadl.ui import icons
from mediadl.ui.theme import Theme
from mediadl.ui.views.step_words import NAMES, STATES


class StepList(QWidget):
    """`retry_asked(StepName)`: the user wants this step done again."""

    retry_asked = Signal(object)

    def __init__(self, theme: Theme, *, can_retry: bool, parent: QWidget | None = None) -> None:
        """`can_retry` says whether the file is delivered, so that single steps can be repeated."""
        super().__init__(parent)
        self.setAccessibleName("Steps")
        self._theme, self._can_retry = theme, can_retry
        self.buttons: list[QPushButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self._grid.setHorizontalSpacing(theme.metrics.space_s)
        self._grid.setVerticalSpacing(theme.metrics.space_xs)

    def show_steps(self, steps: tuple[StepReport, ...]) -> None:
        """Show these instead of the ones before."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for row, step in enumerate(steps):
            self._add(row, step)

    def _add(self, row: int, step: StepReport) -> None:
        icon, word, tone = STATES[step.state]
        mark, name, state = QLabel(self), QLabel(NAMES[step.name], self), QLabel(self)
        size = self._theme.metrics.icon_s
        colour = getattr(self._theme.tokens, tone)
        mark.setPixmap(icons.pixmap(icon, size, colour, self.devicePixelRatioF()))
        state.setText(f"{word}: {step.message}" if step.message else word)
        state.setTextFormat(Qt.TextFormat.PlainText)
        state.setWordWrap(True)
        state.setProperty("role", "danger" if step.state is StepState.FAILED else "muted")
        state.setAccessibleName(f"{NAMES[step.name]}: {state.text()}")
        for column, part in enumerate((mark, name, state)):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        if self._can_retry and step.state is StepState.FAILED and step.name in REPEATABLE:
            button = QPushButton(icons.icon("retry", self._theme), "Retry", self)
            button.setProperty("kind", "small")
            button.setAccessibleName(f"Retry: {NAMES[step.name]}")
            button.clicked.connect(partial(self.retry_asked.emit, step.name))
            self.buttons.append(button)
            self._grid.addWidget(button, row, 3, Qt.AlignmentFlag.AlignTop)
