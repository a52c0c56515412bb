"""yt-dlp for a client's request connects by what can be watched."""

import pytest
from yt_dlp.networking import Request

from mediadl.domain.addresses import Exceptions
from mediadl.domain.options import DownloadOptions
from mediadl.worker.guard import AddressRefused, Guard
from mediadl.worker.guarded import GuardedYoutubeDL, ReachRefused, refuse_detours
from mediadl.worker.rate_limiter import RateLimiter


def test_only_handlers_that_can_be_watched_are_there() -> None:
    with GuardedYoutubeDL({"quiet": True, "cachedir": False}, RateLimiter()) as ydl:
        assert set(ydl._request_director.handlers) == {"Urllib", "Requests", "Websockets"}


def test_no_proxy_is_asked_whoever_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:9")
    request = Request(
        "http://127.0.0.1:1/",
        proxies={"http": "http://192.0.2.1:9"},
        headers={"Ytdl-Request-Proxy": "http://192.0.2.1:9"},
    )
    params = {"quiet": True, "cachedir": False, "proxy": "http://192.0.2.1:9"}
    guard = Guard().over("http://127.0.0.1/", Exceptions(loopback=True))
    with GuardedYoutubeDL(params, RateLimiter()) as ydl, guard, pytest.raises(Exception, match="refused"):
        ydl.urlopen(request)  # by 127.0.0.1 itself: the proxy's address would have been refused by the guard


@pytest.mark.parametrize(
    "link", ["http://192.0.2.1/", "https://192.0.2.1/", "ws://192.0.2.1/", "ftp://192.0.2.1/"]
)
def test_a_refused_connection_is_an_error_that_nothing_tries_again(link: str) -> None:
    guard = Guard().over("http://127.0.0.1/", Exceptions(loopback=True))
    with (
        GuardedYoutubeDL({"quiet": True, "cachedir": False}, RateLimiter()) as ydl,
        guard,
        pytest.raises(ReachRefused) as refusal,
    ):
        ydl.urlopen(Request(link))
    assert isinstance(refusal.value.__cause__, AddressRefused)


def test_options_without_a_detour_pass() -> None:
    refuse_detours(DownloadOptions(proxy=""))
