"""`mediadl get` of each kind the site serves writes the right file, as ffprobe and the bytes say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stage import ROOT
from tests.helpers.media_site import MediaSiteProcess, entry_title, media_path

DURATION_S = 12.0


def _get(folder: Path, link: str, *arguments: str) -> list[Path]:
    command = [sys.executable, "-m", "mediadl", "get", link, "--to", str(folder), "--json", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    summary = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, done.stderr, summary["event"]) == (0, "", "summary")
    return [Path(file) for file in summary["files"]]


def _probe(file: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(file)]
    found: dict[str, Any] = json.loads(subprocess.check_output(command))
    return found


@pytest.mark.parametrize("name", ["av480.mp4", "song.mp3", "clip.webm", "av1080.mp4"])
def test_a_direct_file_is_the_same_byte_for_byte(
    name: str, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    (file,) = _get(tmp_path, media_site.url(f"media/{name}"))
    assert file.name == name
    assert file.read_bytes() == media_path(name).read_bytes()


@pytest.mark.parametrize(
    ("path", "preset", "height", "vcodec", "acodec"),
    [
        ("page/walk", "best", 480, "h264", "aac"),
        ("page/sources", "720p", 720, "h264", "aac"),
        ("hls/master.m3u8", "480p", 480, "h264", "aac"),
        ("hls/master.m3u8", "best", 720, "h264", "aac"),
        ("hls-fmp4/master.m3u8", "480p", 480, "h264", "aac"),
        ("hls-range/master.m3u8", "720p", 720, "h264", "aac"),
        ("hls-muxed/master.m3u8", "best", None, "h264", "aac"),
        ("dash/manifest.mpd", "480p", 480, "h264", "aac"),
        ("lab/v/kinds", "plays-everywhere", 1080, "h264", "aac"),
        ("lab/v/kinds", "720p", 720, None, None),
    ],
)
def test_a_video_has_the_height_and_codecs_asked_for(
    path: str,
    preset: str,
    height: int | None,
    vcodec: str | None,
    acodec: str | None,
    media_site: MediaSiteProcess,
    tmp_path: Path,
) -> None:
    (file,) = _get(tmp_path, media_site.url(path), "--preset", preset)
    found = _probe(file)
    video, audio = (
        next(stream for stream in found["streams"] if stream["codec_type"] == kind)
        for kind in ("video", "audio")
    )
    assert height in {None, video["height"]}
    assert vcodec in {None, video["codec_name"]}
    assert acodec in {None, audio["codec_name"]}
    assert float(found["format"]["duration"]) == pytest.approx(DURATION_S, abs=0.1)


@pytest.mark.parametrize(
    ("preset", "suffix", "codec"),
    [("audio-mp3", ".mp3", "mp3"), ("audio-m4a", ".m4a", "aac"), ("audio-original", ".m4a", "aac")],
)
def test_only_sound_is_delivered_when_only_sound_is_asked_for(
    preset: str, suffix: str, codec: str, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    (file,) = _get(tmp_path, media_site.url("hls/master.m3u8"), "--preset", preset)
    found = _probe(file)
    assert (file.suffix, [stream["codec_name"] for stream in found["streams"]]) == (suffix, [codec])
    assert float(found["format"]["duration"]) == pytest.approx(DURATION_S, abs=0.1)


def test_four_of_twelve_entries_are_exactly_those_four(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    files = _get(tmp_path, media_site.url("feed.rss?n=12"), "--items", "2-4,9")
    assert sorted(file.stem for file in files) == sorted(entry_title(number) for number in (2, 3, 4, 9))
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert all(file.read_bytes() == media_path("small.mp4").read_bytes() for file in files)


def test_the_tests_run_without_a_proxy() -> None:
    assert "127.0.0.1" in os.environ["no_proxy"]
