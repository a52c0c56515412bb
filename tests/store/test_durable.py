"""Files and names are brought to the disk; where that is not possible nothing breaks."""

from pathlib import Path

from mediadl.store.durable import sync_file, sync_folder


def test_a_file_and_its_folder_are_synced_and_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("content")
    sync_file(file)
    sync_folder(tmp_path)
    sync_folder(tmp_path / "missing")
    assert file.read_text() == "content"
