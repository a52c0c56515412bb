"""The table of calls to receivers of API clients that have not been taken yet."""

import sqlite3
from datetime import datetime

from mediadl.domain.webhooks import Delivery
from mediadl.store.database import Database

_COLUMNS = "id, job_id, client_id, url, event, body, created_at, attempts"


class WebhookStore:
    """Keeps a call from the moment it is due until it was taken or given up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> list[Delivery]:
        """All that wait, the oldest first."""
        return await self._database.read(_load)

    async def add(self, delivery: Delivery) -> None:
        """Keep one."""
        row = (
            *(delivery.id, delivery.job_id, delivery.client_id, delivery.url, delivery.event, delivery.body),
            delivery.created_at.isoformat(),
            delivery.attempts,
        )
        places = ", ".join("?" * len(row))
        query = f"INSERT OR REPLACE INTO webhooks ({_COLUMNS}) VALUES ({places})"  # noqa: S608 - our own
        await self._database.write(lambda connection: connection.execute(query, row))

    async def note_failure(self, delivery_id: str) -> None:
        """Count one more attempt that has failed."""
        query = "UPDATE webhooks SET attempts = attempts + 1 WHERE id = ?"
        await self._database.write(lambda connection: connection.execute(query, (delivery_id,)))

    async def delete(self, delivery_id: str) -> None:
        """It was taken, or is given up."""
        query = "DELETE FROM webhooks WHERE id = ?"
        await self._database.write(lambda connection: connection.execute(query, (delivery_id,)))


def _load(connection: sqlite3.Connection) -> list[Delivery]:
    query = f"SELECT {_COLUMNS} FROM webhooks ORDER BY created_at, rowid"  # noqa: S608 - our own
    return [
        Delivery(id_, job_id, client_id, url, event, body, datetime.fromisoformat(created_at), attempts)
        for id_, job_id, client_id, url, event, body, created_at, attempts in connection.execute(query)
    ]
