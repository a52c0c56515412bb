"""A browser is led to the extension where it stays; of a packaged program's a fresh copy is kept."""

from pathlib import Path

import pytest

from mediadl.domain.errors import FolderUnusable
from mediadl.ui.extension_folder import extension_folder, keep_fresh


def a_bundle(folder: Path, version: str = "1") -> Path:
    (folder / "popup").mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(f'{{"version": "{version}"}}')
    (folder / "popup" / "popup.js").write_text("")
    (folder / "manifest.json").chmod(0o444)
    return folder


def test_the_installed_one_is_used_where_it_stays(tmp_path: Path) -> None:
    source = a_bundle(tmp_path / "bundle")
    assert extension_folder(tmp_path / "data", source, stays=True) == source
    assert not (tmp_path / "data").exists()


def test_the_copy_follows_the_program(tmp_path: Path) -> None:
    source, data = a_bundle(tmp_path / "bundle"), tmp_path / "data"
    data.mkdir()
    copy = extension_folder(data, source, stays=False)
    before = (copy / "manifest.json").stat().st_ino
    assert extension_folder(data, source, stays=False) == copy == data / "extension"
    assert (copy / "manifest.json").stat().st_ino == before
    (source / "manifest.json").chmod(0o644)
    (source / "popup" / "popup.js").unlink()
    a_bundle(source, "2")
    extension_folder(data, source, stays=False)
    assert (copy / "manifest.json").read_text() == '{"version": "2"}'
    assert [file.name for file in data.iterdir()] == ["extension"]


def test_a_new_program_brings_the_copy_up_to_date_at_its_start(tmp_path: Path) -> None:
    source, data = a_bundle(tmp_path / "bundle"), tmp_path / "data"
    data.mkdir()
    keep_fresh(data, source, stays=False)
    assert list(data.iterdir()) == []
    extension_folder(data, source, stays=False)
    (source / "manifest.json").chmod(0o644)
    keep_fresh(data, a_bundle(source, "2"), stays=False)
    assert (data / "extension" / "manifest.json").read_text() == '{"version": "2"}'
    keep_fresh(data, tmp_path / "none", stays=False)


def test_what_cannot_be_had_is_said(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match="not part of this installation"):
        extension_folder(tmp_path, tmp_path / "none")
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable, match="cannot be put into"):
        extension_folder(tmp_path / "file", a_bundle(tmp_path / "bundle"), stays=False)
