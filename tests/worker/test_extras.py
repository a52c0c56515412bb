"""The optional steps that are wanted, in their order."""

from pathlib import Path

import pytest
import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName
from mediadl.worker.extras import Extras
from mediadl.worker.sponsorblock import Cut

ALL = {
    "embed_subtitles": True,
    "write_thumbnail": True,
    "sponsorblock_remove": ("sponsor",),
}


@pytest.mark.parametrize(
    ("options", "steps"),
    [
        ({"embed_metadata": False}, []),
        ({}, [StepName.METADATA]),
        (
            ALL,
            [
                StepName.SUBTITLES,
                StepName.THUMBNAIL,
                StepName.SPONSORBLOCK,
                StepName.METADATA,
                StepName.EMBED,
            ],
        ),
    ],
)
def test_only_what_is_wanted_is_done(options, steps, tmp_path: Path):
    with yt_dlp.YoutubeDL({"quiet": True, "cachedir": False, "ffmpeg_location": "/usr/bin"}) as ydl:
        extras = Extras(ydl, DownloadOptions(**options), tmp_path)
        assert [step.name for step in extras.steps({"filepath": "x.mp4"}, Cut(None))] == steps
        assert extras.sidecars({}) == []
