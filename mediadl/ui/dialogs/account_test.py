"""Tries an account on a link, and says what came of it; the looking is the engine's."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.account_words import sites
from mediadl.domain.accounts import Account
from mediadl.domain.errors import UserError
from mediadl.engine.accounts import Accounts
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.notices import announce
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.settings.card import labelled, small

_HOW = "Paste the link of something that only you can see. It is looked at with the account and without it."


class AccountTestDialog(QDialog):
    """Show it with `open()`; it stays open, for another link."""

    def __init__(
        self,
        account: Account,
        accounts: Accounts,
        operations: Operations,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._account, self._accounts, self._operations = account, accounts, operations
        self._asked = 0
        self.setWindowTitle(f"Test “{account.name}”")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.link, self.words = QLineEdit(self), QLabel(self)
        self.test, self.done_button = QPushButton("Test", self), QPushButton("Close", self)
        self._lay_out(theme)
        self.words.setText(account.test_result)
        self.words.setVisible(bool(account.test_result))
        self.link.textChanged.connect(self._on_edited)
        self.test.clicked.connect(self.accept)
        self.done_button.clicked.connect(self.reject)
        self._on_edited()
        self.link.setFocus()
        wanted = QSize(64 * theme.metrics.unit, 34 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def accept(self) -> None:
        """Try the link; the dialog stays."""
        if self.test.isEnabled():
            self.test.setEnabled(False)
            self._say("Looking, with the account and without it…")
            self._operations.run(self._try(self.link.text().strip()), name="test an account")

    def done(self, result: int) -> None:
        """Close; what is still being looked at is of no interest any more."""
        self._asked += 1
        super().done(result)

    def _on_edited(self) -> None:
        self.test.setEnabled(bool(self.link.text().strip()))

    async def _try(self, link: str) -> None:
        self._asked += 1
        asked = self._asked
        try:
            words, role = await self._accounts.test(self._account.id, link), ""
        except UserError as error:
            words, role = str(error), "danger"
        if asked == self._asked:
            self.test.setEnabled(True)
            self._say(words, role)

    def _say(self, words: str, role: str = "") -> None:
        self.words.setText(words)
        self.words.show()
        restyle(self.words, role=role)
        announce(self, words)

    def _lay_out(self, theme: Theme) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.metrics.space_l,) * 4)
        column.setSpacing(theme.metrics.space_m)
        self.link.setAccessibleName("Link to try")
        self.link.setAccessibleDescription(_HOW)
        self.link.setPlaceholderText(f"A link of {sites(self._account.domains, 1)}")
        for widget in (labelled("Link", self.link), self.link, small(_HOW)):
            column.addWidget(widget)
        column.addStretch(1)
        lay_over(inside, "Test", DialogFoot(self.words, (self.done_button, self.test), theme, self), self)
