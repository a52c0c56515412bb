"""An archive of yt-dlp is read, and what is none is said."""

from pathlib import Path

import pytest

from mediadl.domain.errors import UserError
from mediadl.engine.archive_file import MOST_BYTES, archive_of_conf, archive_text_of


def test_an_archive_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("youtube abc\nvimeo 1\n")
    assert archive_text_of(tmp_path / "a.txt") == "youtube abc\nvimeo 1\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"youtube abc\nnonsense\n", "Line 2 is not one"), (b"\xff\xfe\x00", "is not a text file")],
)
def test_what_is_none_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(UserError, match=words):
        archive_text_of(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["none.txt", "bad\0name"])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        archive_text_of(tmp_path / name)


def test_a_film_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match="too large"):
        archive_text_of(tmp_path / "film.mp4")


def test_what_a_conf_names_is_read_or_a_sentence_says_why_not(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "had.txt").write_text("youtube abc\n")
    assert archive_of_conf(None) == ("", "")
    assert archive_of_conf("~/had.txt") == ("youtube abc\n", "")
    text, problem = archive_of_conf(str(tmp_path / "gone.txt"))
    assert (text, problem.startswith("The archive that the file names was not taken in.")) == ("", True)
