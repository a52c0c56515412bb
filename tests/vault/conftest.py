"""What tests of the vault share: keys in the real keyring of the session, and vaults that are closed."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault


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
