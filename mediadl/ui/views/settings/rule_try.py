"""A box for a link that says which rule counts for it and what comes of it; nothing is downloaded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.errors import UserError
from mediadl.domain.option_words import in_words
from mediadl.domain.resolving import Resolved
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.settings.card import labelled

_PRIORITIES = {1: "high priority", 0: "normal priority", -1: "low priority"}


class RuleTry(QWidget):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._engine, self._operations, self._theme = engine, operations, theme
        self.link = QLineEdit(self)
        self.button = QPushButton("Try", self)
        self.answer = QLabel(self)
        self._asked = 0
        self._row = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.link.returnPressed.connect(self._try)
        self.link.textChanged.connect(self._forget)
        self.button.clicked.connect(self._try)
        theme.changed.connect(self._resize)
        self._resize()

    def _try(self) -> None:
        self._say("Looking…" if self.link.text().strip() else "Paste a link first.")
        if self.link.text().strip():
            self._operations.run(self._look(self.link.text()), name="try rules")

    async def _look(self, link: str) -> None:
        self._asked += 1
        asked = self._asked
        try:
            words, is_wrong = _words(await self._engine.try_rules(link), self._engine), False
        except UserError as error:
            words, is_wrong = str(error), True
        if asked == self._asked:  # nothing else was asked for meanwhile
            self._say(words, is_wrong=is_wrong)

    def _forget(self) -> None:
        self._asked += 1
        self._say("")

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        self.answer.setText(words)
        self.answer.setVisible(bool(words))
        self.answer.setAccessibleName(words)
        restyle(self.answer, role="danger" if is_wrong else "")

    def _lay_out(self) -> None:
        self.link.setPlaceholderText("Paste a link to see which rule counts")
        self.link.setAccessibleName("Link to try the rules on")
        self.button.setAccessibleName("Try the rules on this link")
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer.hide()
        self._row.addWidget(self.link, 1)
        self._row.addWidget(self.button)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(labelled("Try a link", self.link))
        self._column.addLayout(self._row)
        self._column.addWidget(self.answer)

    def _resize(self) -> None:
        self._row.setSpacing(self._theme.metrics.space_s)
        self._column.setSpacing(self._theme.metrics.space_xs)


def _words(resolved: Resolved, engine: Engine) -> str:
    """The rule, then preset, folder and priority, then what that is in words; a line each."""
    folder = resolved.options.folder or str(engine.download_folder)
    parts = [f"Preset {resolved.preset.title}", f"into {folder}"]
    if resolved.priority is not None:
        parts.append(_PRIORITIES[resolved.priority])
    rule = resolved.rule or "No rule counts for this link."
    words = in_words(resolved.options)
    return f"{rule}\n{' · '.join(parts)}\n{words[:1].upper()}{words[1:]}"
