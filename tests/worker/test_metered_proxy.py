"""ffmpeg's way to the network: the same bytes, at the limit's pace, for nobody who has not the word."""

import hashlib
import http.client
import os
import subprocess
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from mediadl.worker.metered_proxy import metered_proxy
from mediadl.worker.rate_limiter import RateLimiter
from tests.helpers.local_proxy import a_proxy
from tests.helpers.media_site import MediaSiteProcess


def through(address: str, url: str) -> bytes:
    handler = urllib.request.ProxyHandler({"http": address})
    with urllib.request.build_opener(handler).open(url, timeout=30) as answer:
        return answer.read()


@pytest.fixture(autouse=True)
def _no_way_past(monkeypatch):
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_what_comes_through_is_what_was_sent(site: MediaSiteProcess):
    url = site.url("media/small.mp4")
    with metered_proxy(RateLimiter(), lambda _url: None) as address:
        got = through(address, url)
        command = ["ffmpeg", "-v", "error", "-i", url, "-c", "copy", "-f", "md5", "-"]
        env = {**os.environ, "http_proxy": address}
        seen = subprocess.run(command, env=env, capture_output=True, check=True).stdout
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url).read()
    assert hashlib.sha256(got).digest() == hashlib.sha256(direct).digest()
    assert seen.startswith(b"MD5=")


def test_it_is_no_faster_than_the_limit(site: MediaSiteProcess):
    limiter, url = RateLimiter(), site.url("media/small.mp4")
    with metered_proxy(limiter, lambda _url: None) as address:
        size = len(through(address, url))
        limiter.set_rate(size / 1.5)
        began_s = time.monotonic()
        through(address, url)
    assert time.monotonic() - began_s > 1.0


def test_the_users_own_proxy_is_asked(site: MediaSiteProcess):
    url = site.url("media/small.mp4")
    with a_proxy() as (own, asked), metered_proxy(RateLimiter(), lambda _url: own) as address:
        assert len(through(address, url)) > 1000
    assert asked == [url]


def test_nobody_else_gets_through(site: MediaSiteProcess):
    with metered_proxy(RateLimiter(), lambda _url: None) as address:
        place = urlsplit(address)
        for user in (None, "Basic d3Jvbmc="):
            client = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)
            headers = {"Proxy-Authorization": user} if user else {}
            client.request("GET", site.url("media/small.mp4"), headers=headers)
            assert client.getresponse().status == 407
            client.close()
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", place.port, timeout=5).connect()


def test_what_the_environment_excepts_from_proxies_is_excepted_no_longer_and_then_again(monkeypatch):
    monkeypatch.setenv("no_proxy", "example.com")
    with metered_proxy(RateLimiter(), lambda _url: None):
        assert "no_proxy" not in os.environ
    assert os.environ["no_proxy"] == "example.com"
