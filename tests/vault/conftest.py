"""What tests of the vault share: keys in the real keyring of the session, and vaults that are closed."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault
from tests.helpers.session_bus import a_keyring, bare_session


@pytest.fixture
def keys(request: pytest.FixtureRequest) -> Keys:
    """Keys of this test alone."""
    return Keys(f"MediaDL test {request.node.name}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the vault lies; it is not made yet."""
    return tmp_path / "vault"


@pytest.fixture
async def new_vault(folder: Path, keys: Keys) -> AsyncIterator[Callable[..., Vault]]:
    """Make a vault over the folder, as a new start of the program does."""
    vaults: list[Vault] = []

    def make(**settings: float) -> Vault:
        vaults.append(Vault(folder, keys, **settings))
        return vaults[-1]

    yield make
    for vault in vaults:
        vault.close()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment of a session without any keyring, whose bus is this process's now."""
    with bare_session(os.environ) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        yield environment


@pytest.fixture
def keyring(bus: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A real keyring on that bus, unlocked."""
    with a_keyring(bus) as daemon:
        yield daemon


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)
