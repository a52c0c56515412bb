"""Accounts are added, renamed, given new secrets, exported and deleted, each told after it was kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.domain.accounts import AccountKind, AccountSource, AccountState, VaultStatus
from mediadl.domain.cookie_files import read_cookies
from mediadl.domain.errors import InvalidCookies, UnknownAccount, UserError
from mediadl.domain.events import AccountsChanged, VaultChanged
from tests.helpers.engines import until
from tests.helpers.jars import ECHO, a_jar
from tests.helpers.ledger import Ledger, a_ledger

K = AccountKind


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    async with a_ledger(tmp_path, ECHO) as opened:
        yield opened


async def test_a_jar_becomes_an_account_without_values(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(a="HUSH", b="HUSH"), source=AccountSource.PASTED)
    assert (account.name, account.domains, account.cookie_count) == ("example.com", ("example.com",), 2)
    assert (account.source, account.state, account.is_saved) == (
        AccountSource.PASTED,
        AccountState.USABLE,
        False,
    )
    assert ledger.told[-1] == AccountsChanged((account,))
    assert "HUSH" not in repr(ledger)


async def test_a_second_one_of_the_site_gets_a_number_and_a_name_that_was_given_is_refused(
    ledger: Ledger,
) -> None:
    await ledger.accounts.import_cookies(a_jar())
    assert (await ledger.accounts.import_cookies(a_jar())).name == "example.com (2)"
    with pytest.raises(UserError, match=r"There is an account “Example.com” already"):
        await ledger.accounts.import_cookies(a_jar(), name="Example.com")
    with pytest.raises(InvalidCookies):
        await ledger.accounts.import_cookies(b"<html>")
    assert len(ledger.items.ids()) == 2


async def test_logins_are_kept_by_site_and_proxies_by_host(ledger: Ledger) -> None:
    add = ledger.accounts.add_login
    login = await add(K.LOGIN, None, "https://www.example.com/login", "me", "HUSH")
    proxy = await add(K.PROXY, "Office", "Proxy.office.lan:3128", "me", "HUSH")
    hook = await add(K.WEBHOOK, None, "", "", "HUSH")
    assert (login.name, login.domains, login.username) == ("Login example.com", ("example.com",), "me")
    assert (proxy.name, proxy.domains) == ("Office", ("proxy.office.lan",))
    assert await ledger.accounts.webhook_secret(hook.id) == "HUSH"
    assert "HUSH" not in repr(ledger.told)
    with pytest.raises(UserError, match="no secret of a webhook"):
        await ledger.accounts.webhook_secret(login.id)


@pytest.mark.parametrize(
    ("kind", "domain", "username", "password", "sentence"),
    [
        (K.LOGIN, "", "me", "test", "is no site"),
        (K.LOGIN, "not a host", "me", "test", "is no site"),
        (K.LOGIN, "example.com", " ", "test", "user name is empty"),
        (K.VIDEO_PASSWORD, "example.com", "", "", "password is empty"),
        (K.LOGIN, "example.com", "me\udcff", "test", "cannot be read"),
        (K.WEBHOOK, "", "", "", "secret is empty"),
        (K.PROXY, "proxy.lan", "me", "x" * 5000, "at most 4096"),
        (K.COOKIES, "example.com", "me", "test", "Cookies come from"),
    ],
)
async def test_a_login_that_cannot_work_is_refused(
    ledger: Ledger, kind: K, domain: str, username: str, password: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        await ledger.accounts.add_login(kind, None, domain, username, password)
    assert ledger.items.ids() == ()


async def test_new_cookies_make_a_stale_account_usable_under_its_old_name(ledger: Ledger) -> None:
    given = []
    ledger.accounts.on_secrets = given.append
    account = await ledger.accounts.import_cookies(a_jar(a="0"), name="Work")
    await ledger.accounts.mark_stale(account.id)
    updated = await ledger.accounts.update_secret(account.id, data=a_jar("other.org", b="1"))
    assert (updated.id, updated.name, updated.state) == (account.id, "Work", AccountState.USABLE)
    assert (updated.domains, updated.created_at) == (("other.org",), account.created_at)
    assert given == [account, updated]
    with pytest.raises(UserError, match="needs cookies"):
        await ledger.accounts.update_secret(account.id, password="fake")


async def test_half_of_a_login_can_be_changed(ledger: Ledger) -> None:
    account = await ledger.accounts.add_login(K.LOGIN, "Mine", "example.com", "me", "fake")
    assert (await ledger.accounts.update_secret(account.id, username="you")).username == "you"
    with pytest.raises(UserError, match="password is empty"):
        await ledger.accounts.update_secret(account.id, password="")


async def test_an_account_is_renamed_exported_and_deleted(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(a="0"), name="Work")
    await ledger.accounts.import_cookies(a_jar(a="1"), name="Home")
    assert (await ledger.accounts.rename(account.id, "work")).name == "work"
    with pytest.raises(UserError, match="already"):
        await ledger.accounts.rename(account.id, "home")
    exported = await ledger.accounts.export(account.id)
    assert read_cookies(exported.encode()) == read_cookies(a_jar(a="0"))
    await ledger.accounts.delete(account.id)
    await ledger.accounts.delete(account.id)
    assert [one.name for one in ledger.accounts.accounts] == ["Home"]
    for lost in (ledger.accounts.rename(account.id, "x"), ledger.accounts.export(account.id)):
        with pytest.raises(UnknownAccount):
            await lost


async def test_only_cookies_are_exported(ledger: Ledger) -> None:
    account = await ledger.accounts.add_login(K.LOGIN, "Mine", "example.com", "me", "fake")
    with pytest.raises(UserError, match="has no cookies"):
        await ledger.accounts.export(account.id)


async def test_what_the_keyring_says_is_told(ledger: Ledger) -> None:
    assert await ledger.accounts.opened() == ledger.items.status
    assert VaultChanged(ledger.items.status) in ledger.told
    ledger.told.clear()
    assert await ledger.accounts.try_again() == ledger.items.status
    assert {type(one) for one in ledger.told} == {VaultChanged, AccountsChanged}


async def test_a_keyring_that_answers_late_has_its_accounts_listed(ledger: Ledger) -> None:
    await ledger.accounts.opened()
    elsewhere = await ledger.accounts.import_cookies(a_jar(), name="Work")
    ledger.accounts._sealed.forget()
    ledger.items.status = VaultStatus(is_open=True)
    ledger.items.on_status(ledger.items.status)
    await until(lambda: ledger.accounts.accounts == (elsewhere,))
    assert ledger.told[-1] == AccountsChanged((elsewhere,))


async def test_a_link_of_another_site_tests_nothing(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(), name="Work")
    film = await ledger.accounts.add_login(K.VIDEO_PASSWORD, "Film", "other.org", "", "not-real")
    with pytest.raises(UserError, match="“Film” is no account of a site"):
        await ledger.accounts.test(film.id, "https://other.org/")
    with pytest.raises(UserError, match=r"“Work” is for example\.com"):
        await ledger.accounts.test(account.id, "https://other.org/")


async def test_what_was_taken_out_is_gone_and_can_be_brought_back(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(a="0"), name="Work")
    bring_back = await ledger.accounts.take_out(account.id)
    assert (ledger.accounts.accounts, ledger.items.ids()) == ((), ())
    await ledger.accounts.import_cookies(a_jar(a="1"), name="Work")
    back = await bring_back()
    assert (back.id, back.name) == (account.id, "Work (2)")
    assert read_cookies((await ledger.accounts.export(back.id)).encode()) == read_cookies(a_jar(a="0"))
