"""Copies of the database beside it, the newest first: made whole or not at all. Nothing is restored here."""

import contextlib
import logging
import sqlite3
from pathlib import Path

from mediadl.durable import sync_file, sync_folder
from mediadl.store.schema import Damaged

KEPT = 3
_HEADER_BYTES = 100
"""The file's header has counters that differ between copies of the same content (sqlite.org/fileformat)."""

_log = logging.getLogger(__name__)


class Backups:
    """`queue-backup-1.sqlite3` is the newest; at most `KEPT` are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making = folder / "queue-backup.making"

    def newest_first(self) -> list[Path]:
        """Those that are there; whether they are sound is for the reader to check."""
        return [place for number in range(1, KEPT + 1) if (place := self._place(number)).is_file()]

    def make(self, connection: sqlite3.Connection) -> bool:
        """Copy the open database; this blocks. Returns whether the newest backup now has what it has.

        A disk that is full or a database that turns out to be damaged leaves the old backups as they are.
        """
        try:
            self._copy(connection)
            if not self._is_known():
                self._take_over()
            return True
        except (sqlite3.Error, OSError) as error:
            _log.info("no backup of the queue was made: %s", error)
            return False
        finally:
            self._clear()

    def _copy(self, connection: sqlite3.Connection) -> None:
        self._clear()
        with contextlib.closing(sqlite3.connect(self._making, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # synced as a whole, once it is known to be sound
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            problem = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if problem != "ok":
                raise Damaged(problem)
        sync_file(self._making)

    def _is_known(self) -> bool:
        newest = self._place(1)
        if not newest.is_file() or newest.stat().st_size != self._making.stat().st_size:
            return False
        return newest.read_bytes()[_HEADER_BYTES:] == self._making.read_bytes()[_HEADER_BYTES:]

    def _take_over(self) -> None:
        # From the oldest on: whatever moment this ends at, every copy has a name.
        for number in range(KEPT - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                self._place(number).replace(self._place(number + 1))
        self._making.replace(self._place(1))
        sync_folder(self._folder)

    def _place(self, number: int) -> Path:
        return self._folder / f"queue-backup-{number}.sqlite3"

    def _clear(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._making.with_name(self._making.name + suffix).unlink(missing_ok=True)
