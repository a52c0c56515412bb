"""Feeds are told entry by entry while they arrive, and say what yt-dlp's own reading of them says."""

import io
from email.message import Message

import pytest
import yt_dlp
from yt_dlp.extractor.generic import GenericIE
from yt_dlp.networking import Response
from yt_dlp.utils import ExtractorError

from mediadl.domain.media import Entry
from mediadl.worker.extraction import extract
from mediadl.worker.feed import FeedFound, feed_info, stream_feeds
from mediadl.worker.found import entry_from
from tests.helpers.media_site import MediaSiteProcess

HEAD = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel><title>F\xc3\xbcnf</title>'
ITEM = b"<item><title>One</title><link> https://example.com/1 </link></item>"


@pytest.fixture
def ydl(monkeypatch):
    monkeypatch.setattr(GenericIE, "_webpage_read_content", GenericIE._webpage_read_content, raising=False)
    with yt_dlp.YoutubeDL({"quiet": True, "no_warnings": True, "proxy": ""}) as ydl:
        yield ydl


def a_feed(content: bytes, kind: str = "application/rss+xml") -> FeedFound:
    headers = Message()
    headers["Content-Type"] = kind
    return FeedFound(Response(io.BytesIO(content[64:]), "https://example.com/", headers), content[:64])


def entries(info: dict) -> list[Entry | None]:
    return [entry_from(each, at) for at, each in enumerate(info["entries"], start=1)]


def test_a_feed_says_what_yt_dlp_itself_reads_in_it(ydl, site: MediaSiteProcess):
    link = site.url("feed.rss?n=120")
    theirs = extract(ydl, link)
    theirs["entries"] = list(theirs["entries"])
    stream_feeds()
    ours = extract(ydl, link)
    for key in ("title", "extractor_key", "webpage_url", "webpage_url_domain"):
        assert ours.get(key) == theirs.get(key)
    assert entries(ours) == entries(theirs)


def test_a_page_that_is_no_feed_goes_to_yt_dlp(ydl, site: MediaSiteProcess):
    stream_feeds()
    assert extract(ydl, site.url("page/harbour?title=%3Crss%3E"))["title"] == "<rss>"


def test_the_first_entry_is_there_before_the_last_byte():
    found = a_feed(HEAD + ITEM * 20_000)
    info = feed_info(found, "https://example.com/")
    assert next(iter(info["entries"]))["title"] == "One"
    assert found.response.fp.tell() < 20_000


@pytest.mark.parametrize(
    ("content", "title", "count"),
    [
        (HEAD + ITEM * 3 + b"</channel></rss>", "Fünf", 3),
        (HEAD + b"<item><title>no link</title></item></channel></rss>", "Fünf", 0),
        (HEAD.replace(b"F\xc3\xbcnf", b""), None, 0),
        (b"\xef\xbb\xbf" + HEAD + ITEM + b"</channel></rss>", "Fünf", 1),
    ],
)
def test_feeds_of_every_shape(content, title, count):
    if not content.endswith(b"</rss>"):
        content += b"</channel></rss>"
    info = feed_info(a_feed(content), "https://example.com/")
    assert (info["title"], len(list(info["entries"]))) == (title, count)


def test_the_servers_charset_holds():
    content = HEAD.replace("ü".encode(), "ü".encode("latin-1")) + ITEM + b"</channel></rss>"
    assert feed_info(a_feed(content, "text/xml; charset=latin-1"), "https://example.com/")["title"] == "Fünf"


def test_what_a_feed_hides_in_a_link_is_dropped():
    item = ITEM.replace(b"/1 ", b"/1#__youtubedl_smuggle=%7B%22force_videoid%22%3A+%22x%22%7D ")
    (entry,) = feed_info(a_feed(HEAD + item + b"</channel></rss>"), "https://example.com/")["entries"]
    assert entry["url"] == "https://example.com/1"


def test_a_feed_that_breaks_off_keeps_what_came_before():
    told = feed_info(a_feed(HEAD + ITEM * 2 + b"<item><title>x</item>"), "https://example.com/")["entries"]
    assert [next(told)["title"], next(told)["title"]] == ["One", "One"]
    with pytest.raises(ExtractorError, match="This feed is broken"):
        next(told)


@pytest.mark.parametrize("content", [HEAD + b"</item>", HEAD])
def test_a_feed_that_is_broken_from_the_start_says_so(content):
    with pytest.raises(ExtractorError, match="This feed is broken"):
        feed_info(a_feed(content), "https://example.com/")
