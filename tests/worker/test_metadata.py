"""Whether tags are written into a file."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.worker.metadata import wants_metadata


@pytest.mark.parametrize(
    ("info", "options", "ffmpeg", "wanted"),
    [
        ({}, {}, "/usr/bin", True),
        ({"direct": True}, {}, "/usr/bin", False),
        ({}, {}, None, False),
        ({}, {"embed_metadata": False}, "/usr/bin", False),
        ({}, {"embed_metadata": False, "sponsorblock_mark": ("sponsor",)}, "/usr/bin", True),
    ],
)
def test_tags_are_written_when_they_are_wanted_and_can_be(info, options, ffmpeg, wanted):
    assert wants_metadata(info, DownloadOptions(**options), ffmpeg) is wanted
