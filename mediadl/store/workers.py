"""The table of living worker processes, for ending those that a killed run left behind."""

import hashlib
import sqlite3
from typing import NamedTuple

from mediadl.store.database import Database


class WorkerRecord(NamedTuple):
    """A process: its id alone can be used again by another program, id and start time together cannot."""

    pid: int
    started_at: float
    """Seconds since the epoch, as the operating system says: it moves when the clock is set."""
    birth: str = ""
    """The start in words that never change; "" in a record of an older version."""


class WorkerStore:
    """Remembers workers from spawn to end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.owner = hashlib.sha256(str(database.path.absolute()).encode()).hexdigest()[:32]
        """A mark for the processes that are recorded here, the same in every run."""

    async def load(self) -> list[WorkerRecord]:
        """The workers of this or a killed run."""
        return await self._database.read(_load)

    async def add(self, record: WorkerRecord) -> None:
        """Remember one."""
        await self._database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO workers (pid, started_at, birth) VALUES (?, ?, ?)", record
            )
        )

    async def delete(self, pid: int) -> None:
        """Forget one that has ended."""
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM workers WHERE pid = ?", (pid,))
        )


def _load(connection: sqlite3.Connection) -> list[WorkerRecord]:
    rows = connection.execute("SELECT pid, started_at, birth FROM workers")
    return [WorkerRecord(*row) for row in rows]
