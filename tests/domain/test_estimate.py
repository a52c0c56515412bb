"""About how large files become."""

import pytest

from mediadl.domain.estimate import usual_bytes
from mediadl.domain.options import DownloadOptions


@pytest.mark.parametrize(
    ("options", "megabytes"),
    [
        ({}, 31.5),
        ({"quality": "360p"}, 5.25),
        ({"quality": "2160p"}, 127.5),
        ({"quality": "2160p", "plays_everywhere": True}, 31.5),
        ({"quality": "audio_only"}, 0.96),
        ({"quality": "audio_only", "audio_format": "mp3", "audio_quality_kbps": 320}, 2.4),
        ({"quality": "audio_only", "audio_format": "flac"}, 6.75),
        ({"only_subtitles": True}, 0),
        ({"only_thumbnail": True}, 0),
    ],
)
def test_a_minute_of_each_kind(options, megabytes):
    assert usual_bytes(DownloadOptions(**options), 60.0) == round(megabytes * 1_000_000)
