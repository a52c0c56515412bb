"""Items are sealed where there is a key, else kept in memory until there is one."""

from pathlib import Path

import pytest

from mediadl.domain.accounts import KeyringProblem
from mediadl.vault.contents import Contents
from mediadl.vault.keyring_key import Keys


def test_without_a_keyring_nothing_is_written_and_with_one_it_is_sealed(
    folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = Contents(folder, keys)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    assert contents.unlock().problem is KeyringProblem.NO_KEYRING
    contents.put("a", b"secret")
    assert (contents.ids, contents.unsaved, contents.get("a")) == (("a",), {"a"}, b"secret")
    assert not folder.exists()
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    assert contents.unlock().is_open
    assert (contents.ids, contents.unsaved, contents.get("a")) == (("a",), set(), b"secret")
