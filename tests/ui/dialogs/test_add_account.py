"""Accounts are added in every way that needs no browser; what is refused is said, and nothing stays."""

import pytest

from mediadl.domain.accounts import AccountKind, AccountSource
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.dialogs.add_account import WAYS, AddAccountDialog, Wanted, add_account
from tests.helpers.jars import a_jar
from tests.helpers.shell import until


@pytest.fixture
def asking(window_test):
    def run(scenario, wanted):
        async def opened(window, shell):
            accounts, got = shell.engine.accounts, []

            async def ask():
                got.append(await add_account(window, accounts, shell.operations, shell.theme, wanted))

            shell.operations.run(ask(), name="ask")
            await until(lambda: window.findChild(AddAccountDialog))
            await scenario(window.findChild(AddAccountDialog), accounts, got)
            await until(lambda: got)

        window_test(opened)

    return run


def test_cookies_that_were_pasted_become_an_account(asking):
    async def scenario(dialog, accounts, got):
        await until(dialog.add.isEnabled)
        assert dialog.name.placeholderText() == "a.example"
        dialog.add.click()
        await until(lambda: got)
        (account,) = accounts.accounts
        assert (got, account.name, account.source) == ([account], "a.example", AccountSource.PASTED)

    asking(scenario, Wanted(jar=Jar(a_jar("a.example"), AccountSource.PASTED)))


def test_a_site_is_filled_in_and_a_login_added(asking):
    async def scenario(dialog, accounts, got):
        dialog.ways["login"].click()
        form = dialog.form
        assert (form.place.text(), dialog.add.isEnabled()) == ("a.example", False)
        form.username.setText("ada")
        form.password.edit.setText("fake")
        form.password.edited.emit()
        dialog.name.setText("Mine")
        dialog.accept()
        await until(lambda: got)
        (account,) = accounts.accounts
        assert (account.name, account.kind, account.username) == ("Mine", AccountKind.LOGIN, "ada")

    asking(scenario, Wanted(site="a.example"))


def test_a_name_that_is_taken_is_said_and_everything_stays(asking):
    async def scenario(dialog, accounts, got):
        await accounts.import_cookies(a_jar(), name="Mine")
        await until(dialog.add.isEnabled)
        dialog.name.setText("Mine")
        dialog.add.click()
        await until(lambda: "already" in dialog.words.text())
        assert (dialog.add.isEnabled(), dialog.form.missing) == (True, "")
        dialog.reject()
        await until(lambda: got == [None])

    asking(scenario, Wanted(jar=Jar(a_jar("a.example"), AccountSource.PASTED)))


def test_every_way_can_be_reached_and_says_what_is_missing(asking):
    async def scenario(dialog, _accounts, _got):
        for way in WAYS:
            dialog.ways[way].click()
            shown = [name for name, form in dialog.forms.items() if not form.isHidden()]
            assert shown == [way]
            assert all(stop.accessibleName() or stop.text() for stop in dialog.form.stops)
        assert (dialog.forms["login"].place.text(), dialog.forms["proxy"].place.text()) == ("a.example", "")
        dialog.form.password.edit.setText("fake")
        dialog.reject()
        assert dialog.form.password.text == ""

    asking(scenario, Wanted(site="a.example"))
