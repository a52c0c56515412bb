"""A file whose end is missing is seen by the sizes of its boxes."""

from pathlib import Path

import pytest

from mediadl.worker.cut_short import cut_short
from tests.helpers.media_site import media_path


@pytest.mark.parametrize("name", ["small.mp4", "audio-en.m4a", "frag.mp4", "clip.webm", "audio-en.webm"])
def test_a_whole_file_misses_nothing(name: str):
    assert cut_short(media_path(name)) == ()


@pytest.mark.parametrize("name", ["small.mp4", "clip.webm"])
@pytest.mark.parametrize("missing", [1, 3000, 100_000])
def test_missing_bytes_are_counted(missing: int, name: str, tmp_path: Path):
    file = tmp_path / name
    file.write_bytes(media_path(name).read_bytes()[:-missing])
    assert cut_short(file) == (f"The end of the file is missing: {missing:,} bytes did not arrive.",)


EBML = b"\x1a\x45\xdf\xa3"
SEGMENT = b"\x18\x53\x80\x67"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 20,
        b"what",
        EBML + b"\x80" + SEGMENT,
        EBML + b"\x80" + SEGMENT + b"\xff" + b"x" * 9,
        EBML + b"\x80" + SEGMENT + b"\x01" + b"\xff" * 7 + b"x" * 9,
        EBML + b"\x80" + SEGMENT + b"\x83" + b"xxx" + b"\xec\x80",
    ],
)
def test_a_stream_of_unknown_length_is_no_complaint(content: bytes, tmp_path: Path):
    (tmp_path / "film.mkv").write_bytes(content)
    assert cut_short(tmp_path / "film.mkv") == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"short", b"\0\0\0\0mdat" + b"x" * 50, b"\0\0\0\x10free" + b"x" * 8, b"\0\0\0\x03what" + b"x" * 9],
)
def test_what_says_nothing_is_no_complaint(content: bytes, tmp_path: Path):
    (tmp_path / "film.mp4").write_bytes(content)
    assert cut_short(tmp_path / "film.mp4") == ()


def test_a_box_of_more_than_four_gibibytes_has_its_size_behind_its_name(tmp_path: Path):
    (tmp_path / "film.mov").write_bytes(b"\0\0\0\x01mdat" + (40).to_bytes(8, "big") + b"x" * 20)
    assert cut_short(tmp_path / "film.mov") == ("The end of the file is missing: 4 bytes did not arrive.",)


def test_other_kinds_of_file_are_not_looked_into(tmp_path: Path):
    (tmp_path / "film.webm").write_bytes(b"\0\0\1\0what")
    assert cut_short(tmp_path / "film.webm") == ()
