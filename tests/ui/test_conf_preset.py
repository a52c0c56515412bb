"""A yt-dlp.conf becomes a preset."""

from pathlib import Path

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.layers import said_by
from mediadl.ui.conf_preset import preset_of_conf


def test_what_has_a_place_is_taken_and_the_rest_is_told(tmp_path: Path) -> None:
    conf = tmp_path / "yt-dlp.conf"
    conf.write_text("# mine\n--write-thumbnail\n--exec rm\n")
    read = preset_of_conf(conf, lambda title: f"My {title}")
    preset, left_out = read.preset, read.left_out
    assert (preset.title, preset.name, said_by(preset.options)) == (
        "My yt-dlp",
        "",
        {"write_thumbnail": True},
    )
    assert [sentence.startswith("Line 3: ") for sentence in left_out] == [True]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“gone\.conf” cannot be read"):
        preset_of_conf(tmp_path / "gone.conf", str)


def test_the_archive_that_is_named_comes_along_or_it_is_said_why_not(tmp_path: Path) -> None:
    conf, archive = tmp_path / "yt-dlp.conf", tmp_path / "had.txt"
    conf.write_text(f"--download-archive '{archive}'\n")
    missing = preset_of_conf(conf, str)
    archive.write_text("youtube abc\n")
    there = preset_of_conf(conf, str)
    assert (missing.archive, there.archive, there.left_out) == ("", "youtube abc\n", ())
    assert "archive that the file names was not taken in" in missing.left_out[0]
