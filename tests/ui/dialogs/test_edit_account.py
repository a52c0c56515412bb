"""An account gets another name or new secrets; what is refused is said."""

import pytest

from mediadl.domain.accounts import AccountKind, AccountSource
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.dialogs.edit_account import EditAccountDialog, edit_account
from tests.helpers.jars import a_jar
from tests.helpers.shell import until


@pytest.fixture
def editing(window_test):
    def run(make, scenario):
        async def opened(window, shell):
            accounts = shell.engine.accounts
            account = await make(accounts)
            asked = edit_account(window, account, accounts, shell.operations, shell.theme)
            shell.operations.run(asked, name="edit")
            await until(lambda: window.findChild(EditAccountDialog))
            await scenario(window.findChild(EditAccountDialog), accounts, account)
            await until(lambda: window.findChild(EditAccountDialog) is None)

        window_test(opened)

    return run


def a_login(accounts):
    return accounts.add_login(AccountKind.LOGIN, "Mine", "a.example", "ada", "fake")


def test_a_name_and_a_password_are_changed(editing):
    async def scenario(dialog, accounts, account):
        dialog.name.setText("Work")
        dialog.password.edit.setText("other-fake")
        dialog.save.click()
        await until(lambda: accounts.account(account.id).changed_at > account.changed_at)
        sealed = await accounts._sealed.read(account.id)
        assert (sealed.name, sealed.username, sealed.password) == ("Work", "ada", "other-fake")

    editing(a_login, scenario)


def test_an_empty_password_keeps_the_one_that_is_there(editing):
    async def scenario(dialog, accounts, account):
        dialog.username.setText("grace")
        dialog.save.click()
        await until(lambda: accounts.account(account.id).username == "grace")
        assert (await accounts._sealed.read(account.id)).password == "fake"

    editing(a_login, scenario)


def test_fresh_cookies_take_the_place_of_the_old_ones(editing):
    async def scenario(dialog, accounts, account):
        dialog.jar.take(Jar(a_jar(one="not-real", two="not-real"), AccountSource.PASTED))
        await until(lambda: dialog.fresh_cookies)
        dialog.save.click()
        await until(lambda: accounts.account(account.id).cookie_count == 2)

    editing(lambda accounts: accounts.import_cookies(a_jar()), scenario)


def test_a_taken_name_is_said(editing):
    async def scenario(dialog, accounts, account):
        await accounts.add_login(AccountKind.LOGIN, "Work", "a.example", "ada", "fake")
        dialog.name.setText("Work")
        dialog.save.click()
        await until(lambda: "already" in dialog.words.text())
        assert dialog.save.isEnabled()
        dialog.reject()

    editing(a_login, scenario)
