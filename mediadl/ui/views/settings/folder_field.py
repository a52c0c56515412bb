"""A folder to type or to browse for, checked in place; what it is for is said by who uses it."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.errors import FolderUnusable
from mediadl.ui.dialogs.files import ask_folder
from mediadl.ui.folder_check import usable_folder
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem, labelled


class FolderField(QWidget):
    """`chosen(str | None)` fires for a folder that can be used, and for None when the field was emptied."""

    chosen = Signal(object)

    def __init__(
        self, title: str, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._operations, self._theme = title, operations, theme
        self._shown = ""
        self.edit = QLineEdit(self)
        self.browse = QPushButton("Browse…", self)
        self.problem = Problem(self.edit, self)
        self._row = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.edit.editingFinished.connect(self._on_edited)
        self.browse.clicked.connect(self._browse)
        theme.changed.connect(self._resize)
        self._resize()

    def show_folder(self, folder: str | None, default: str) -> None:
        """Show a folder, or for None what is taken instead."""
        self._shown = folder or ""
        self.edit.setText(self._shown)
        self.edit.setPlaceholderText(default)
        self.problem.say("")

    def _lay_out(self) -> None:
        self.setFocusProxy(self.edit)
        self.edit.setAccessibleName(self._title)
        self.browse.setAccessibleName(f"Browse for the {self._title[0].lower()}{self._title[1:]}")
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(self.browse)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(labelled(self._title, self.edit))
        self._column.addLayout(self._row)
        self._column.addWidget(self.problem)

    def _on_edited(self) -> None:
        text = self.edit.text().strip()
        if text == self._shown:
            self.problem.say("")
        elif not text:
            self.problem.say("")
            self.chosen.emit(None)
        else:
            self._operations.run(self._use(text), name=f"check the {self._title}")

    async def _use(self, text: str) -> None:
        try:
            folder = await asyncio.to_thread(usable_folder, text)
        except FolderUnusable as error:
            self.problem.say(str(error))
            return
        self.chosen.emit(folder)

    def _browse(self) -> None:
        start = self.edit.text() or self.edit.placeholderText()
        ask_folder(self, self._title, start, self._on_picked)

    def _on_picked(self, folder: str) -> None:
        self.edit.setText(folder)
        self._on_edited()

    def _resize(self) -> None:
        self._row.setSpacing(self._theme.metrics.space_s)
        self._column.setSpacing(self._theme.metrics.space_xs)
