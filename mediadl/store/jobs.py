"""The queue's table: jobs as JSON snapshots in their order."""

import sqlite3
import time
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mediadl.domain.job import DELIVERED_STATES, Job
from mediadl.store.archive import insert_archived
from mediadl.store.database import Database
from mediadl.store.history import insert_history
from mediadl.store.snapshots import dump, read_all


class JobStore:
    """Saves snapshots; the order is a column of its own, so that a progress of states never rewrites it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> list[Job]:
        """All jobs in queue order."""
        return await self._database.read(_load)

    async def append(self, jobs: Sequence[Job]) -> None:
        """Save new jobs behind all others, in this order, in one transaction."""
        await self._database.write(lambda connection: _append(connection, jobs))

    async def replace(self, removed_id: str, jobs: Sequence[Job]) -> None:
        """Take one job away and append others in the same transaction: a list becomes its entries."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM jobs WHERE id = ?", (removed_id,))
            _append(connection, jobs)

        await self._database.write(change)

    async def save(self, job: Job, *, to_history: bool = False) -> None:
        """Save a changed job, and in the same transaction its line in the history."""
        await self.save_many([(job, to_history)])

    async def save_many(self, changes: Sequence[tuple[Job, bool]]) -> None:
        """Save changed jobs, each with whether it enters the history, all in one transaction."""
        await self._database.write(lambda connection: _save(connection, changes))

    async def rewrite(self, jobs: Sequence[Job]) -> None:
        """Make the table hold exactly these, in this order, beside rows that cannot be read.

        For a database that was damaged in use and restored: what it has may be of yesterday.
        """
        await self._database.write(lambda connection: _rewrite(connection, jobs))

    async def move(self, job_ids: Sequence[str], before: str | None) -> None:
        """Save that these stand, in this order, in front of `before`, or behind all others for None."""
        await self._database.write(lambda connection: _move(connection, job_ids, before))

    async def delete(self, job_ids: Sequence[str]) -> None:
        """Forget jobs; ids that are not there are no error."""
        rows = [(job_id,) for job_id in job_ids]
        await self._database.write(
            lambda connection: connection.executemany("DELETE FROM jobs WHERE id = ?", rows)
        )


def _load(connection: sqlite3.Connection) -> list[Job]:
    rows = connection.execute("SELECT CAST(body AS BLOB) FROM jobs ORDER BY position, rowid").fetchall()
    return read_all(body for (body,) in rows)


def _save(connection: sqlite3.Connection, changes: Sequence[tuple[Job, bool]]) -> None:
    bodies = [dump(job) for job, _to_history in changes]
    connection.executemany(
        "UPDATE jobs SET state = ?, body = ?, checksum = ?, revision = max(revision + 1, ?) WHERE id = ?",
        [
            (job.state, body, _checksum(body), _now_ms(), job.id)
            for (job, _), body in zip(changes, bodies, strict=True)
        ],
    )
    for (job, to_history), body in zip(changes, bodies, strict=True):
        if to_history:
            insert_history(connection, job, body)
            insert_archived(connection, job)


def _rewrite(connection: sqlite3.Connection, jobs: Sequence[Job]) -> None:
    gone = {job.id for job in _load(connection)} - {job.id for job in jobs}
    connection.executemany("DELETE FROM jobs WHERE id = ?", [(job_id,) for job_id in gone])
    _append(connection, jobs)
    for job in jobs:
        if job.state in DELIVERED_STATES:
            insert_history(connection, job, dump(job))
            insert_archived(connection, job)


def _move(connection: sqlite3.Connection, job_ids: Sequence[str], before: str | None) -> None:
    """Give new positions to what moves only, between its new neighbours, as long as numbers fit there.

    Rows that cannot be read are neighbours like all others: a newer version finds them in their places.
    """
    moving = set(job_ids)
    rows = connection.execute("SELECT id, position FROM jobs ORDER BY position, rowid").fetchall()
    rest = [row for row in rows if row[0] not in moving]
    at = next((at for at, (job_id, _) in enumerate(rest) if job_id == before), len(rest))
    positions = _between(
        rest[at - 1][1] if at else None, rest[at][1] if at < len(rest) else None, len(job_ids)
    )
    order: Iterable[tuple[float, str]] = zip(positions, job_ids, strict=False)
    if not positions:
        ids = [job_id for job_id, _ in rest]
        order = ((float(place), each) for place, each in enumerate([*ids[:at], *job_ids, *ids[at:]]))
    connection.executemany("UPDATE jobs SET position = ? WHERE id = ?", list(order))


def _between(low: float | None, high: float | None, count: int) -> list[float]:
    """So many rising numbers between two others, open where there is None; [] when they do not fit."""
    low = low if low is not None else (high or 0.0) - count - 1
    high = high if high is not None else low + count + 1
    step = (high - low) / (count + 1)
    numbers = [low + step * number for number in range(1, count + 1)]
    is_rising = all(first < second for first, second in pairwise([low, *numbers, high]))
    return numbers if is_rising else []


def _append(connection: sqlite3.Connection, jobs: Sequence[Job]) -> None:
    (last,) = connection.execute("SELECT coalesce(max(position), -1) FROM jobs").fetchone()
    # Or replace: a row whose deletion could not be saved may still be there when its job is put back.
    bodies = [dump(job) for job in jobs]
    connection.executemany(
        "INSERT OR REPLACE INTO jobs (id, position, state, body, checksum, revision) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (job.id, last + offset, job.state, body, _checksum(body), _now_ms())
            for offset, (job, body) in enumerate(zip(jobs, bodies, strict=True), start=1)
        ],
    )


def _checksum(body: str) -> int:
    return zlib.crc32(body.encode())


def _now_ms() -> int:
    """A revision for a row that is made anew: later than any that it had before it was removed."""
    return time.time_ns() // 1_000_000
