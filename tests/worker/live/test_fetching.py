"""Segments come whole and decrypted, or not at all."""

import pytest
from yt_dlp import YoutubeDL
from yt_dlp.networking.exceptions import HTTPError, TransportError

from mediadl.worker.live.fetching import Fetcher, Stopped
from tests.helpers.media_site import MediaSiteProcess, media_path


@pytest.fixture
def fetcher():
    with YoutubeDL({"quiet": True}) as ydl:
        yield Fetcher(ydl.urlopen, {}, lambda _count: None, lambda: False)


@pytest.mark.parametrize("shape", ["60", "60;aes=1", "60;aes=1;first=7"])
def test_a_segment_is_the_servers_file(shape: str, site: MediaSiteProcess, fetcher: Fetcher):
    snapshot = fetcher.playlist(site.url(f"live/whole/{shape}/live.m3u8"))
    data = fetcher.segment(snapshot.segments[1])
    assert data == media_path("live/seg_001.ts").read_bytes()


@pytest.mark.parametrize("trouble", [{}, {"norange": 1}])
def test_a_range_is_cut_out_whatever_the_server_sends(
    trouble: dict[str, int], site: MediaSiteProcess, fetcher: Fetcher
):
    snapshot = fetcher.playlist(site.url("live/range/60;kind=range/live.m3u8", only="all.ts", **trouble))
    second = snapshot.segments[1]
    assert second.resource.span is not None
    start, stop = second.resource.span
    assert fetcher.segment(second) == media_path("live-range/all.ts").read_bytes()[start:stop]


def test_what_stands_before_a_segment_is_fetched_once(site: MediaSiteProcess, fetcher: Fetcher):
    site.reset()
    snapshot = fetcher.playlist(site.url("live/init/60;kind=fmp4/live.m3u8"))
    inits = {fetcher.init(one) for one in snapshot.segments}
    assert inits == {media_path("live-fmp4/init.mp4").read_bytes()}
    assert sum("init.mp4" in hit.path for hit in site.hits()) == 1


@pytest.mark.parametrize(
    ("trouble", "error"), [({"drop": 5000}, TransportError), ({"status": 503}, HTTPError)]
)
def test_half_a_segment_is_none(
    trouble: dict[str, int], error: type[Exception], site: MediaSiteProcess, fetcher: Fetcher
):
    snapshot = fetcher.playlist(site.url("live/half/60/live.m3u8", only="seg_", **trouble))
    with pytest.raises(error):
        fetcher.segment(snapshot.segments[0])


def test_a_page_of_words_counts_as_trouble(site: MediaSiteProcess, fetcher: Fetcher):
    with pytest.raises(TransportError, match="not a playlist"):
        fetcher.playlist(site.url("page/x"))


def test_a_stop_ends_a_segment_in_its_middle(site: MediaSiteProcess):
    with YoutubeDL({"quiet": True}) as ydl:
        fetcher = Fetcher(ydl.urlopen, {}, lambda _count: None, lambda: True)
        snapshot = fetcher.playlist(site.url("live/stop/60/live.m3u8"))
        with pytest.raises(Stopped):
            fetcher.segment(snapshot.segments[0])
