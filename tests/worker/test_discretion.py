"""ffmpeg is told nothing secret: what it would fetch is fetched natively, or not at all."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.failures import FailureKind
from mediadl.domain.options import Clip
from mediadl.domain.secrets import Secrets
from mediadl.worker.discretion import _tells
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.rate_limiter import RateLimiter
from tests.helpers.gate import LET_IN, a_local_cookie, let_in
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that listens is a shell script")

CLIP = (Clip(start_s=2.0, end_s=6.0),)


@pytest.fixture
def overheard(tmp_path: Path) -> Iterator[tuple[WorkerChild, Path]]:
    """A worker, and a file with the arguments and the environment of every ffmpeg that it starts."""
    folder, said = tmp_path / "bin", tmp_path / "said.txt"
    folder.mkdir()
    said.touch()
    for name in ("ffmpeg", "ffprobe"):
        script = folder / name
        script.write_text(
            f'#!/bin/sh\n{{ printf "%s\\n" "$@"; env; }} >> "{said}"\nexec "{shutil.which(name)}" "$@"\n'
        )
        script.chmod(0o700)
    with WorkerChild({"MEDIADL_FFMPEG": str(folder)}) as child:
        yield child, said


@pytest.mark.parametrize("path", ["media/av480.mp4", "lab/v/x", "hls/master.m3u8"])
def test_a_clip_behind_a_login_is_fetched_natively_and_cut_here(
    path: str, overheard: tuple[WorkerChild, Path], site: MediaSiteProcess, tmp_path: Path
):
    worker, said = overheard
    url = site.url(path, login="403")
    answer = worker.ask(download(url, tmp_path, clips=CLIP, secrets=let_in()))
    assert 3.5 < facts_of(answer.file).duration_s < 6.5
    heard = said.read_text()
    assert "-t\n4" in heard
    assert LET_IN not in heard
    assert "-cookies" not in heard


def test_of_several_clips_the_media_is_fetched_once(
    overheard: tuple[WorkerChild, Path], site: MediaSiteProcess, tmp_path: Path
):
    worker, said = overheard
    site.reset()
    clips = (Clip(start_s=1.0, end_s=3.0), Clip(start_s=5.0, end_s=9.0))
    answer = worker.ask(
        download(site.url("media/av480.mp4", login="403"), tmp_path, clips=clips, secrets=let_in())
    )
    lengths = sorted(round(facts_of(Path(name)).duration_s) for name in answer.finished.files)
    assert len(lengths) == 2
    whole = [hit for hit in site.hits() if hit.path.endswith("av480.mp4") and hit.sent_bytes > 1_000_000]
    assert len(whole) == 1
    assert LET_IN not in said.read_text()


def test_a_live_stream_for_ffmpeg_alone_is_refused_with_a_login_and_told_why(
    overheard: tuple[WorkerChild, Path], site: MediaSiteProcess, tmp_path: Path
):
    worker, said = overheard
    failure = worker.ask(
        download(site.url("lab/live/x?s=6&via=ffmpeg"), tmp_path, secrets=let_in())
    ).failed.failure
    assert failure.kind is FailureKind.LOGIN_AT_RISK
    assert "everybody on this computer" in failure.message
    assert LET_IN not in said.read_text()


def test_a_live_stream_of_hls_is_recorded_with_a_login(
    overheard: tuple[WorkerChild, Path], site: MediaSiteProcess, tmp_path: Path
):
    worker, said = overheard
    url = site.url("lab/live/gated?s=8", login="403")
    assert worker.ask(download(url, tmp_path, secrets=let_in())).file.exists()
    assert LET_IN not in said.read_text()


@pytest.mark.parametrize(
    ("stream", "proxy", "tells"),
    [
        ({"url": "http://127.0.0.1/v.mp4"}, None, True),
        ({"url": "http://other.test/v.mp4"}, None, False),
        ({"url": "http://other.test/v.mp4", "http_headers": {"Referer": "x"}}, None, False),
        ({"url": "http://other.test/v.mp4", "http_headers": {"Authorization": "Basic x"}}, None, True),
        ({"url": "http://u:p@other.test/v.mp4"}, None, True),
        ({"url": "http://other.test/v.mp4"}, "http://proxy.test:1", False),
        ({"url": "http://other.test/v.mp4"}, "http://u:p@proxy.test:1", True),
        ({"url": "/home/me/v.mp4"}, None, False),
        ({"requested_formats": [{"url": "http://other.test/v"}, {"url": "http://127.0.0.1/a"}]}, None, True),
    ],
)
def test_what_ffmpeg_would_be_told(stream: dict[str, Any], proxy: str | None, tells: bool):
    from mediadl.worker.cookies import JobCookies

    own = JobCookies("http://127.0.0.1/", Secrets(cookies=(a_local_cookie(),)), lambda _told: None)
    with NetworkedYoutubeDL({"quiet": True, "proxy": proxy}, RateLimiter(), own.jar) as ydl:
        assert _tells(ydl, stream) is tells
