"""The vault over a real keyring: what goes in comes out after a restart, and troubles are said in words."""

import asyncio
from collections.abc import Callable

import pytest

from mediadl.domain.accounts import KeyringProblem
from mediadl.domain.errors import UnknownAccount
from mediadl.vault.vault import Vault

JAR = b".site.test\tTRUE\t/\tFALSE\t0\tname\tvisibly-fake\n" * 4500


async def test_a_jar_survives_restarts_and_changes_of_the_key(new_vault: Callable[..., Vault]) -> None:
    vault = new_vault()
    assert (await vault.open()).is_open
    await vault.put("a-jar", JAR)
    assert (vault.ids(), vault.is_saved("a-jar")) == (("a-jar",), True)
    for _ in range(2):
        again = new_vault()
        assert (await again.open()).is_open
        assert await again.get("a-jar") == JAR
        await again.rotate()
        assert await again.get("a-jar") == JAR


async def test_what_is_deleted_is_gone(new_vault: Callable[..., Vault]) -> None:
    vault = new_vault()
    await vault.open()
    await vault.put("a-jar", JAR)
    await vault.put("other", b"x")
    await vault.delete("a-jar")
    with pytest.raises(UnknownAccount):
        await vault.get("a-jar")
    await vault.erase()
    assert vault.ids() == ()
    assert (await new_vault().open()).is_open


async def test_without_a_keyring_it_holds_for_the_session_and_says_so_once(
    new_vault: Callable[..., Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    vault, told = new_vault(), []
    vault.on_status = told.append
    status = await vault.open()
    assert (status.is_open, status.problem) == (False, KeyringProblem.NO_KEYRING)
    await vault.put("a-jar", JAR)
    assert (await vault.get("a-jar"), vault.is_saved("a-jar")) == (JAR, False)
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    assert (await vault.try_again()).is_open
    assert vault.is_saved("a-jar")
    assert [status.is_opening for status in told] == [True, False, True, False]


async def test_two_windows_that_change_an_item_at_once_lose_neither_change(
    new_vault: Callable[..., Vault],
) -> None:
    one, two = new_vault(), new_vault()
    await one.open()
    await one.put("a", b"")
    await two.open()
    adding = [vault.change("a", lambda before: before + b"x") for vault in (one, two) for _ in range(10)]
    await asyncio.gather(*adding)
    assert await one.get("a") == b"x" * 20
    await two.put("b", b"new")
    await one.look()
    assert one.ids() == ("a", "b")


async def test_a_change_that_is_refused_leaves_the_item_as_it_was(new_vault: Callable[..., Vault]) -> None:
    vault = new_vault()
    await vault.open()
    await vault.put("a", b"old")

    def refuse(_before: bytes) -> bytes:
        raise UnknownAccount("No.")

    with pytest.raises(UnknownAccount):
        await vault.change("a", refuse)
    with pytest.raises(UnknownAccount):
        await vault.change("gone", bytes)
    assert await vault.get("a") == b"old"
