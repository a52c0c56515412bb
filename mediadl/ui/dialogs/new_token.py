"""Asks what a script may do and shows the token for it, once; making it is the server's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.client_words import SCOPES
from mediadl.domain.clients import FIRST_EXTENSION, Scope
from mediadl.domain.errors import UserError
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.local_api import Clients
from mediadl.ui.notices import announce
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.settings.card import labelled

_MAX_NAME = 60
_ONCE = "This is the token, shown this once: keep it where only the script can read it."


@dataclass(frozen=True)
class TokenUse:
    """What a token is wanted for, as the dialog says it."""

    title: str = "New token"
    made: str = "Token"
    """What is shown once it is made."""
    name: str = ""
    """That is in the field at first."""
    example: str = "Such as: the script that fetches lectures"
    scopes: Collection[Scope] = (Scope.SUBMIT, Scope.READ)
    """Those that are checked at first."""
    for_extension: bool = False
    """Whether it is taken at first for that of a browser extension."""
    once: str = _ONCE
    """What to do with it, once it is shown."""
    shown: Callable[[str], str] = str
    """Makes of the token what is shown and copied."""


SCRIPT = TokenUse()


class NewTokenDialog(QDialog):
    """Show it with `open()`."""

    def __init__(
        self,
        clients: Clients,
        operations: Operations,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        use: TokenUse = SCRIPT,
    ) -> None:
        super().__init__(parent)
        self._clients, self._operations, self._use = clients, operations, use
        self.setWindowTitle(use.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name, self.token, self.words = QLineEdit(self), QLineEdit(self), QLabel(self)
        self.scopes = {scope: QCheckBox(_sentence(words), self) for scope, words in SCOPES.items()}
        self.for_extension = QCheckBox("A browser extension: the first one that uses it, and no other", self)
        self.cancel, self.copy = QPushButton("Cancel", self), QPushButton("Copy", self)
        self.make = QPushButton(f"Make the {use.made.lower()}", self)
        self._asked = QWidget(self)
        self._lay_out(theme)
        self.name.textChanged.connect(self._show)
        for box in self.scopes.values():
            box.toggled.connect(self._show)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self._on_make)
        self.copy.clicked.connect(self._on_copy)
        self._show()
        self.name.setFocus()
        wanted = QSize(64 * theme.metrics.unit, 70 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    @property
    def chosen(self) -> frozenset[Scope]:
        """What is checked."""
        return frozenset(scope for scope, box in self.scopes.items() if box.isChecked())

    def _show(self) -> None:
        self.make.setEnabled(bool(self.name.text().strip() and self.chosen))
        is_everything = self.scopes[Scope.ALL].isChecked()
        for scope, box in self.scopes.items():
            box.setEnabled(scope is Scope.ALL or not is_everything)

    def _on_make(self) -> None:
        self.make.setEnabled(False)
        self._operations.run(self._make(self.name.text().strip(), self.chosen), name="make a token")

    async def _make(self, name: str, scopes: frozenset[Scope]) -> None:
        try:
            origin = FIRST_EXTENSION if self.for_extension.isChecked() else None
            _client, token = await self._clients.make(name, scopes, origin=origin)
        except UserError as error:
            self._say(str(error), "danger")
            self._show()
            return
        self._asked.hide()
        self.make.hide()
        self.token.setText(self._use.shown(token))
        self.token.setCursorPosition(0)
        for widget in (self.token, self.copy):
            widget.show()
        self.cancel.setText("Close")
        self.copy.setDefault(True)
        self.copy.setFocus()
        self._say(self._use.once)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.token.text())
        self._say("Copied. Nobody can show it again once this is closed.", "success")

    def _say(self, words: str, role: str = "") -> None:
        self.words.setText(words)
        self.words.show()
        restyle(self.words, role=role)
        announce(self, words)

    def _lay_out(self, theme: Theme) -> None:
        inside, metrics = QWidget(), theme.metrics
        column, asked = QVBoxLayout(inside), QVBoxLayout(self._asked)
        column.setContentsMargins(*(metrics.space_l,) * 4)
        asked.setContentsMargins(0, 0, 0, 0)
        for layout in (column, asked):
            layout.setSpacing(metrics.space_s)
        self.name.setMaxLength(_MAX_NAME)
        self.name.setText(self._use.name)
        self.name.setPlaceholderText(self._use.example)
        self.name.setAccessibleName("Name")
        self.token.setReadOnly(True)
        self.token.setAccessibleName(self._use.made)
        for widget in (labelled("Name", self.name), self.name, QLabel("What it may do", self)):
            asked.addWidget(widget)
        for scope, box in self.scopes.items():
            box.setChecked(scope in self._use.scopes)
            asked.addWidget(box)
        self.for_extension.setChecked(self._use.for_extension)
        asked.addWidget(QLabel("Who may use it", self))
        asked.addWidget(self.for_extension)
        column.addWidget(self._asked)
        column.addWidget(self.token)
        column.addStretch(1)
        for hidden in (self.token, self.copy, self.words):
            hidden.hide()
        buttons = (self.cancel, self.copy, self.make)
        lay_over(inside, self._use.title, DialogFoot(self.words, buttons, theme, self), self)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
