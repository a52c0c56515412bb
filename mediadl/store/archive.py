"""The archive's table: media that are here already, by identity and intent."""

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from mediadl.domain.archive import Archived, Intent, Source, identity, intent_of
from mediadl.domain.job import Job
from mediadl.domain.links import public
from mediadl.store.database import Database

_COLUMNS = "identity, intent, url, title, path, job_id, source, added_at"
_INSERT = f"INSERT OR {{}} INTO archive ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own
_WITH_FILE = (
    " ON CONFLICT (identity, intent) DO UPDATE SET path = excluded.path, title = excluded.title, "
    "source = excluded.source WHERE archive.path IS NULL AND excluded.path IS NOT NULL"
)
"""A line that an archive file has brought learns of its file when a folder is looked through."""
_AT_ONCE = 400
"""Identities in one query; SQLite takes 32,766 values, older ones 999."""


class ArchiveStore:
    """Reads, adds and forgets; lines of downloads are added in the transaction that completes the job."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, keys: Iterable[str], intent: Intent) -> dict[str, Archived]:
        """What is here of these identities or links, by the one that was asked for."""
        wanted = tuple(dict.fromkeys(keys))
        return await self._database.read(lambda connection: _find(connection, wanted, intent))

    async def add(self, lines: Sequence[Archived]) -> int:
        """Add lines; one that is there stays, but for a file that it lacked. Returns how many changed."""
        rows = [_row(line) for line in lines]
        return await self._database.write(lambda connection: _add(connection, rows))

    async def known(self, intent: Intent) -> list[tuple[str, str | None, str | None]]:
        """Identity, link and file of all that is here of this kind, in no order."""
        query = "SELECT identity, url, path FROM archive WHERE intent = ?"
        return await self._database.read(lambda connection: connection.execute(query, (intent,)).fetchall())

    async def all(self) -> list[Archived]:
        """Every line, the oldest first."""
        return await self._database.read(_all)


def peek_archive(path: Path, keys: Iterable[str], intent: Intent) -> dict[str, Archived]:
    """`ArchiveStore.find` in a database that may be in use, or not there; nothing is written. This blocks."""
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        with contextlib.closing(connection):
            return _find(connection, tuple(dict.fromkeys(keys)), intent)
    except sqlite3.Error:
        return {}


def insert_archived(connection: sqlite3.Connection, job: Job) -> None:
    """Note a completed job, inside the caller's transaction."""
    line = Archived(
        identity=identity(job.site, job.media_id, job.url),
        intent=intent_of(job.options),
        added_at=job.finished_at or job.created_at,
        url=public(job.url),
        title=job.display_title,
        path=job.files[0] if job.files else None,
        job_id=job.id,
    )
    connection.execute(_INSERT.format("REPLACE"), _row(line))


def _find(connection: sqlite3.Connection, wanted: tuple[str, ...], intent: Intent) -> dict[str, Archived]:
    found: dict[str, Archived] = {}
    for column in ("url", "identity"):
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = (
                f"SELECT {column}, {_COLUMNS} FROM archive "  # noqa: S608 - our own names
                f"WHERE intent = ? AND {column} IN ({', '.join('?' * len(some))})"
            )
            found.update({row[0]: _line(row[1:]) for row in connection.execute(query, (intent, *some))})
    return found


def _add(connection: sqlite3.Connection, rows: Sequence[tuple[str | None, ...]]) -> int:
    before = connection.total_changes
    connection.executemany(_INSERT.format("ABORT") + _WITH_FILE, rows)
    return connection.total_changes - before


def _all(connection: sqlite3.Connection) -> list[Archived]:
    query = f"SELECT {_COLUMNS} FROM archive ORDER BY added_at, rowid"  # noqa: S608 - our own names
    return [_line(row) for row in connection.execute(query)]


def _row(line: Archived) -> tuple[str | None, ...]:
    added_at = line.added_at.isoformat()
    return (
        line.identity, line.intent, line.url, line.title, line.path, line.job_id, line.source, added_at,
    )  # fmt: skip


def _line(row: Sequence[str | None]) -> Archived:
    media, intent, url, title, path, job_id, source, added_at = row
    return Archived(
        identity=media or "",
        intent=cast("Intent", intent),
        added_at=datetime.fromisoformat(added_at or ""),
        source=cast("Source", source),
        url=url,
        title=title,
        path=path,
        job_id=job_id,
    )
