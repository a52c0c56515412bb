"""Subtitles and the picture inside the file, in every container that can hold them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.worker.embedding import wants_embedding
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

BOTH = {"embed_subtitles": True, "embed_thumbnail": True}


def _streams(path: Path) -> list[str]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(path)]
    shown = subprocess.run(command, check=True, capture_output=True).stdout
    streams = [one for one in json.loads(shown)["streams"] if one["codec_type"] != "data"]  # MP4's chapters
    return ["picture" if one["disposition"]["attached_pic"] else one["codec_type"] for one in streams]


@pytest.mark.parametrize(
    ("options", "suffix", "inside"),
    [
        ({"custom_format": "18", **BOTH}, ".mp4", ["audio", "picture", "subtitle", "subtitle", "video"]),
        (
            {"custom_format": "243+251", **BOTH},
            ".mkv",
            ["audio", "picture", "subtitle", "subtitle", "video"],
        ),
        (
            {"custom_format": "243+251", "embed_subtitles": True, "subtitle_format": "srt"},
            ".webm",
            ["audio", "subtitle", "subtitle", "video"],
        ),
        (
            {"quality": "audio_only", "audio_format": "mp3", "embed_thumbnail": True},
            ".mp3",
            ["audio", "picture"],
        ),
        (
            {"quality": "audio_only", "audio_format": "m4a", "embed_thumbnail": True},
            ".m4a",
            ["audio", "picture"],
        ),
        ({"quality": "audio_only", "embed_thumbnail": True}, ".opus", ["audio", "picture"]),
    ],
)
def test_it_is_inside(
    options: dict[str, Any],
    suffix: str,
    inside: list[str],
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **options))
    assert answer.finished.differences == ()
    assert answer.file.suffix == suffix
    assert sorted(_streams(answer.file)) == inside
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [answer.file]


def test_a_container_that_cannot_hold_it_is_said(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    options = {"custom_format": "243+251", "video_format": "webm", "embed_thumbnail": True}
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **options))
    assert answer.finished.differences == ("A WEBM file cannot hold a picture.",)
    assert answer.file.suffix == ".webm"


def test_nothing_is_embedded_unless_asked_for():
    assert not wants_embedding(DownloadOptions(download_subtitles=True, write_thumbnail=True))
    assert wants_embedding(DownloadOptions(embed_subtitles=True))
