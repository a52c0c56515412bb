"""The history's table: finished jobs, newest first."""

import sqlite3
from collections.abc import Mapping, Sequence

from mediadl.domain.history_query import HistoryQuery, Order
from mediadl.domain.job import Job, JobState
from mediadl.store.database import Database
from mediadl.store.snapshots import ReadJobs, dump

_ORDERS: Mapping[Order, str] = {
    "newest": "finished_at DESC",
    "oldest": "finished_at",
    "title": "casefold(title), finished_at DESC",
    "size": "COALESCE(json_extract(sound, '$.size_bytes'), 0) DESC, finished_at DESC",
    "site": "casefold(COALESCE(json_extract(sound, '$.site'), '')), finished_at DESC",
}


class HistoryStore:
    """Reads, forgets and brings back; `JobStore.save` adds when it completes a job."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read = ReadJobs()

    async def newest(self, limit: int = 500, search: str = "") -> list[Job]:
        """The last finished jobs with `search` in title, site or playlist, newest first."""
        return await self.find(HistoryQuery(search), limit)

    async def find(self, query: HistoryQuery, limit: int) -> list[Job]:
        """The first `limit` finished jobs that are asked for, in that order; files are not looked for."""
        return await self._database.read(lambda connection: self._read.jobs(_find(connection, query, limit)))

    async def taken_from(self, list_url: str) -> list[str]:
        """The links of the finished jobs that were taken from this list, in no order."""
        return await self._database.read(lambda connection: _taken_from(connection, list_url))

    async def files_of_others(self, job_ids: Sequence[str]) -> set[str]:
        """The files of all finished jobs but these."""
        return await self._database.read(lambda connection: _files(connection, frozenset(job_ids)))

    async def restore(self, jobs: Sequence[Job]) -> None:
        """Bring back lines that were forgotten."""

        def insert(connection: sqlite3.Connection) -> None:
            for job in jobs:
                insert_history(connection, job, dump(job))

        await self._database.write(insert)

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


def _taken_from(connection: sqlite3.Connection, list_url: str) -> list[str]:
    rows = connection.execute(
        "SELECT json_extract(body, '$.url') FROM history "
        "WHERE json_valid(body) AND json_extract(body, '$.playlist_url') = ?",
        (list_url,),
    )
    return [link for (link,) in rows if isinstance(link, str)]


def _files(connection: sqlite3.Connection, without: frozenset[str]) -> set[str]:
    rows = connection.execute(
        "SELECT history.id, file.value FROM history, json_each(history.body, '$.files') AS file "
        "WHERE json_valid(history.body)"
    )
    return {name for job_id, name in rows if job_id not in without and isinstance(name, str)}


def _find(connection: sqlite3.Connection, query: HistoryQuery, limit: int) -> list[bytes]:
    # SQLite's own LIKE and lower() know ASCII only.
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    conditions, values = _conditions(query)
    sound = "SELECT *, IIF(json_valid(body), body, '{}') AS sound FROM history"
    rows = connection.execute(
        f"SELECT CAST(body AS BLOB) FROM ({sound}) "  # noqa: S608 - our own names
        f"WHERE {conditions} ORDER BY {_ORDERS[query.order]} LIMIT ?",
        (*values, limit),
    ).fetchall()
    return [body for (body,) in rows]


def _conditions(query: HistoryQuery) -> tuple[str, list[str | int]]:
    conditions: list[str] = ["1"]
    values: list[str | int] = []
    if query.search:
        places = "title", "json_extract(sound, '$.site')", "json_extract(sound, '$.playlist_title')"
        text = " || char(10) || ".join(f"COALESCE({place}, '')" for place in places)
        conditions.append(f"instr(casefold({text}), ?)")
        values.append(query.search.casefold())
    if query.kind:
        conditions.append("(json_extract(sound, '$.options.quality') = 'audio_only') = ?")
        values.append(query.kind == "audio")
    if query.standing == "differs":
        conditions.append("json_extract(sound, '$.state') = ?")
        values.append(JobState.DIFFERS.value)
    return " AND ".join(conditions), values
