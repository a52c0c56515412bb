"""What yt-dlp's own parsers say about options, in words."""

from pathlib import Path
from typing import Any

import pytest
import yt_dlp.options

from mediadl import wire
from mediadl.domain.media import Format
from mediadl.domain.options import DownloadOptions
from mediadl.domain.ytdlp_arguments import NAMES
from mediadl.worker.option_check import check_options
from tests.helpers.choices import FORMATS


def checked(folder: Path, formats: tuple[Format, ...] = (), **options: Any) -> wire.OptionsChecked:
    request = wire.Check(options=DownloadOptions(**options), formats=formats)
    return check_options(request, None, folder)


@pytest.mark.parametrize(
    ("options", "field", "said"),
    [
        ({"custom_format": "bv++ba"}, "custom_format", "bv++ba"),
        ({"custom_format": "b[=720]"}, "custom_format", "=720"),
        ({"extra_arguments": ("--socket-timeout", "soon")}, "extra_arguments", "soon"),
        ({"extra_arguments": ("--retry-sleep=often",)}, "extra_arguments", "often"),
        ({"extra_arguments": ("--exec=id",)}, "extra_arguments", "not allowed"),
        ({"impersonate": "netscape-4"}, "impersonate", "cannot be imitated"),
    ],
)
def test_a_mistake_is_told_at_its_field(options, field, said, tmp_path: Path):
    (problem,) = checked(tmp_path, **options).problems
    assert problem.field == field
    assert said in problem.sentence
    assert "\n" not in problem.sentence


def test_what_yt_dlp_accepts_has_no_problem(tmp_path: Path):
    options = {"extra_arguments": ("--socket-timeout=5", "-4"), "custom_format": "bv*+ba/b"}
    assert checked(tmp_path, **options).problems == ()


def test_what_a_selector_takes_of_formats_that_are_known_is_told(tmp_path: Path):
    assert checked(tmp_path, FORMATS, custom_format="bv[height=480]+ba").chosen_ids == ("v480-avc", "opus")
    nothing = checked(tmp_path, FORMATS, custom_format="b[height>9000]")
    assert (nothing.chosen_ids, "None of the formats" in nothing.problems[0].sentence) == ((), True)


def test_every_option_of_this_yt_dlp_is_in_the_table():
    parser = yt_dlp.options.create_parser()
    known = [*parser.option_list, *(one for group in parser.option_groups for one in group.option_list)]
    for option in known:
        names = option._long_opts + option._short_opts
        (entry,) = {NAMES.get(name) for name in names}
        assert entry is not None, names
        assert entry.value_count == ((option.nargs or 1) if option.takes_value() else 0), names
