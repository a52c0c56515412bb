"""One SQLite connection on one thread: opening, transactions, recovery. No table is known by name here."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from mediadl.domain.errors import StoreUnusable
from mediadl.domain.restoration import Restoration
from mediadl.durable import sync_folder
from mediadl.store import recovery, schema
from mediadl.store.backups import Backups

T = TypeVar("T")

_log = logging.getLogger(__name__)

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_TROUBLE = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM,
})  # fmt: skip
"""What may be over the next time; any other error of a file that is being opened is damage."""


class Database:
    """Runs functions on a connection that only its own thread touches, so that no disk blocks the loop."""

    def __init__(self, path: Path, *, keeps_backups: bool = True) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None
        self._backups = Backups(path.parent)
        self._keeps_backups = keeps_backups
        self._backed_up_at_change = -1
        self._loop: asyncio.AbstractEventLoop | None = None
        self.restoration: Restoration | None = None
        """What the last damage was and what took its place, or None; the interface tells the user."""
        self.on_recovered: Callable[[Restoration], None] = lambda _restoration: None
        """Called on the loop after damage that was found while the database was in use: what is known better
        than the backup has to be saved again."""

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._path

    @property
    def set_aside(self) -> Path | None:
        """Where a damaged database was moved, or None."""
        return self.restoration.set_aside if self.restoration else None

    async def open(self) -> None:
        """Open or create the file and bring its schema up to date. Damage is made good: see `restoration`.

        Raises:
            StoreUnusable: the folder or the file cannot be used.
        """
        self._loop = asyncio.get_running_loop()
        await self._on_thread(self._open)

    async def close(self) -> None:
        """Finish what was asked, back up what changed, and close. Closing twice is allowed."""
        if self._connection is not None:
            await self._on_thread(self._close)
        self._thread.shutdown(wait=False)

    async def back_up(self) -> None:
        """Copy the database beside itself, when anything has changed since the last time."""
        await self._on_thread(self._back_up)

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
        try:
            return self._made_good(lambda: _changed(self._opened(), change))
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a bug of ours, not the disk's
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreUnusable(f"The queue cannot be saved to “{self._path}”: {_reason(error)}") from error

    def _query(self, query: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return self._made_good(lambda: query(self._opened()))
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreUnusable(f"The database “{self._path}” cannot be read: {_reason(error)}") from error

    def _made_good(self, work: Callable[[], T]) -> T:
        """Do the work; once more, where the database has turned out to be damaged and was replaced."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGE or not self._keeps_backups:
                raise
            self._replace(error)
            if self._loop is not None and self.restoration is not None:
                self._loop.call_soon_threadsafe(self.on_recovered, self.restoration)
            return work()

    def _open(self) -> None:
        try:
            self._connection = self._connected()
        except (sqlite3.Error, OSError) as error:
            raise StoreUnusable(f"The database “{self._path}” cannot be opened: {_reason(error)}") from error
        sync_folder(self._path.parent)

    def _connected(self) -> sqlite3.Connection:
        recovery.finish(self._path)
        if self._keeps_backups and recovery.is_lost(self._path, self._backups):
            self.restoration = recovery.recover(self._path, self._backups)
        try:
            return _connect(self._path)
        except (sqlite3.DatabaseError, MemoryError) as error:
            if not _is_damage(error, self._path):
                raise
            self._replace(error)
            return self._opened()

    def _replace(self, error: BaseException) -> None:
        """Put the newest backup, with what is newer in the file, in the file's place; or an empty one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._keeps_backups:
            self.restoration = recovery.recover(self._path, self._backups)
        else:
            self.restoration = Restoration(recovery.move_aside(self._path))
        _log.info("database is damaged (%s): %s", error, self.restoration)
        self._connection = _connect(self._path)
        self._backed_up_at_change = -1

    def _back_up(self) -> None:
        connection = self._opened()
        changes = connection.total_changes
        if self._keeps_backups and changes != self._backed_up_at_change and self._backups.make(connection):
            self._backed_up_at_change = changes

    def _close(self) -> None:
        self._back_up()
        self._opened().close()
        self._connection = None


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a change that was told must survive a power cut, not only a crash of ours.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 5000")
        schema.prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _changed(connection: sqlite3.Connection, change: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        return change(connection)


def _code(error: BaseException) -> int:
    """SQLite's primary code (sqlite.org/rescode.html); 0 when the error is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_damage(error: BaseException, path: Path) -> bool:
    """Whether opening failed for what is in the file, rather than for what is around it."""
    if _code(error) == sqlite3.SQLITE_READONLY:  # as a damaged header can claim
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return _code(error) not in _TROUBLE


def _reason(error: BaseException) -> str:
    """Why, and what to do, as far as SQLite's codes tell."""
    match _code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program is using it. Close it, then try again."
        case sqlite3.SQLITE_FULL:
            return "the disk is full. Free some space, then try again."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return "it cannot be written to. Check the permissions of its folder."
    return f"{error}."
