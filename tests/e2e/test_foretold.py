"""What is foretold of a choice is what comes: the same container and codecs, through a real worker."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.conversions import delivered_as
from mediadl.domain.likely import likely_formats
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import chosen_formats, delivery
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

SOUND = {"quality": "audio_only"}


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerChild]:
    with WorkerChild() as child:
        child.hello()
        yield child


@pytest.mark.parametrize(
    "options",
    [
        {"custom_format": "134+251"},
        {"custom_format": "134+140", "video_format": "webm"},
        {"custom_format": "243+251", "video_format": "mp4"},
        SOUND,
        {**SOUND, "audio_format": "mp3", "audio_quality_kbps": 128},
    ],
    ids=str,
)
def test_the_file_is_called_and_made_as_foretold(
    options: dict[str, Any], worker: WorkerChild, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    answer = worker.ask(download(media_site.url("lab/v/foretold"), tmp_path, **options))
    asked = DownloadOptions(**options)
    chosen = chosen_formats(answer.media)
    container = delivered_as(chosen, asked)
    assert answer.file.suffix == f".{container}"
    assert answer.finished.delivery == delivery(chosen, asked, container)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"quality": "720p"},
        {"quality": "1080p", "plays_everywhere": True},
        {"video_codec": "av1"},
        {"audio_codec": "aac"},
        {"audio_language": "de"},
        {"more_audio_languages": ("all",)},
        SOUND,
        {**SOUND, "audio_format": "m4a"},
    ],
    ids=str,
)
def test_the_formats_are_those_that_were_likely(
    options: dict[str, Any], worker: WorkerChild, media_site: MediaSiteProcess
) -> None:
    asked = DownloadOptions(**options)
    media = worker.ask(wire.Probe(url=media_site.url("lab/v/likely"), options=asked)).media
    assert tuple(one.id for one in likely_formats(media, asked)) == media.chosen_ids
