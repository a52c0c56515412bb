"""File names made of titles."""

from itertools import islice
from pathlib import Path

import pytest

from mediadl.domain.naming import MAX_NAME_BYTES, is_safe_suffix, legal_stem, numbered, printable


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Plain title", "Plain title"),
        ("../../etc/passwd", "\u29f8..\u29f8etc\u29f8passwd"),
        ("a/b\\c", "a\u29f8b\u29f9c"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("\u202egpj.exe", "gpj.exe"),
        ("half \udc80 pair", "half pair"),
        ("  .hidden. ", "hidden"),
        ("ends with dots...", "ends with dots"),
        ("👩\u200d👧 family", "👩\u200d👧 family"),
        ("e\u0301", "é"),
    ],
)
def test_a_title_becomes_a_legal_name(title: str, stem: str) -> None:
    assert legal_stem(title) == stem


@pytest.mark.parametrize("title", ["", "   ", "...", "\u200d", "\x00\x01", "."])
def test_a_title_without_anything_to_keep_gets_a_name(title: str) -> None:
    assert legal_stem(title) == "download"


@pytest.mark.parametrize(
    "title", ["CON", "con.txt", "Nul ", "aux.tar.gz", "COM¹", "lpt9", "con .mp4", "CONIN$"]
)
def test_device_names_of_windows_are_avoided(title: str) -> None:
    assert legal_stem(title).startswith("_")


@pytest.mark.parametrize("title", ["CONAN", "COM10", "console", "auxiliary.mp4"])
def test_names_that_only_resemble_devices_stay(title: str) -> None:
    assert legal_stem(title) == title


@pytest.mark.parametrize("title", ["x" * 400, "é" * 300, "👩\u200d👧" * 80, ("y" * 238) + ". z"])
def test_a_long_title_fits_into_the_budget_with_its_suffix(title: str) -> None:
    stem = legal_stem(title, suffix_bytes=5)
    assert len(stem.encode()) <= MAX_NAME_BYTES - 5
    assert stem == legal_stem(stem, suffix_bytes=5)


def test_a_name_can_really_be_written(tmp_path: Path) -> None:
    for title in ("../" * 90, "👩\u200d👧" * 80, "CON", 'all of *?"<>|:', "\u202e"):
        (tmp_path / f"{legal_stem(title)}.mp4").write_bytes(b"")
    assert len([file for file in tmp_path.iterdir() if file.is_file()]) == 5


@pytest.mark.parametrize("stem", ["Title", "x" * MAX_NAME_BYTES, "é" * (MAX_NAME_BYTES // 2)])
def test_clashing_names_are_numbered_within_the_budget(stem: str) -> None:
    names = list(islice(numbered(stem), 12))
    assert names[0] == stem
    assert names[1].endswith(" (2)")
    assert len(set(names)) == 12
    assert all(len(name.encode()) <= MAX_NAME_BYTES for name in names)


@pytest.mark.parametrize("suffix", ["mp4", "MKV", "m4a", "webm", "jpg", "vtt", "info_json"])
def test_suffixes_of_media_are_safe(suffix: str) -> None:
    assert is_safe_suffix(suffix)


@pytest.mark.parametrize(
    "suffix", ["", "exe", "EXE", "Desktop", "lnk", "svg", "tar.gz", "../x", "mp4\n", "x" * 17]
)
def test_suffixes_that_a_click_would_run_are_not(suffix: str) -> None:
    assert not is_safe_suffix(suffix)


def test_what_a_site_says_is_shown_on_one_line_without_tricks():
    assert printable("a\u202egpj.exe\n b\x1b[31m\u200b") == "agpj.exe b[31m"
    assert printable("👩\u200d🚀") == "👩\u200d🚀"
