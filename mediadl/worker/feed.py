"""RSS feeds, told while they arrive: yt-dlp's reader has no entry before the last byte. Nothing is asked."""

import codecs
import re
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from yt_dlp.extractor.common import InfoExtractor
from yt_dlp.extractor.generic import GenericIE
from yt_dlp.networking import Response
from yt_dlp.utils import ExtractorError, parse_duration, smuggle_url, unified_timestamp, url_or_none

from mediadl.domain.links import public

Info = dict[str, Any]

_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<rss[\s>]", re.DOTALL)
_CHANNEL = 2
"""How deep the channel stands, whose children are the entries."""
_FIRST_READ_BYTES = 2048
_LARGEST_READ_BYTES = 64 * 1024
_PATIENT_S = 0.05
"""A read that takes longer is made smaller: what has arrived is to be seen."""


class FeedFound(Exception):
    """A page turned out to be a feed, none of which has been read beyond `start`."""

    def __init__(self, response: Response, start: bytes) -> None:
        super().__init__("a feed")
        self.response, self.start = response, start


def stream_feeds() -> None:
    """Have yt-dlp's generic extractor hand feeds over in this process, for good (`FeedFound`)."""
    GenericIE._webpage_read_content = _read_page  # noqa: SLF001 - the one place where it knows the page


def feed_info(found: FeedFound, url: str) -> Info:
    """The feed as yt-dlp would describe it, with entries that are read as they are asked for.

    Raises:
        ExtractorError: it is broken before its first entry; so do the entries when it is broken later.
    """
    head: Info = {}
    items = _items(found, head)
    first = next(items, None)
    rest = items if first is None else chain((first,), items)
    return {"_type": "playlist", "id": url, "title": head.get("title"), "entries": rest}


def _read_page(self: GenericIE, urlh: Response, *arguments: Any, **more: Any) -> Any:
    start = more.get("prefix") or b""
    if _BEGINS.match(start):
        raise FeedFound(urlh, start)
    read = InfoExtractor._webpage_read_content  # noqa: SLF001 - as yt-dlp does
    return read(self, urlh, *arguments, **more)


def _items(found: FeedFound, head: Info) -> Iterator[Info]:
    """The entries; what stands before the first one goes into `head`."""
    parser: Any = XMLPullParser(("start", "end"))
    depth, channel = 0, None
    try:
        for text in _texts(found):
            parser.feed(text)
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if event == "start" and depth == _CHANNEL:
                    channel = element
                elif event == "end" and depth == _CHANNEL and channel is not None:
                    if element.tag == "title":
                        head.setdefault("title", element.text)
                    elif element.tag == "item" and (info := _item(element)) is not None:
                        yield info
                    channel.remove(element)  # ten thousand of them are memory that nobody needs
        parser.close()
    except ParseError as error:
        raise ExtractorError(f"This feed is broken: {error}", expected=True) from error


def _texts(found: FeedFound) -> Iterator[str]:
    """The page's text, in pieces as small as the network is slow."""
    kind = found.response.headers.get("Content-Type", "")
    name = InfoExtractor._guess_encoding_from_content(kind, found.start)  # noqa: SLF001 - as yt-dlp does
    try:
        decoder = codecs.getincrementaldecoder(name)("replace")
    except LookupError:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
    size_bytes, data = _FIRST_READ_BYTES, found.start
    while data:
        yield decoder.decode(data)
        began_s = time.monotonic()
        data = found.response.read(size_bytes)
        quick = time.monotonic() - began_s < _PATIENT_S
        wanted = size_bytes * 2 if quick else size_bytes // 2
        size_bytes = max(_FIRST_READ_BYTES, min(_LARGEST_READ_BYTES, wanted))
    yield decoder.decode(b"", final=True)


def _item(item: Element) -> Info | None:
    """One entry, with the fields that yt-dlp's own reading of feeds has; None when it names no link."""
    links = (enclosure.get("url") for enclosure in item.iterfind("enclosure"))
    url = next((link for link in links if link), None) or item.findtext("link")
    if not url:
        return None
    guid, image = item.findtext("guid"), item.find(f"{_ITUNES}image")
    url = public(url.strip())  # what the feed itself hides in a link would steer yt-dlp's extractors
    return {
        "_type": "url_transparent",
        "url": smuggle_url(url, {"force_videoid": guid}) if guid else url,
        "title": item.findtext("title"),
        "timestamp": _moment(item.findtext("pubDate")),
        "duration": parse_duration(item.findtext(f"{_ITUNES}duration")),
        "uploader": item.findtext(f"{_ITUNES}author") or None,
        "thumbnail": url_or_none(image.get("href")) if image is not None else None,
    }


def _moment(words: str | None) -> int | None:
    """Seconds since 1970; the usual form is read without trying the sixty others that yt-dlp knows."""
    if not words:
        return None
    try:
        return round(parsedate_to_datetime(words).timestamp())
    except (ValueError, OverflowError, OSError):
        moment: int | None = unified_timestamp(words)
        return moment
