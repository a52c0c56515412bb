"""The history's table: finished jobs, newest first."""

import sqlite3
from collections.abc import Sequence

from mediadl.domain.job import Job
from mediadl.store.database import Database
from mediadl.store.snapshots import read_all


class HistoryStore:
    """Reads and forgets; lines are added by `JobStore.save` in the transaction that completes the job."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, limit: int = 500, search: str = "") -> list[Job]:
        """The last finished jobs whose title contains `search`, newest first."""
        return await self._database.read(lambda connection: _newest(connection, limit, search))

    async def links(self) -> list[tuple[str, str | None]]:
        """The links of all finished jobs in no order, each with that of the list it was taken from."""
        return await self._database.read(_links)

    async def delete(self, job_ids: Sequence[str]) -> None:
        """Forget lines; the files stay where they are."""
        rows = [(job_id,) for job_id in job_ids]
        await self._database.write(
            lambda connection: connection.executemany("DELETE FROM history WHERE id = ?", rows)
        )


def insert_history(connection: sqlite3.Connection, job: Job, body: str) -> None:
    """Add or renew the line of a completed job, inside the caller's transaction."""
    finished_at = job.finished_at.isoformat() if job.finished_at else ""
    connection.execute(
        "INSERT OR REPLACE INTO history (id, finished_at, title, body) VALUES (?, ?, ?, ?)",
        (job.id, finished_at, job.display_title, body),
    )


def _links(connection: sqlite3.Connection) -> list[tuple[str, str | None]]:
    rows = connection.execute(
        "SELECT json_extract(body, '$.url'), json_extract(body, '$.playlist_url') "
        "FROM history WHERE json_valid(body)"
    )
    return [(link, of) for link, of in rows if isinstance(link, str)]


def _newest(connection: sqlite3.Connection, limit: int, search: str) -> list[Job]:
    # SQLite's own LIKE and lower() know ASCII only.
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    rows = connection.execute(
        "SELECT CAST(body AS BLOB) FROM history "
        "WHERE instr(casefold(title), ?) ORDER BY finished_at DESC LIMIT ?",
        (search.casefold(), limit),
    ).fetchall()
    return read_all(body for (body,) in rows)
