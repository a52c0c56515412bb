"""The card of accounts: each with its state, added, changed, exported, and deleted with a way back."""

import stat

from PySide6.QtWidgets import QFileDialog

from mediadl.domain.accounts import AccountKind, VaultStatus
from mediadl.domain.events import VaultChanged
from mediadl.ui.dialogs.account_test import AccountTestDialog
from mediadl.ui.dialogs.add_account import AddAccountDialog
from mediadl.ui.dialogs.confirm import ConfirmDialog
from mediadl.ui.dialogs.edit_account import EditAccountDialog
from mediadl.ui.views.settings.accounts_card import AccountsCard
from tests.helpers.jars import a_jar
from tests.helpers.settings_card import with_card
from tests.helpers.shell import until


def test_without_an_account_it_says_what_one_is_for(qt_app, tmp_path):
    async def scenario(card, shell):
        assert "Add one" in card.none.text()
        assert (card.none.isHidden(), card.list.rows.isHidden(), card.edit.isHidden()) == (False, True, True)
        card.new.click()
        await until(lambda: card.findChild(AddAccountDialog))
        card.findChild(AddAccountDialog).reject()
        await until(lambda: card.findChild(AddAccountDialog) is None)

    with_card(AccountsCard, tmp_path, qt_app, scenario)


def test_an_account_is_shown_with_its_state_and_what_can_be_done(qt_app, tmp_path):
    async def scenario(card, shell):
        accounts = shell.engine.accounts
        await accounts.import_cookies(a_jar("a.example"), name="Mine")
        await accounts.add_login(AccountKind.PROXY, "Way out", "p.example", "ada", "fake")
        first = card.list.rows.item(0)
        assert first.text().startswith("Mine\nUsable · expires in ")
        assert "kept until MediaDL ends" in first.text()
        assert not first.icon().isNull()
        card.list.select(0)
        assert (card.export.isEnabled(), card.test.isEnabled()) == (True, True)
        assert card.words.text() == "Cookies · a.example · 1 cookie · added just now · from a file"
        card.list.select(1)
        assert (card.export.isEnabled(), card.test.isEnabled(), card.edit.isEnabled()) == (False, False, True)

    with_card(AccountsCard, tmp_path, qt_app, scenario)


def test_a_deleted_account_is_gone_at_once_and_can_be_brought_back(qt_app, tmp_path):
    async def scenario(card, shell):
        account = await shell.engine.accounts.import_cookies(a_jar("a.example"), name="Mine")
        card.list.select(0)
        card.list.removed.emit()
        await until(lambda: shell.notices)
        assert (shell.notices[-1].text, card.accounts) == ("Deleted the account “Mine”.", ())
        assert account.id not in shell.engine.accounts._items.ids()
        shell.operations.undo()
        await until(lambda: card.accounts)
        assert (card.accounts[0].id, card.accounts[0].name) == (account.id, "Mine")

    with_card(AccountsCard, tmp_path, qt_app, scenario)


def test_export_asks_first_and_the_file_is_private(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.accounts.import_cookies(a_jar("a.example"), name="Mine")
        card.list.select(0)
        card.export.click()
        question = card.findChild(ConfirmDialog)
        assert "Whoever can read it is logged in as you." in question.question.text()
        question.go_on.click()
        card.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "out.txt"))
        await until(lambda: shell.notices)
        assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o600
        assert "a.example\tTRUE" in (tmp_path / "out.txt").read_text()
        card.findChild(QFileDialog).close()

    with_card(AccountsCard, tmp_path, qt_app, scenario)


def test_an_account_can_be_edited_and_tested_from_its_row(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.accounts.import_cookies(a_jar("a.example"), name="Mine")
        card.list.select(0)
        card.list.opened.emit()
        await until(lambda: card.findChild(EditAccountDialog))
        card.findChild(EditAccountDialog).reject()
        await until(lambda: card.findChild(EditAccountDialog) is None)
        card.test.click()
        card.findChild(AccountTestDialog).close()

    with_card(AccountsCard, tmp_path, qt_app, scenario)


def test_it_follows_the_vault(qt_app, tmp_path):
    async def scenario(card, shell):
        shell.engine.bus.publish(VaultChanged(VaultStatus(is_open=False, message="It is locked.")))
        assert (card.vault.words.text(), card.vault.again.isHidden()) == ("It is locked.", False)
        card.vault.again.click()
        await until(lambda: shell.notices)
        assert shell.notices[-1].text == shell.engine.accounts.status.message
        shell.engine.bus.publish(VaultChanged(VaultStatus(is_open=True)))
        assert card.vault.again.isHidden()

    with_card(AccountsCard, tmp_path, qt_app, scenario)
