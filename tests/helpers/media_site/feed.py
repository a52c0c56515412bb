"""The RSS 2.0 feed: any number of entries, written while they are sent."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from .titles import title_of

_BLOCK_ENTRIES = 50
_FIRST_DAY = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
_KINDS = {"small": ("small.mp4", 3), "song": ("song.mp3", 12), "av480": ("av480.mp4", 12)}


@dataclass(frozen=True)
class Feed:
    """What the query of a feed asks for."""

    base: str
    """Absolute address that entries hang below."""
    count: int
    kind: str = "small"
    """`small`, `song`, `av480` link to a file; `page` links to a page."""
    delay_ms: float = 0
    """Pause before each entry."""
    private: frozenset[int] = frozenset()
    """Numbers of entries whose media answer 403."""
    title: str | None = None
    """The same title for all, in place of one for each."""
    guid: bool = True

    async def blocks(self) -> AsyncIterator[bytes]:
        """Yield the text of the feed, fifty entries at a time."""
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
            f"<title>Postcards ({self.count})</title><link>{escape(self.base)}/</link>"
            "<description>Short films of places.</description>\n"
        ).encode()
        for first in range(1, self.count + 1, _BLOCK_ENTRIES):
            numbers = range(first, min(first + _BLOCK_ENTRIES, self.count + 1))
            if self.delay_ms:
                await asyncio.sleep(self.delay_ms * len(numbers) / 1000)
            yield "".join(map(self._entry, numbers)).encode()
        yield b"</channel></rss>\n"

    def _entry(self, number: int) -> str:
        title = self.title or entry_title(number)
        name = f"postcard-{number}"
        media, length_s = _KINDS.get(self.kind, _KINDS["small"])
        if number in self.private:
            link = f"{self.base}/private/{name}"
        elif self.kind == "page":
            link = f"{self.base}/page/{name}?media=small.mp4&title={quote(title)}"
        else:
            link = f"{self.base}/item/{name}/{media}"
        source = f"<link>{escape(link)}</link>"
        if self.kind != "page":
            kind = "audio/mpeg" if media.endswith("mp3") else "video/mp4"
            source += f"<enclosure url={quoteattr(link)} type={quoteattr(kind)}/>"
        return (
            f"<item><title>{escape(title)}</title>{source}"
            + (f"<guid>{name}</guid>" if self.guid else "")
            + f"<pubDate>{format_datetime(_FIRST_DAY - dt.timedelta(days=number))}</pubDate>"
            f"<itunes:duration>{length_s}</itunes:duration>"
            f"<itunes:image href={quoteattr(f'{self.base}/thumb/{name}.jpg')}/></item>\n"
        )


def entry_title(number: int) -> str:
    """Return the title of the entry with this number, counted from 1; no two are the same."""
    return f"{number:02d} {title_of(f'postcard-{number}')}"
