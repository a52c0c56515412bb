"""Items are sealed where there is a key, else kept in memory until there is one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mediadl.domain.accounts import KeyringProblem
from mediadl.domain.errors import FolderUnusable
from mediadl.vault.contents import Contents
from mediadl.vault.keyring_key import Keys


@contextmanager
def remounted_read_only(disk: Path) -> Iterator[None]:
    """Let nothing be written to the disk during the block."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


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


def test_a_full_disk_costs_nothing_and_is_said(small_disk: Path, keys: Keys) -> None:
    contents = Contents(small_disk / "vault", keys)
    contents.put("a", b"old")
    assert contents.unlock().is_open
    large = os.urandom(100_000)
    with pytest.raises(FolderUnusable, match="the disk is full"):
        contents.put("a", large)
    assert (contents.get("a"), contents.unsaved) == (large, {"a"})
    assert "the disk is full" in contents.unlock().message
    contents.put("a", b"small again")
    assert (contents.get("a"), contents.unsaved) == (b"small again", set())


def test_a_folder_that_cannot_be_used_is_said_and_items_are_kept_in_memory(
    tmp_path: Path, keys: Keys
) -> None:
    (tmp_path / "vault").write_text("in the way")
    contents = Contents(tmp_path / "vault", keys)
    contents.put("a", b"secret")
    status = contents.unlock()
    assert "cannot be" in status.message
    assert (contents.get("a"), contents.unsaved) == (b"secret", {"a"})
    (tmp_path / "vault").unlink()
    assert contents.unlock().is_open
    assert contents.unsaved == set()


def test_what_lies_on_a_disk_that_is_read_only_can_be_read(small_disk: Path, keys: Keys) -> None:
    contents = Contents(small_disk / "vault", keys)
    contents.put("a", b"secret")
    contents.unlock()
    with remounted_read_only(small_disk):
        again = Contents(small_disk / "vault", keys)
        assert again.unlock().is_open
        assert again.get("a") == b"secret"
        with pytest.raises(FolderUnusable, match="Read-only"):
            again.put("b", b"new")
        assert (again.ids, again.get("b")) == (("a", "b"), b"new")
    again.put("c", b"more")
    assert again.unsaved == set()
