"""A request is lent one account of its site, and what the site makes of the cookies comes back to it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.accounts import AccountKind, AccountState, KeyringProblem, VaultStatus
from mediadl.domain.cookie_files import read_cookies
from mediadl.domain.errors import SecretUnreadable, UnknownAccount
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.options import DownloadOptions
from mediadl.domain.secrets import Secrets
from mediadl.engine.accounts import Accounts
from mediadl.engine.lending import Typed
from mediadl.engine.sealed_items import SessionItems
from tests.helpers.jars import ECHO, HELLO, a_cookie, a_jar
from tests.helpers.ledger import Ledger, a_ledger

LINK = "https://www.example.com/watch"


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    async with a_ledger(tmp_path, ECHO) as opened:
        yield opened


def values(secrets: Secrets) -> dict[str, str]:
    return {one.name: one.value for one in secrets.cookies}


async def lent(accounts: Accounts, url: str = LINK, **options) -> Secrets:
    return await accounts.secrets_for(url, DownloadOptions(**options))


async def test_the_account_that_was_picked_is_used_and_else_the_newest(ledger: Ledger) -> None:
    first = await ledger.accounts.import_cookies(a_jar(session="first"), name="Work")
    await ledger.accounts.import_cookies(a_jar(session="second"), name="Home")
    assert values(await lent(ledger.accounts)) == {"session": "second"}
    assert values(await lent(ledger.accounts, cookies_id=first.id)) == {"session": "first"}
    assert values(await lent(ledger.accounts, cookies_id="work")) == {"session": "first"}


async def test_only_cookies_of_the_site_are_lent(ledger: Ledger) -> None:
    await ledger.accounts.import_cookies(a_jar(session="mine") + a_jar("other.org", session="theirs"))
    assert values(await lent(ledger.accounts)) == {"session": "mine"}
    assert values(await lent(ledger.accounts, "https://example.com.evil.org/")) == {}
    assert await lent(ledger.accounts, "https://third.org/") == Secrets()


async def test_a_client_is_lent_nothing_of_others_unless_it_was_picked(ledger: Ledger) -> None:
    accounts = ledger.accounts
    users = await accounts.import_cookies(a_jar(session="user's"))
    await accounts.add_login(AccountKind.VIDEO_PASSWORD, None, "example.com", "", "not-real")
    await accounts.import_cookies(a_jar(session="other's"), client_id="other")
    asked = DownloadOptions()
    assert await accounts.secrets_for(LINK, asked, client_id="me") == Secrets()
    await accounts.import_cookies(a_jar(session="own"), client_id="me")
    assert values(await accounts.secrets_for(LINK, asked, client_id="me")) == {"session": "own"}
    picked = DownloadOptions(cookies_id=users.id)
    assert values(await accounts.secrets_for(LINK, picked, client_id="me")) == {"session": "user's"}


async def test_the_users_own_downloads_do_not_run_in_a_login_that_a_client_planted(ledger: Ledger) -> None:
    planted = await ledger.accounts.import_cookies(a_jar(session="planted"), client_id="other")
    assert await lent(ledger.accounts) == Secrets()
    assert values(await lent(ledger.accounts, cookies_id=planted.id)) == {"session": "planted"}


async def test_an_account_that_is_gone_is_said_before_anything_starts(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar())
    await ledger.accounts.delete(account.id)
    with pytest.raises(UnknownAccount, match="not there any more"):
        await lent(ledger.accounts, cookies_id=account.id)


async def test_a_login_is_lent_with_the_session_that_it_has_opened(ledger: Ledger) -> None:
    await ledger.accounts.add_login(AccountKind.LOGIN, None, "example.com", "me", "not-real")
    sent = await lent(ledger.accounts)
    assert (sent.username, sent.password, sent.cookies) == ("me", "not-real", ())
    await ledger.accounts.take_back(sent, wire.CookiesChanged(set=(a_cookie("opened", "by-login"),)))
    assert values(await lent(ledger.accounts)) == {"opened": "by-login"}


async def test_rotated_cookies_of_two_requests_are_both_kept(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(a="0", b="0", c="0"))
    one, two = await lent(ledger.accounts), await lent(ledger.accounts)
    gone = (next(cookie.key for cookie in two.cookies if cookie.name == "c"),)
    changes = (
        (one, wire.CookiesChanged(set=(a_cookie("a", "1"),))),
        (two, wire.CookiesChanged(set=(a_cookie("b", "2"),), deleted=gone)),
    )
    await asyncio.gather(*(ledger.accounts.take_back(*change) for change in changes))
    jar = read_cookies((await ledger.accounts.export(account.id)).encode())
    assert {one.name: one.value for one in jar} == {"a": "1", "b": "2"}


async def test_nothing_is_written_when_nothing_has_changed_or_its_owner_was_faster(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(a="0"))
    sent = await lent(ledger.accounts)
    kept = await ledger.items.get(account.id)
    await ledger.accounts.take_back(sent, wire.CookiesChanged())
    await ledger.accounts.take_back(sent, wire.CookiesChanged(set=(a_cookie(domain="evil.org"),)))
    await ledger.accounts.take_back(Secrets(), wire.CookiesChanged(set=(a_cookie("a", "1"),)))
    assert await ledger.items.get(account.id) == kept
    await ledger.accounts.update_secret(account.id, data=a_jar(a="newer"))
    await ledger.accounts.take_back(sent, wire.CookiesChanged(set=(a_cookie("a", "older"),)))
    assert values(await lent(ledger.accounts)) == {"a": "newer"}
    await ledger.accounts.delete(account.id)
    await ledger.accounts.take_back(sent, wire.CookiesChanged(set=(a_cookie("a", "older"),)))
    assert ledger.items.ids() == ()


async def test_a_request_carries_them_and_a_refusal_makes_the_account_stale(ledger: Ledger) -> None:
    account = await ledger.accounts.import_cookies(a_jar(session="not-real"), name="Mine")
    request = wire.Probe(url=LINK, secrets=await lent(ledger.accounts))
    worker = await ledger.pool.acquire()
    said, last = [message async for message in ledger.accounts.ask(worker, request)]
    assert json.loads(said.message)["cookies"][0]["value"] == "not-real"
    assert "account" not in said.message  # who it is stays here
    ledger.pool.release(worker)
    assert isinstance(last, wire.Finished)
    await ledger.accounts.mark_stale(account.id)
    assert ledger.accounts.account("mine").state is AccountState.STALE


async def test_the_password_of_a_proxy_comes_from_its_account(ledger: Ledger) -> None:
    await ledger.accounts.add_login(AccountKind.PROXY, None, "http://proxy.lan:3128", "me", "n:t")
    for proxy, sent in (
        ("http://me@proxy.lan:8080", "http://me:n%3At@proxy.lan:8080"),
        ("http://proxy.lan:8080", "http://me:n%3At@proxy.lan:8080"),
        ("http://you@proxy.lan:8080", None),
        ("http://other.lan:1", None),
        ("", None),
    ):
        assert (await lent(ledger.accounts, proxy=proxy)).proxy == sent


async def test_what_is_typed_holds_for_one_attempt(ledger: Ledger) -> None:
    await ledger.accounts.add_login(AccountKind.VIDEO_PASSWORD, None, "example.com", "", "sealed")
    ledger.accounts.type_for("job", Typed(two_factor="123456", video_password="typed"))
    sent = await ledger.accounts.secrets_for(LINK, DownloadOptions(), "job")
    assert (sent.two_factor, sent.video_password) == ("123456", "typed")
    ledger.accounts.forget_typed("job", keeps_password=True)
    sent = await ledger.accounts.secrets_for(LINK, DownloadOptions(), "job")
    assert (sent.two_factor, sent.video_password) == (None, "typed")
    ledger.accounts.forget_typed("job")
    assert (await lent(ledger.accounts)).video_password == "sealed"  # a word of this test
    assert "123456" not in repr(Typed(two_factor="123456"))


class Opening(SessionItems):
    """A vault whose keyring does not answer before it is let."""

    def __init__(self, *items: str) -> None:
        super().__init__()
        self.answers = asyncio.Event()
        self.status = VaultStatus(is_open=False, is_opening=True)
        self._contents = dict.fromkeys(items, b"sealed")

    async def open(self) -> VaultStatus:
        await self.answers.wait()
        self.status = VaultStatus(False, KeyringProblem.LOCKED, "The keyring is locked.")
        return self.status


async def test_a_link_waits_for_the_keyring_only_when_something_is_sealed(tmp_path: Path) -> None:
    empty, full = Opening(), Opening("item")
    async with a_ledger(tmp_path / "a", ECHO, empty) as ledger:
        assert await lent(ledger.accounts) == Secrets()
        empty.answers.set()
    async with a_ledger(tmp_path / "b", ECHO, full) as ledger:
        asking = ledger.tasks.spawn(lent(ledger.accounts), name="ask")
        await asyncio.sleep(0.05)
        assert not asking.done()
        full.answers.set()
        assert await asking == Secrets()
        with pytest.raises(SecretUnreadable, match="keyring is locked"):
            await lent(ledger.accounts, cookies_id="Work")


@pytest.mark.parametrize("kind", [FailureKind.LOGIN_NEEDED, FailureKind.WRONG_LOGIN, FailureKind.GONE])
async def test_an_account_that_does_not_let_in_is_stale_from_then_on(
    tmp_path: Path, kind: FailureKind
) -> None:
    refusal = wire.encode(wire.Failed(failure=failure(kind, host="example.com"))).decode()
    worker = [
        sys.executable,
        "-c",
        f"print({HELLO!r}, end='', flush=True); input(); print({refusal!r}, end='')",
    ]
    async with a_ledger(tmp_path, worker) as ledger:
        await ledger.accounts.import_cookies(a_jar(), name="Mine")
        request = wire.Probe(url=LINK, secrets=await lent(ledger.accounts))
        said = [one async for one in ledger.accounts.ask(await ledger.pool.acquire(), request)]
        stale = ledger.accounts.account("mine").state is AccountState.STALE
        assert stale is (kind is not FailureKind.GONE)
        assert ("“Mine”" in said[-1].failure.message) is (kind is FailureKind.LOGIN_NEEDED)
