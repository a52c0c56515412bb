"""Files of the vault are this user's alone, are written whole, and what cannot be done is said in words."""

import subprocess
from pathlib import Path

import pytest

from mediadl.domain.errors import FolderUnusable
from mediadl.vault.sealed_folder import SealedFolder


def test_an_item_is_written_read_and_deleted(folder: Path) -> None:
    files = SealedFolder(folder)
    assert (files.item_ids, files.read("an-item"), files.manifests()) == ((), None, [])
    with files.locked():
        files.write("an-item", b"sealed")
        files.write_manifest(b"list")
    assert (files.item_ids, files.read("an-item", 3), files.manifests()) == (
        ("an-item",),
        b"sea",
        [b"list"] * 2,
    )
    files.delete("an-item")
    assert (files.item_ids, files.deleted_ids) == ((), ("an-item",))
    files.forget_deleted("an-item")
    assert files.deleted_ids == ()


def test_only_this_user_can_read_the_folder_and_its_files(folder: Path) -> None:
    files = SealedFolder(folder)
    with files.locked():
        files.write("an-item", b"sealed")
        (folder / "an-item.sealed").chmod(0o644)
        files.write("an-item", b"sealed again")
        files.write_manifest(b"list")
    assert folder.stat().st_mode & 0o777 == 0o700
    sealed = [path for path in folder.iterdir() if path.suffix in {".sealed", ".manifest"}]
    assert [path.stat().st_mode & 0o777 for path in sealed] == [0o600] * 3


def test_an_item_that_was_deleted_can_be_written_again(folder: Path) -> None:
    files = SealedFolder(folder)
    with files.locked():
        files.write("an-item", b"sealed")
        files.delete("an-item")
        files.write("an-item", b"anew")
    assert (files.item_ids, files.deleted_ids) == (("an-item",), ())


def test_erasing_leaves_no_item_and_no_list(folder: Path) -> None:
    files = SealedFolder(folder)
    with files.locked():
        files.write("an-item", b"sealed")
        files.write_manifest(b"list")
        files.erase()
    assert (files.item_ids, files.manifests()) == ((), [])


@pytest.mark.parametrize("item_id", ["../a", "a/b", "", "A", "a.b", "-a", "a" * 65, "ä"])
def test_an_id_that_is_no_file_s_name_is_a_bug(item_id: str, folder: Path) -> None:
    with pytest.raises(ValueError, match="no id"):
        SealedFolder(folder).read(item_id)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(FolderUnusable, match="file/vault"),
        SealedFolder(tmp_path / "file" / "vault").locked(),
    ):
        pass


def test_a_full_disk_keeps_the_old_version_and_says_so(small_disk: Path) -> None:
    files = SealedFolder(small_disk / "vault")
    with files.locked():
        files.write("an-item", b"old")
        with pytest.raises(FolderUnusable, match=r"the disk is full\. Free some space"):
            files.write("an-item", b"n" * 100_000)
        assert files.read("an-item") == b"old"
        assert {path.suffix for path in (small_disk / "vault").iterdir()} == {".sealed", ".lock"}


def test_a_disk_that_is_read_only_keeps_the_old_version_and_says_so(small_disk: Path) -> None:
    files = SealedFolder(small_disk / "vault")
    with files.locked():
        files.write("an-item", b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(FolderUnusable, match=r"vault” cannot be changed: .*[Rr]ead-only|may not be changed"):
        files.delete("an-item")
    with pytest.raises(FolderUnusable, match="cannot be"), files.locked():
        pass
    assert files.read("an-item") == b"old"
