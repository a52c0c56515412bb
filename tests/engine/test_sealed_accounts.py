"""The index of accounts follows what lies in the vault, and changes of one item do not get lost."""

import asyncio
from datetime import UTC, datetime

import pytest

from mediadl.domain.accounts import AccountKind, AccountState, VaultStatus
from mediadl.domain.errors import SecretUnreadable, UnknownAccount
from mediadl.domain.sealed_account import SealedAccount
from mediadl.engine.sealed_accounts import SealedAccounts
from mediadl.engine.sealed_items import SessionItems
from tests.helpers.jars import a_cookie

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def jar(name: str = "Mine") -> SealedAccount:
    made = SealedAccount(kind=AccountKind.COOKIES, name=name, created_at=NOW, changed_at=NOW)
    return made.changed(cookies=(a_cookie(),))


async def test_what_another_process_adds_and_deletes_is_seen():
    items = SessionItems()
    here, there = SealedAccounts(items), SealedAccounts(items)
    await there.write("a", jar())
    assert here.accounts == ()
    assert await here.refresh()
    assert [one.name for one in here.accounts] == ["Mine"]
    assert not await here.refresh()
    await there.delete("a")
    assert await here.refresh()
    assert here.accounts == ()


async def test_changes_at_the_same_time_are_all_kept():
    accounts = SealedAccounts(SessionItems())
    await accounts.write("a", jar())

    def adding(name: str):
        return lambda sealed: sealed.changed(cookies=(*sealed.cookies, a_cookie(name)))

    await asyncio.gather(*(accounts.change("a", adding(str(at))) for at in range(20)))
    assert accounts.accounts[0].cookie_count == 21
    assert not await accounts.change("a", lambda sealed: sealed)


async def test_an_item_that_cannot_be_read_is_listed_when_it_never_can_be():
    items = SessionItems()
    accounts = SealedAccounts(items)
    await items.put("a", b"not an account")
    await accounts.refresh()
    assert accounts.accounts == ()  # the keyring may still be unlocked
    items.status = VaultStatus(is_open=True)
    await accounts.refresh()
    (lost,) = accounts.accounts
    assert (lost.state, lost.id) == (AccountState.UNREADABLE, "a")
    with pytest.raises(SecretUnreadable):
        await accounts.read("a")


async def test_an_item_that_is_gone_is_forgotten():
    items = SessionItems()
    accounts = SealedAccounts(items)
    await accounts.write("a", jar())
    await items.delete("a")
    with pytest.raises(UnknownAccount):
        await accounts.change("a", lambda sealed: sealed)
    assert accounts.accounts == ()
    assert not accounts.has_items
