"""The vault over a real keyring: what goes in comes out after a restart, and troubles are said in words."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mediadl.domain.accounts import KeyringProblem, VaultStatus
from mediadl.domain.errors import SecretUnreadable, UnknownAccount
from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault
from tests.helpers.keyring_troubles import bus_with
from tests.helpers.secret_service import misbehaving, unlock_keyring

ROOT = Path(__file__).parents[2]
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
    await vault.delete("other")
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


SIX = [
    ("no_bus", KeyringProblem.NO_KEYRING),
    ("no_keyring", KeyringProblem.NO_KEYRING),
    ("locked", KeyringProblem.LOCKED),
    ("hangs", KeyringProblem.HANGS),
    ("raises", KeyringProblem.BROKEN),
    ("key_deleted", KeyringProblem.KEY_GONE),
]


@contextmanager
def trouble_of(kind: str, vault: Vault) -> Iterator[None]:
    """Have the keyring in this trouble during the block; a key that was deleted stays so."""
    if kind == "key_deleted":
        for key_id in vault._contents._sealed.key_ids:
            vault._contents._keys.delete(key_id)
        yield
        return
    with bus_with(kind, os.environ) as environment, pytest.MonkeyPatch.context() as patch:
        patch.delenv("DBUS_SESSION_BUS_ADDRESS")
        if address := environment.get("DBUS_SESSION_BUS_ADDRESS"):
            patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


@pytest.mark.parametrize(("trouble", "problem"), SIX)
async def test_in_every_trouble_it_opens_in_time_says_which_and_goes_on(
    trouble: str, problem: KeyringProblem, new_vault: Callable[..., Vault]
) -> None:
    before = new_vault()
    await before.open()
    await before.put("sealed", JAR)
    with trouble_of(trouble, before):
        vault = new_vault(limit_s=2.0 if trouble == "hangs" else 30.0)
        async with asyncio.timeout(60):
            status = await vault.open()
        assert (status.is_open, status.problem) == (False, problem)
        assert "saved accounts cannot be used" in status.message
        assert vault.ids() == ("sealed",)
        with pytest.raises(SecretUnreadable) as refused:
            await vault.get("sealed")
        assert str(refused.value) == status.message
        await vault.put("new", b"for the session")
        await vault.put("sealed", b"newer")
        assert [vault.is_saved(item_id) for item_id in vault.ids()] == [False, False]
        assert await vault.get("sealed") == b"newer"
    assert (await vault.try_again()).is_open == (trouble != "key_deleted")
    assert vault.is_saved("new") == vault.is_saved("sealed") == (trouble != "key_deleted")
    again = new_vault()
    if (await again.open()).is_open:
        assert (await again.get("new"), await again.get("sealed")) == (b"for the session", b"newer")


@pytest.mark.parametrize(("trouble", "problem"), SIX[:-1])
async def test_where_nothing_is_sealed_yet_it_is_said_as_well(
    trouble: str, problem: KeyringProblem, new_vault: Callable[..., Vault]
) -> None:
    vault = new_vault(limit_s=2.0 if trouble == "hangs" else 30.0)
    with trouble_of(trouble, vault):
        status = await vault.open()
    assert status.problem is problem
    assert "saved accounts" not in status.message


async def test_the_key_is_made_when_the_first_item_comes_and_a_no_is_told(
    bus: dict[str, str], new_vault: Callable[..., Vault]
) -> None:
    vault = new_vault()
    with misbehaving(bus, "denies"):
        assert (await vault.open()).is_open
        await vault.put("a", b"x")
        assert vault.status.problem is KeyringProblem.DENIED
        assert (vault.is_saved("a"), await vault.get("a")) == (False, b"x")


async def test_an_answer_on_its_way_when_the_vault_is_closed_is_told_to_nobody(
    new_vault: Callable[..., Vault],
) -> None:
    vault = new_vault()
    told: list[VaultStatus] = []
    vault.on_status = told.append
    vault.close()
    vault._tell(VaultStatus(is_open=True))
    assert (told, vault.status.is_open) == ([], False)


async def test_an_answer_that_comes_late_is_used_and_told(
    keyring: subprocess.Popen[bytes], new_vault: Callable[..., Vault]
) -> None:
    before = new_vault()
    await before.open()
    await before.put("a", JAR)
    keyring.send_signal(signal.SIGSTOP)
    vault, told = new_vault(limit_s=1.0), asyncio.Event()
    assert (await vault.open()).problem is KeyringProblem.HANGS
    await vault.put("b", b"meanwhile")
    vault.on_status = lambda status: told.set() if status.is_open else None
    keyring.send_signal(signal.SIGCONT)
    async with asyncio.timeout(60):
        await told.wait()
    assert (await vault.get("a"), vault.is_saved("b")) == (JAR, True)


async def test_when_the_key_is_gone_deleting_what_needs_it_makes_room_for_a_new_one(
    new_vault: Callable[..., Vault],
) -> None:
    before = new_vault()
    await before.open()
    await before.put("a", JAR)
    with trouble_of("key_deleted", before):
        vault = new_vault()
        assert (await vault.open()).problem is KeyringProblem.KEY_GONE
        await vault.put("b", b"new")
        await vault.delete("a")
        assert vault.status.is_open
    again = new_vault()
    await again.open()
    assert (again.ids(), await again.get("b")) == (("b",), b"new")


async def test_another_process_may_change_the_key_or_delete_everything(
    new_vault: Callable[..., Vault],
) -> None:
    vault, other = new_vault(), new_vault()
    await vault.open()
    await vault.put("a", b"one")
    await other.open()
    await other.rotate()
    assert await vault.get("a") == b"one"
    await vault.rotate()
    await other.put("b", b"two")
    for item_id in ("a", "b"):
        await other.delete(item_id)
    await vault.put("c", b"three")
    again = new_vault()
    assert (await again.open()).is_open
    assert (again.ids(), await again.get("c")) == (("c",), b"three")


async def test_the_key_goes_with_the_last_item_and_a_new_one_comes_with_the_next(
    new_vault: Callable[..., Vault], keys: Keys
) -> None:
    vault = new_vault()
    await vault.open()
    for item_id in ("a", "b"):
        await vault.put(item_id, b"x")
    [key_id] = vault._contents._sealed.key_ids
    await vault.delete("a")
    assert keys.load(key_id) is not None
    await vault.delete("b")
    assert keys.load(key_id) is None
    await vault.put("c", b"again")
    assert vault.is_saved("c")
    again = new_vault()
    assert (await again.open()).is_open
    assert await again.get("c") == b"again"


WORK = """
import asyncio, sys
from pathlib import Path
from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault

async def main():
    vault = Vault(Path(sys.argv[1]), Keys(sys.argv[2]))
    assert (await vault.open()).is_open
    number = 0
    while True:
        number += 1
        await vault.put("a", str(number).encode() * 20000)
        print(number, flush=True)
        await vault.put("b", b"stays")
        await vault.rotate()

asyncio.run(main())
"""


@pytest.mark.parametrize("moment_s", [0.0, 0.004, 0.012, 0.03])
async def test_a_kill_at_any_moment_loses_nothing_that_was_kept(
    moment_s: float,
    folder: Path,
    keys: Keys,
    keyring: subprocess.Popen[bytes],
    new_vault: Callable[..., Vault],
) -> None:
    said = await asyncio.to_thread(_until_killed, [str(folder), keys._service], moment_s)
    vault = new_vault()
    if (await vault.open()).problem is KeyringProblem.LOCKED:  # as gnome-keyring may be when its client dies
        unlock_keyring(os.environ["DBUS_SESSION_BUS_ADDRESS"])
        await vault.try_again()
    assert vault.status.is_open
    kept = int(said[-1])
    assert await vault.get("a") in {str(number).encode() * 20000 for number in (kept, kept + 1)}
    assert await vault.get("b") == b"stays"
    assert not list(folder.glob("*.making"))


def _until_killed(arguments: list[str], moment_s: float) -> list[bytes]:
    """What the worker had kept when it was killed, so long after its third change of the key began."""
    with subprocess.Popen(
        [sys.executable, "-c", WORK, *arguments], stdout=subprocess.PIPE, cwd=ROOT
    ) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline() for _ in range(3)]
        time.sleep(moment_s)
        worker.kill()
        return said + worker.stdout.readlines()
