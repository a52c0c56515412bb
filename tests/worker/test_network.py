"""Requests pass the hooks, and what is read of their answers keeps to the limit and stays byte for byte."""

import gc
import hashlib
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from yt_dlp.networking import Request
from yt_dlp.networking.exceptions import HTTPError

from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.rate_limiter import RateLimiter
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

MEBIBYTE = 1024 * 1024


@pytest.fixture
def limiter() -> RateLimiter:
    return RateLimiter()


@pytest.fixture
def ydl(limiter: RateLimiter) -> Iterator[NetworkedYoutubeDL]:
    with NetworkedYoutubeDL({"quiet": True, "cachedir": False}, limiter) as made:
        yield made


def _blocks(response: Any, amt: int | None) -> list[bytes]:
    return list(iter(lambda: response.read(amt), b""))


@pytest.mark.parametrize("amt", [None, -1, 64 * 1024, 1000])
def test_a_limited_answer_is_the_same_byte_for_byte(
    ydl: NetworkedYoutubeDL, limiter: RateLimiter, site: MediaSiteProcess, amt: int | None
):
    whole = ydl.urlopen(site.url("/media/song.mp3")).read()
    limiter.set_rate(20 * len(whole))
    assert b"".join(_blocks(ydl.urlopen(site.url("/media/song.mp3")), amt)) == whole


def test_reading_keeps_to_the_limit_and_to_small_blocks(
    ydl: NetworkedYoutubeDL, limiter: RateLimiter, site: MediaSiteProcess
):
    limiter.set_rate(2 * MEBIBYTE)
    began_s = time.monotonic()
    blocks = _blocks(ydl.urlopen(site.url("/media/big-4.mp4")), 256 * 1024)
    assert sum(map(len, blocks)) == 4 * MEBIBYTE
    assert max(map(len, blocks)) <= 2 * MEBIBYTE / 10
    assert 1.5 < time.monotonic() - began_s < 6


def test_a_limit_that_is_lifted_in_the_middle_holds_no_longer(
    ydl: NetworkedYoutubeDL, limiter: RateLimiter, site: MediaSiteProcess
):
    limiter.set_rate(1000)
    response = ydl.urlopen(site.url("/media/big-4.mp4"))
    response.read(1000)
    limiter.set_rate(None)
    began_s = time.monotonic()
    assert len(response.read()) == 4 * MEBIBYTE - 1000
    assert time.monotonic() - began_s < 20


def test_a_request_can_be_changed_before_it_goes_out(ydl: NetworkedYoutubeDL, site: MediaSiteProcess):
    ydl.request_hooks.append(lambda request: request.headers.update({"Range": "bytes=0-9"}))
    assert ydl.urlopen(site.url("/media/song.mp3")).read() != b""
    assert len(ydl.urlopen(Request(site.url("/media/song.mp3"))).read()) == 10


def test_answers_are_shown_before_they_are_read(ydl: NetworkedYoutubeDL, site: MediaSiteProcess):
    seen: list[tuple[str, int]] = []
    ydl.response_hooks.append(lambda request, response: seen.append((request.url, response.status)))
    ydl.urlopen(site.url("/media/song.mp3")).close()
    assert seen == [(site.url("/media/song.mp3"), 200)]


def test_a_hook_can_turn_an_error_into_another(ydl: NetworkedYoutubeDL, site: MediaSiteProcess):
    def give_up(_request: Request, error: HTTPError) -> None:
        error.close()
        raise InterruptedError(error.status, error.response.headers["Retry-After"])

    link = site.url("/media/song.mp3", status=429, retry_after=5)
    with pytest.raises(HTTPError) as as_it_is:
        ydl.urlopen(link)
    as_it_is.value.close()
    ydl.error_hooks.append(give_up)
    with pytest.raises(InterruptedError) as raised:
        ydl.urlopen(link)
    assert raised.value.args == (429, "5")


def test_a_dropped_answer_goes_without_waiting_for_the_cycle_collector(
    ydl: NetworkedYoutubeDL, site: MediaSiteProcess
):
    gc.disable()
    try:
        response = ydl.urlopen(site.url("/media/song.mp3"))
        assert hashlib.sha256(response.read()).digest()
        gone = weakref.ref(response)
        del response
        assert gone() is None
    finally:
        gc.enable()


def test_clips_that_ffmpeg_fetches_obey_the_limit_and_the_proxy(site: MediaSiteProcess, tmp_path: Path):
    clips = ({"start_s": 2, "end_s": 10},)
    url = site.url("lab/v/x")
    options = {"custom_format": "18", "clips": clips}
    quick, slow = tmp_path / "quick", tmp_path / "slow"
    with WorkerChild() as child:
        child.ask(download(url, quick, **options))
        size = sum(file.stat().st_size for file in quick.iterdir())
        began_s = time.monotonic()
        request = download(url, slow, **options).model_copy(update={"bytes_per_s": size / 3})
        answer = child.ask(request)
        assert time.monotonic() - began_s > 2.0
    assert answer.finished.differences == ()
