"""The table of the API's clients; their tokens are not here, only what tokens are told by."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from mediadl.domain.clients import Client, Scope
from mediadl.domain.errors import StoreUnusable
from mediadl.store.database import Database

T = TypeVar("T")

_COLUMNS = (
    "id, name, origin, scopes, token_sha256, created_at, last_used_at, request_count, job_count, revoked_at"
)
_WAIT_S = 5.0


class Use(NamedTuple):
    """What a client has done since its line was saved last."""

    client_id: str
    last_used_at: datetime
    request_count: int
    job_count: int


class ClientStore:
    """Loads and saves clients. Revoked ones stay, so that it can be seen that they were there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> list[Client]:
        """All clients, the oldest first."""
        return await self._database.read(_load)

    async def add(self, client: Client) -> None:
        """Save a new one."""
        await self._database.write(lambda connection: _add(connection, client))

    async def revoke(self, client_id: str, at: datetime) -> None:
        """Note that a client's token opens nothing any more; the first time counts."""
        await self._database.write(lambda connection: _revoke(connection, client_id, at))

    async def bind(self, client_id: str, origin: str) -> None:
        """Note which extension a client's token belongs to from now on."""
        query = "UPDATE clients SET origin = ? WHERE id = ?"
        await self._database.write(lambda connection: connection.execute(query, (origin, client_id)))

    async def forget(self, client_id: str) -> None:
        """Delete the line of a client."""
        query = "DELETE FROM clients WHERE id = ?"
        await self._database.write(lambda connection: connection.execute(query, (client_id,)))

    async def note_uses(self, uses: Iterable[Use]) -> None:
        """Add to the counts of clients."""
        rows = [(use.last_used_at.isoformat(), *use[2:], use.client_id) for use in uses]
        query = (
            "UPDATE clients SET last_used_at = ?, request_count = request_count + ?, "
            "job_count = job_count + ? WHERE id = ?"
        )
        await self._database.write(lambda connection: connection.executemany(query, rows))

    async def foreign_changes(self) -> int:
        """A number that changes when another process has written to the database (PRAGMA data_version)."""
        query = "PRAGMA data_version"
        return await self._database.read(lambda connection: int(connection.execute(query).fetchone()[0]))


def clients_beside(path: Path) -> list[Client]:
    """All clients in a database that another process owns. This blocks.

    Raises:
        StoreUnusable: it cannot be read.
    """
    return _beside(path, _load)


def add_beside(path: Path, client: Client) -> None:
    """Save a new client in a database that another process owns, which will notice. This blocks.

    Raises:
        StoreUnusable: it cannot be written.
    """
    _beside(path, lambda connection: _add(connection, client))


def revoke_beside(path: Path, client_id: str, at: datetime) -> None:
    """As `ClientStore.revoke`, in a database that another process owns. This blocks.

    Raises:
        StoreUnusable: it cannot be written.
    """
    _beside(path, lambda connection: _revoke(connection, client_id, at))


def _beside(path: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    try:
        with _connected(path) as connection, connection:
            return work(connection)
    except sqlite3.Error as error:
        raise StoreUnusable(f"The database “{path}” cannot be used: {error}.") from error


@contextlib.contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that repairs nothing: that is the owner's business."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT_S)
    with contextlib.closing(connection):
        yield connection


def _load(connection: sqlite3.Connection) -> list[Client]:
    query = f"SELECT {_COLUMNS} FROM clients ORDER BY created_at, rowid"  # noqa: S608 - our own
    return [_client(row) for row in connection.execute(query)]


def _client(row: tuple[str | int | None, ...]) -> Client:
    client_id, name, origin, scopes, digest, created, used, requests, jobs, revoked = row
    known = frozenset(Scope(word) for word in str(scopes).split() if word in set(Scope))
    return Client(
        id=str(client_id),
        name=str(name),
        scopes=known,
        token_sha256=str(digest),
        created_at=datetime.fromisoformat(str(created)),
        origin=None if origin is None else str(origin),
        last_used_at=_time(used),
        request_count=int(requests or 0),
        job_count=int(jobs or 0),
        revoked_at=_time(revoked),
    )


def _time(text: str | int | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(str(text))


def _add(connection: sqlite3.Connection, client: Client) -> None:
    row = (
        client.id,
        client.name,
        client.origin,
        " ".join(sorted(client.scopes)),
        client.token_sha256,
        client.created_at.isoformat(),
        client.last_used_at and client.last_used_at.isoformat(),
        client.request_count,
        client.job_count,
        client.revoked_at and client.revoked_at.isoformat(),
    )
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO clients ({_COLUMNS}) VALUES ({places})", row)  # noqa: S608 - our own


def _revoke(connection: sqlite3.Connection, client_id: str, at: datetime) -> None:
    query = "UPDATE clients SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"
    connection.execute(query, (at.isoformat(), client_id))
