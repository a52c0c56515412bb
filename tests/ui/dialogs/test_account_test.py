"""An account is tried on a link, and what came of it is said in the dialog."""

from mediadl.ui.dialogs.account_test import AccountTestDialog
from tests.helpers.jars import a_jar
from tests.helpers.shell import until, with_shell


def with_dialog(tmp_path, app, scenario):
    async def opened(shell):
        accounts = shell.engine.accounts
        account = await accounts.import_cookies(a_jar("a.example"))
        dialog = AccountTestDialog(account, accounts, shell.operations, shell.theme)
        dialog.open()
        await scenario(dialog)
        dialog.close()

    with_shell(tmp_path, app, opened)


def test_a_link_of_another_site_is_refused_in_words(qt_app, tmp_path):
    async def scenario(dialog):
        assert (dialog.test.isEnabled(), dialog.link.placeholderText()) == (False, "A link of a.example")
        dialog.link.setText("https://b.example/x")
        dialog.test.click()
        await until(lambda: "Give a link of that site." in dialog.words.text())
        assert dialog.test.isEnabled()

    with_dialog(tmp_path, qt_app, scenario)


def test_it_says_that_it_looks_and_what_comes_after_closing_is_dropped(qt_app, tmp_path):
    async def scenario(dialog):
        dialog.link.setText("https://a.example/x")
        dialog.test.click()
        assert (dialog.words.text(), dialog.test.isEnabled()) == (
            "Looking, with the account and without it…",
            False,
        )

    with_dialog(tmp_path, qt_app, scenario)
