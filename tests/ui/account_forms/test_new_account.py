"""What a form hands over is what the engine gets, and no secret shows in it."""

from mediadl.domain.accounts import AccountKind, AccountSource
from mediadl.ui.account_forms.new_account import Jar, NewCookies, NewLogin, add_to
from tests.helpers.jars import ECHO, a_jar
from tests.helpers.ledger import a_ledger


async def test_cookies_and_logins_are_added(tmp_path):
    async with a_ledger(tmp_path, ECHO) as ledger:
        jar = await add_to(ledger.accounts, NewCookies(Jar(a_jar(), AccountSource.PASTED), "Mine"))
        login = NewLogin(AccountKind.LOGIN, None, "a.example", "ada", "not-real")
        added = await add_to(ledger.accounts, login)
        assert (jar.name, jar.source, jar.cookie_count) == ("Mine", AccountSource.PASTED, 1)
        assert (added.kind, added.domains, added.username) == (AccountKind.LOGIN, ("a.example",), "ada")


def test_no_text_shows_a_secret():
    jar = NewCookies(Jar(b"not-real", AccountSource.FILE), None)
    assert "not-real" not in f"{jar} {NewLogin(AccountKind.LOGIN, None, 'a', 'b', 'not-real')}"
