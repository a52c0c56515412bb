"""One SQLite connection on one thread: opening, migrating, transactions. No table is known by name here."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TypeVar

from mediadl.domain.errors import StoreUnusable

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Database:
    """Runs functions on a connection that only its own thread touches, so that no disk blocks the loop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None
        self.set_aside: Path | None = None
        """Where a corrupt database was moved by `open`, or None; the interface tells the user."""

    async def open(self) -> None:
        """Open or create the file and bring its schema up to date.

        Raises:
            StoreUnusable: the folder or the file cannot be used. A corrupt file is set aside instead.
        """
        await self._on_thread(self._open)

    async def close(self) -> None:
        """Finish what was asked and close. Closing twice is allowed."""
        if self._connection is not None:
            await self._on_thread(self._connection.close)
            self._connection = None
        self._thread.shutdown(wait=False)

    async def write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Run `change` in one transaction: all of it is on disk when this returns, or none.

        Raises:
            StoreUnusable: the disk is full or cannot be written.
        """
        return await self._on_thread(lambda: self._in_transaction(change))

    async def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run `query`; it must change nothing.

        Raises:
            StoreUnusable: the file cannot be read.
        """
        return await self._on_thread(lambda: self._query(query))

    async def _on_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        # Shielded: a caller that is cancelled must not leave a change half told.
        return await asyncio.shield(loop.run_in_executor(self._thread, work))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreUnusable("The database is closed.")
        return self._connection

    def _in_transaction(self, change: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._opened()
        try:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                return change(connection)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a bug of ours, not the disk's
        except sqlite3.DatabaseError as error:
            raise StoreUnusable(f"The queue cannot be saved to “{self._path}”: {_reason(error)}") from error

    def _query(self, query: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._opened()
        try:
            return query(connection)
        except sqlite3.DatabaseError as error:
            raise StoreUnusable(f"The database “{self._path}” cannot be read: {_reason(error)}") from error

    def _open(self) -> None:
        try:
            self._connection = _connect(self._path)
        except sqlite3.OperationalError as error:
            raise StoreUnusable(f"The database “{self._path}” cannot be opened: {_reason(error)}") from error
        except sqlite3.DatabaseError as error:
            self.set_aside = _move_aside(self._path)
            _log.info("database is corrupt (%s), moved to %s", error, self.set_aside)
            self._connection = _connect(self._path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a change that was told must survive a power cut, not only a crash of ours.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 5000")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    applied: int = connection.execute("PRAGMA user_version").fetchone()[0]
    migrations = list(_migrations())
    if applied > migrations[-1][0]:
        raise StoreUnusable("The queue was saved by a newer MediaDL. Start that one, or update this one.")
    for number, script in migrations:
        if number > applied:
            connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")


def _migrations() -> Iterator[tuple[int, str]]:
    folder = resources.files("mediadl.store.migrations")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".sql"):
            yield int(file.name.split("_")[0]), file.read_text(encoding="utf-8")


def _reason(error: sqlite3.Error) -> str:
    """Why, and what to do, as far as SQLite's codes tell (sqlite.org/rescode.html)."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program is using it. Close it, then try again."
        case sqlite3.SQLITE_FULL:
            return "the disk is full. Free some space, then try again."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return "it cannot be written to. Check the permissions of its folder."
    return f"{error}."


def _move_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}-corrupt-{stamp}{path.suffix}")
    path.replace(target)
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(target.with_name(target.name + suffix))
    return target
