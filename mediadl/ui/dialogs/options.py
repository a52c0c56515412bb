"""Asks for a layer of options: the form, what comes of it in words, and the way to take it or leave it."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.layers import Layer
from mediadl.domain.options import DownloadOptions
from mediadl.ui.options_form.form import OptionsForm
from mediadl.ui.theme import Theme, restyle

_PLAIN = DownloadOptions()


async def edit_options(
    parent: QWidget,
    layer: Layer,
    *,
    theme: Theme,
    title: str = "Options",
    below: DownloadOptions = _PLAIN,
) -> Layer | None:
    """Let the user edit a layer, `below` being what counts where it says nothing; None when they cancel.

    The window stays alive meanwhile; the dialog is modal to it.
    """
    dialog = OptionsDialog(layer, theme=theme, title=title, below=below, parent=parent)
    answer: asyncio.Future[Layer | None] = asyncio.get_running_loop().create_future()

    def decide(decided: Layer | None) -> None:
        if not answer.done():
            answer.set_result(decided)

    dialog.decided.connect(decide)
    dialog.open()
    try:
        return await answer
    finally:
        if not answer.done() or answer.cancelled():
            dialog.reject()


class OptionsDialog(QDialog):
    """`decided(layer | None)` fires once: with the layer, or None on Cancel. Show it with `open()`."""

    decided = Signal(object)

    def __init__(
        self,
        layer: Layer,
        *,
        theme: Theme,
        title: str,
        below: DownloadOptions = _PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._below = theme, below
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = OptionsForm(theme)
        self.words = QLabel(self)
        self.use = QPushButton("Use these options", self)
        self.as_usual = QPushButton("All as usual", self)
        self.cancel = QPushButton("Cancel", self)
        self._lay_out()
        self.form.changed.connect(self.summarise)
        self.use.clicked.connect(self.accept)
        self.as_usual.clicked.connect(self._on_as_usual)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self._on_finished)
        self.form.show_layer(layer, below)
        self.summarise()
        self.form.sections[0].header.setFocus()
        wanted = QSize(90 * theme.metrics.unit, 90 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def accept(self) -> None:
        """Take what is said, unless something of it cannot be used."""
        if not self.problem():
            super().accept()

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

    def _on_finished(self, result: int) -> None:
        self.decided.emit(self.form.layer if result == QDialog.DialogCode.Accepted else None)

    def _on_as_usual(self) -> None:
        self.form.show_layer(DownloadOptions(), self._below)
        self.summarise()

    def _lay_out(self) -> None:
        space = self._theme.metrics.space_l
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(space, space, space, space)
        if (head := self.head()) is not None:
            column.addWidget(head)
            column.addSpacing(self._theme.metrics.space_m)
        column.addWidget(self.form)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("Options")
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QWidget:
        metrics = self._theme.metrics
        foot = QFrame(self)
        foot.setObjectName("choiceFooter")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAccessibleName("What comes of these options")
        self.use.setProperty("kind", "primary")
        self.use.setDefault(True)
        self.as_usual.setProperty("kind", "quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(metrics.space_s)
        buttons.addWidget(self.as_usual)
        buttons.addStretch(1)
        for button in (self.cancel, self.use):
            buttons.addWidget(button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(metrics.space_l, metrics.space_m, metrics.space_l, metrics.space_m)
        column.setSpacing(metrics.space_m)
        column.addWidget(self.words)
        column.addLayout(buttons)
        return foot
