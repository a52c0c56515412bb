"""The queue's table: jobs as JSON snapshots in their order."""

import sqlite3
from collections.abc import Sequence

from mediadl.domain.job import Job
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

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE jobs SET state = ?, body = ? WHERE id = ?", (job.state, dump(job), job.id)
            )
            if to_history:
                insert_history(connection, job, dump(job))

        await self._database.write(change)

    async def save_order(self, job_ids: Sequence[str]) -> None:
        """Save the order of the whole queue."""
        rows = [(float(position), job_id) for position, job_id in enumerate(job_ids)]
        await self._database.write(
            lambda connection: connection.executemany("UPDATE jobs SET position = ? WHERE id = ?", rows)
        )

    async def delete(self, job_ids: Sequence[str]) -> None:
        """Forget jobs; ids that are not there are no error."""
        rows = [(job_id,) for job_id in job_ids]
        await self._database.write(
            lambda connection: connection.executemany("DELETE FROM jobs WHERE id = ?", rows)
        )


def _load(connection: sqlite3.Connection) -> list[Job]:
    rows = connection.execute("SELECT body FROM jobs ORDER BY position").fetchall()
    return read_all(body for (body,) in rows)


def _append(connection: sqlite3.Connection, jobs: Sequence[Job]) -> None:
    (last,) = connection.execute("SELECT coalesce(max(position), -1) FROM jobs").fetchone()
    connection.executemany(
        "INSERT INTO jobs (id, position, state, body) VALUES (?, ?, ?, ?)",
        [(job.id, last + offset, job.state, dump(job)) for offset, job in enumerate(jobs, start=1)],
    )
