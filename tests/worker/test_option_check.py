"""What yt-dlp's own parsers say about options, in words."""

from pathlib import Path

import pytest
import yt_dlp.options

from mediadl.domain.options import DownloadOptions
from mediadl.domain.ytdlp_arguments import NAMES
from mediadl.worker.option_check import check_options


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
    (problem,) = check_options(DownloadOptions(**options), None, tmp_path)
    assert problem.field == field
    assert said in problem.sentence
    assert "\n" not in problem.sentence


def test_what_yt_dlp_accepts_has_no_problem(tmp_path: Path):
    options = DownloadOptions(extra_arguments=("--socket-timeout=5", "-4"), custom_format="bv*+ba/b")
    assert check_options(options, None, tmp_path) == ()


def test_every_option_of_this_yt_dlp_is_in_the_table():
    parser = yt_dlp.options.create_parser()
    known = [*parser.option_list, *(one for group in parser.option_groups for one in group.option_list)]
    for option in known:
        names = option._long_opts + option._short_opts
        (entry,) = {NAMES.get(name) for name in names}
        assert entry is not None, names
        assert entry.value_count == ((option.nargs or 1) if option.takes_value() else 0), names
