"""Files and names are brought to the disk; where that is not possible nothing breaks."""

from pathlib import Path

from mediadl.durable import sync_file, sync_folder, write_whole


def test_a_file_and_its_folder_are_synced_and_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("content")
    sync_file(file)
    sync_folder(tmp_path)
    sync_folder(tmp_path / "missing")
    assert file.read_text() == "content"


def test_a_file_is_replaced_whole_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    file.chmod(0o644)
    (tmp_path / "a.making").write_text("left by a kill")
    write_whole(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o600)
