"""The table of what lists had when they were last looked at; the oldest are forgotten first."""

import sqlite3
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime

from mediadl.store.database import Database

MOST_LISTS = 500
MOST_BYTES = 16_000_000
"""Of all lists together, compressed: some million links."""


class SeenListStore:
    """Links as `domain.links.public` gives them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, url: str, links: Iterable[str], *, is_whole: bool) -> None:
        """Note what a list has now; one that was not read to its end keeps what it had, too."""
        seen, now = frozenset(links), datetime.now(UTC).isoformat()
        await self._database.write(lambda connection: _save(connection, url, seen, now, is_whole=is_whole))

    async def links(self, url: str) -> frozenset[str] | None:
        """What a list had when it was last looked at; None for one that never was, or was forgotten."""
        return await self._database.read(lambda connection: _links(connection, url))


def _save(
    connection: sqlite3.Connection, url: str, links: frozenset[str], now: str, *, is_whole: bool
) -> None:
    if not is_whole:
        links |= _links(connection, url) or frozenset()
    row = (url, now, zlib.compress("\n".join(sorted(links)).encode()))
    connection.execute("INSERT OR REPLACE INTO seen_lists (url, looked_at, links) VALUES (?, ?, ?)", row)
    connection.execute(
        "DELETE FROM seen_lists WHERE url IN (SELECT url FROM (SELECT url, "
        "row_number() OVER newest AS place, sum(length(links)) OVER newest AS size FROM seen_lists "
        "WINDOW newest AS (ORDER BY looked_at DESC, url)) WHERE place > ? OR size > ?) AND url != ?",
        (MOST_LISTS, MOST_BYTES, url),
    )


def _links(connection: sqlite3.Connection, url: str) -> frozenset[str] | None:
    row = connection.execute("SELECT links FROM seen_lists WHERE url = ?", (url,)).fetchone()
    try:
        return None if row is None else frozenset(zlib.decompress(row[0]).decode().split("\n"))
    except (zlib.error, UnicodeDecodeError):  # a damaged row: nothing is called new because of it
        return None
