"""A file is there whole, or as it was."""

from pathlib import Path

import pytest

from mediadl.domain.errors import FolderUnusable
from mediadl.engine.whole_file import save_whole, write_whole


def test_a_file_is_replaced_by_the_new_one(tmp_path: Path):
    (tmp_path / "a.json").write_text("old")
    write_whole(tmp_path / "a.json", "é \ud83d")
    assert (tmp_path / "a.json").read_bytes() == "é ?".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_one_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a.json", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


async def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path):
    with pytest.raises(FolderUnusable, match=r"cannot be written: No such file or directory\. Choose"):
        await save_whole(tmp_path / "gone" / "a.json", "new")
