"""The card of accounts: what lets MediaDL in at sites, how each is doing, and where they are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from mediadl.domain.account_words import KINDS, NOT_SAVED, SOURCES, facts, sites, state_words
from mediadl.domain.accounts import Account, AccountKind, AccountState
from mediadl.domain.errors import UserError
from mediadl.domain.events import AccountsChanged, VaultChanged
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.engine.whole_file import save_private
from mediadl.ui.account_status import look_of
from mediadl.ui.dialogs.account_test import AccountTestDialog
from mediadl.ui.dialogs.add_account import Wanted, add_account
from mediadl.ui.dialogs.confirm import ConfirmDialog
from mediadl.ui.dialogs.edit_account import edit_account
from mediadl.ui.dialogs.files import ask_where
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard
from mediadl.ui.views.settings.row_list import RowList
from mediadl.ui.views.settings.vault_line import VaultLine

_NONE = (
    "There is no account yet. Where a site shows something only to people who are logged in, an account lets "
    "MediaDL in: cookies of your browser, a user name and password, or the password of a video. Add one and "
    "it is used for that site alone."
)
_EXPORT = (
    "The file will hold the cookies of “{name}” as plain text. Whoever can read it is logged in as you. "
    "Delete it once you no longer need it."
)
_FILTERS = {"Cookies (*.txt)": "txt"}
_REFRESH_MS = 60_000


class AccountsCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Accounts", engine, operations, theme, parent)
        self.accounts: tuple[Account, ...] = ()
        self.none, self.words = QLabel(_NONE, self), QLabel(self)
        self.list = RowList("Accounts", theme, self)
        self.new = self.list.add_button("Add an account…", "add", "Cookies, a login, or a password")
        self.edit = self.list.add_button("Edit…", "edit", "Change its name or what it holds (Return)")
        self.test = self.list.add_button("Test…", "check", "See whether a link opens with it")
        self.export = self.list.add_button("Export…", "export", "Write its cookies into a file")
        self.delete = self.list.add_button("Delete", "remove", "Delete this account (Del)")
        self.vault = VaultLine(theme, self)
        self._ages = QTimer(self, interval=_REFRESH_MS)
        self._build()
        self._follow()
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """No setting is shown here; what is shown follows the accounts."""

    @property
    def selected(self) -> Account | None:
        """The account that is selected."""
        at = self.list.at
        return self.accounts[at] if 0 <= at < len(self.accounts) else None

    def show_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Show these; the selected one stays selected."""
        before, now = self.selected, datetime.now(UTC)
        self.accounts = accounts
        looks = [look_of(account) for account in accounts]
        self.list.show_rows([_row(account, now) for account in accounts], marks=looks)
        ids = [account.id for account in accounts]
        if before is not None and before.id in ids:
            self.list.select(ids.index(before.id))
        for widget, is_shown in ((self.none, not accounts), (self.list.rows, bool(accounts))):
            widget.setVisible(is_shown)
        self._show_selected()

    def ask_for_account(self, wanted: Wanted | None = None) -> None:
        """Open the dialog that adds one."""
        self.operations.run(self._add(wanted or Wanted()), name="add an account")

    def showEvent(self, event: QShowEvent) -> None:
        """Ages are those of now."""
        super().showEvent(event)
        self.show_accounts(self.engine.accounts.accounts)

    # --- inside ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for label in (self.none, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "muted")
        for widget in (self.none, self.list, self.words, self.vault):
            self.add(widget)
        self.list.rows.currentRowChanged.connect(self._show_selected)
        self.list.opened.connect(self._on_edit)
        self.list.removed.connect(self._on_delete)
        self.new.clicked.connect(self._on_new)
        for button, do in (
            (self.edit, self._on_edit),
            (self.test, self._on_test),
            (self.export, self._on_export),
            (self.delete, self._on_delete),
            (self.vault.again, self._on_try_again),
        ):
            button.clicked.connect(do)

    def _follow(self) -> None:
        bus, accounts = self.engine.bus, self.engine.accounts
        unsubscribe = (
            bus.subscribe(AccountsChanged, lambda event: self.show_accounts(event.accounts)),
            bus.subscribe(VaultChanged, lambda event: self.vault.show_status(event.status)),
        )
        self.destroyed.connect(lambda: [end() for end in unsubscribe])
        self._ages.timeout.connect(lambda: self.show_accounts(accounts.accounts))
        self._ages.start()
        self.show_accounts(accounts.accounts)
        self.vault.show_status(accounts.status)

    def _show_selected(self) -> None:
        account = self.selected
        for button in (self.edit, self.test, self.export, self.delete):
            button.setVisible(bool(self.accounts))
        can_open = account is not None and account.state is not AccountState.UNREADABLE
        kind = account.kind if account is not None else None
        self.edit.setEnabled(can_open)
        self.test.setEnabled(can_open and kind in {AccountKind.COOKIES, AccountKind.LOGIN})
        self.export.setEnabled(can_open and kind is AccountKind.COOKIES)
        self.delete.setEnabled(account is not None)
        self.words.setText(_details(account, datetime.now(UTC)) if account is not None else "")
        self.words.setVisible(account is not None)

    async def _add(self, wanted: Wanted) -> None:
        account = await add_account(self.window(), self.engine.accounts, self.operations, self.theme, wanted)
        if account is None:
            return
        self.list.select([one.id for one in self.accounts].index(account.id))
        where = "" if account.is_saved else f" It is {NOT_SAVED}."
        self.operations.notify(Notice("success", f"Added the account “{account.name}”.{where}"))

    def _on_new(self) -> None:
        self.ask_for_account()

    def _on_edit(self) -> None:
        if self.selected is not None and self.edit.isEnabled():
            asked = edit_account(
                self.window(), self.selected, self.engine.accounts, self.operations, self.theme
            )
            self.operations.run(asked, name="edit an account")

    def _on_test(self) -> None:
        if self.selected is not None:
            AccountTestDialog(
                self.selected, self.engine.accounts, self.operations, self.theme, self.window()
            ).open()

    def _on_export(self) -> None:
        if self.selected is not None:
            question = _EXPORT.format(name=self.selected.name)
            dialog = ConfirmDialog("Export cookies", question, "Export…", self.theme, self.window())
            dialog.accepted.connect(partial(self._ask_where, self.selected.id))
            dialog.open()

    def _ask_where(self, account_id: str) -> None:
        path = self.engine.download_folder / "cookies.txt"
        ask_where(self.window(), "Export cookies", path, _FILTERS, partial(self.export_to, account_id))

    def export_to(self, account_id: str, name: str) -> None:
        """Write the cookies of an account into a file that only its owner can read."""
        self.operations.run(self._export(account_id, Path(name)), name="export cookies")

    async def _export(self, account_id: str, path: Path) -> None:
        await save_private(path, await self.engine.accounts.export(account_id))
        text = f"The cookies are in “{path.name}”. Whoever can read it is logged in as you."
        self.operations.notify(Notice("success", text))

    def _on_delete(self) -> None:
        if self.selected is not None:
            self.operations.run(self._delete(self.selected), name="delete an account")

    async def _delete(self, account: Account) -> None:
        text = f"Deleted the account “{account.name}”."
        try:
            bring_back = await self.engine.accounts.take_out(account.id)
        except UserError:  # it cannot be opened, so there is nothing to bring back
            await self.engine.accounts.delete(account.id)
            self.operations.notify(Notice("info", text))
        else:
            self.operations.offer_undo(text, bring_back)

    def _on_try_again(self) -> None:
        self.operations.run(self._try_again(), name="try the keyring again")

    async def _try_again(self) -> None:
        """The user has asked: an answer that is the same is told, too; a good one is told elsewhere."""
        status = await self.engine.accounts.try_again()
        if not status.is_open:
            self.operations.notify(Notice("info", status.message))


def _row(account: Account, now: datetime) -> str:
    """Its name, and below it how it is doing and what it is for; the rest is said of the selected one."""
    if account.state is AccountState.UNREADABLE:
        return f"{account.name}\n{state_words(account, now)}"
    saved = "" if account.is_saved else NOT_SAVED
    parts = (state_words(account, now), saved, KINDS[account.kind], sites(account.domains))
    return f"{account.name}\n{' · '.join(part for part in parts if part)}"


def _details(account: Account, now: datetime) -> str:
    """What it is, how old, where it came from, and what the last test said."""
    if account.state is AccountState.UNREADABLE:
        return account.test_result
    lines = [f"{facts(account, now)} · {SOURCES[account.source]}"]
    if len(account.domains) > 2:
        lines.append(f"All its sites: {', '.join(account.domains)}")
    if account.state in {AccountState.EXPIRED, AccountState.STALE}:
        lines.append("Log in again in the browser, and put fresh cookies into it with Edit.")
    if account.test_result:
        lines.append(account.test_result)
    return "\n".join(lines)
