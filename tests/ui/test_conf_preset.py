"""A yt-dlp.conf becomes a preset."""

from pathlib import Path

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.layers import said_by
from mediadl.ui.conf_preset import preset_of_conf


def test_what_has_a_place_is_taken_and_the_rest_is_told(tmp_path: Path) -> None:
    conf = tmp_path / "yt-dlp.conf"
    conf.write_text("# mine\n--write-thumbnail\n--exec rm\n")
    preset, left_out = preset_of_conf(conf, lambda title: f"My {title}")
    assert (preset.title, preset.name, said_by(preset.options)) == (
        "My yt-dlp",
        "",
        {"write_thumbnail": True},
    )
    assert [sentence.startswith("Line 3: ") for sentence in left_out] == [True]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“gone\.conf” cannot be read"):
        preset_of_conf(tmp_path / "gone.conf", str)
