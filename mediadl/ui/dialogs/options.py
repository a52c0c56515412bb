"""Asks for a layer of options: the form, what comes of it in words, and the way to take it or leave it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.layers import Layer
from mediadl.domain.option_checks import Problem, stopping
from mediadl.domain.options import DownloadOptions
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.options_form.form import OptionsForm
from mediadl.ui.theme import Theme, restyle

Check = Callable[[DownloadOptions], Awaitable[Iterable[Problem]]]
"""Says what is wrong with options, for what only yt-dlp knows: `Engine.check_options`."""


@dataclass(frozen=True)
class Question:
    """What is asked for: `below` is what counts where the layer says nothing."""

    title: str = "Options"
    below: DownloadOptions = field(default_factory=DownloadOptions)
    check: Check | None = None
    """Asked once more before the answer is taken; what it finds is said at the fields."""
    accounts: tuple[str, ...] = ()
    """Names of those that can be picked."""


async def edit_options(parent: QWidget, layer: Layer, question: Question, theme: Theme) -> Layer | None:
    """Let the user edit a layer; None when they cancel. The window lives on, the dialog is modal to it."""
    return await answer_of(OptionsDialog(layer, question, theme, parent))


async def answer_of(dialog: OptionsDialog) -> Layer | None:
    """Open a dialog and wait for its layer, checked; None on Cancel. Its fields can be read right after."""
    proposals: asyncio.Queue[Layer | None] = asyncio.Queue()
    dialog.proposed.connect(proposals.put_nowait)
    dialog.rejected.connect(partial(proposals.put_nowait, None))
    dialog.open()
    try:
        while (layer := await proposals.get()) is not None:
            check = dialog.question.check
            found = stopping(await check(dialog.form.outcome)) if check else ()
            if not proposals.empty():  # it was cancelled meanwhile
                continue
            if not found:
                dialog.done(QDialog.DialogCode.Accepted)
                return layer
            dialog.show_problems(found)
    except asyncio.CancelledError:
        dialog.reject()
        raise
    return None


class OptionsDialog(QDialog):
    """`proposed(layer)` fires on its button; who listens closes it, or says what is wrong: `answer_of`."""

    proposed = Signal(object)

    def __init__(self, layer: Layer, question: Question, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question, self._theme = question, theme
        self.setWindowTitle(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = OptionsForm(theme, accounts=question.accounts)
        self.words = QLabel(self)
        self.use = QPushButton("Use these options", self)
        self.as_usual = QPushButton("All as usual", self)
        self.cancel = QPushButton("Cancel", self)
        self._lay_out()
        self.form.changed.connect(self.summarise)
        self.use.clicked.connect(self.accept)
        self.as_usual.clicked.connect(self._on_as_usual)
        self.cancel.clicked.connect(self.reject)
        self.form.show_layer(layer, question.below)
        self.summarise()
        self.form.sections[0].header.setFocus()
        wanted = QSize(90 * theme.metrics.unit, 90 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def accept(self) -> None:
        """Propose what is said, unless something of it cannot be used."""
        if not self.problem():
            self.use.setEnabled(False)
            self.words.setText("Checking…")
            self.proposed.emit(self.form.layer)

    def show_problems(self, found: Iterable[Problem]) -> None:
        """Say at the fields what was found."""
        self.form.show_problems({one.field: one.sentence for one in found})
        self.summarise()

    def problem(self) -> str:
        """What keeps it from being taken, as a sentence; empty when nothing does."""
        return self.form.problem

    def head(self) -> QWidget | None:
        """What stands above the form."""
        return None

    def summarise(self) -> None:
        """Say what comes of it, or what is wrong."""
        problem = self.problem()
        self.words.setText(problem or self.form.words)
        restyle(self.words, role="danger" if problem else "")
        self.use.setEnabled(not problem)
        self.as_usual.setEnabled(bool(self.form.layer.model_fields_set) or bool(problem))

    def _on_as_usual(self) -> None:
        self.form.show_layer(DownloadOptions(), self.question.below)
        self.summarise()

    def _lay_out(self) -> None:
        space = self._theme.metrics.space_l
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(space, space, space, space)
        if (head := self.head()) is not None:
            column.addWidget(head)
            column.addSpacing(self._theme.metrics.space_m)
        column.addWidget(self.form)
        self.words.setAccessibleName("What comes of these options")
        foot = DialogFoot(self.words, (self.cancel, self.use), self._theme, self, aside=self.as_usual)
        lay_over(inside, "Options", foot, self)
