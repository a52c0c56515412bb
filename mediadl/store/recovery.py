"""Puts a sound database in the place of a damaged one, in steps that can be cut off and gone on with."""

import contextlib
import logging
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from mediadl.domain.errors import StoreUnusable
from mediadl.domain.restoration import Restoration
from mediadl.durable import sync_file, sync_folder
from mediadl.store import salvage, schema
from mediadl.store.backups import Backups

_BESIDE = ("-wal", "-shm", "-journal", "")
"""The database last: as long as it is there, it has been told that nothing was moved for good."""

_SMALLEST_BYTES = 512
"""What is smaller counts as an empty database, whatever is in it."""

_WRITE_FORMAT = 18
"""Place of a number in the header which makes a file read-only when it is not one of these."""
_WRITE_FORMATS = (1, 2)

_log = logging.getLogger(__name__)


def is_lost(path: Path, backups: Backups) -> bool:
    """Whether it is damaged in a way that SQLite takes for something else: an empty or a read-only database.

    The file or its content is gone, or the journal that belongs to it, or its header claims another format.
    SQLite deletes `-shm` before `-wal` when it closes, so the first one alone is what a lost journal leaves.
    """
    if not path.exists() or path.stat().st_size < _SMALLEST_BYTES:
        return bool(backups.newest_first())
    with contextlib.suppress(OSError), path.open("rb") as file:  # SQLite will say why it cannot be read
        if file.read(_WRITE_FORMAT + 1)[_WRITE_FORMAT] not in _WRITE_FORMATS:
            return True
    return _beside(path, "-shm").exists() and not _beside(path, "-wal").exists()


def recover(path: Path, backups: Backups) -> Restoration:
    """Replace the database, which nobody has open, by the newest sound backup with what is newer in the file.

    Raises:
        sqlite3.Error, OSError: there is no room for it; everything is where it was.
    """
    building = _beside(path, ".building")
    try:
        backup = _build_from_backup(building, backups)
        salvaged = _take_over(path, building, backup)
        building.replace(_restored(path))
    finally:
        _remove(building)
    sync_folder(path.parent)
    set_aside = finish(path)
    made_at = datetime.fromtimestamp(backup.stat().st_mtime, UTC) if backup else None
    return Restoration(set_aside, made_at, salvaged)


def finish(path: Path) -> Path | None:
    """Put what `recover` has built in its place, also after a run that was cut off there."""
    restored = _restored(path)
    if not restored.exists():
        return None
    set_aside = move_aside(path)
    restored.replace(path)
    sync_folder(path.parent)
    return set_aside


def move_aside(path: Path) -> Path | None:
    """Keep a damaged database, with its journal, under another name; None when there is none."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    target = path.with_name(f"{path.stem}-corrupt-{stamp}{path.suffix}")
    for suffix in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            _beside(path, suffix).replace(_beside(target, suffix))
    sync_folder(path.parent)
    return target if target.exists() else None


def _build_from_backup(building: Path, backups: Backups) -> Path | None:
    for backup in backups.newest_first():
        _remove(building)
        shutil.copyfile(backup, building)
        try:
            with contextlib.closing(sqlite3.connect(building, isolation_level=None)) as connection:
                schema.prepare(connection)
            return backup
        except (sqlite3.DatabaseError, StoreUnusable) as error:
            _log.info("the backup %s cannot be used: %s", backup, error)
    _remove(building)
    return None


def _take_over(path: Path, building: Path, backup: Path | None) -> int:
    rows = salvage.rows_of(path, backup)
    with contextlib.closing(sqlite3.connect(building, isolation_level=None)) as connection:
        schema.prepare(connection)
        salvaged = salvage.merge(rows, connection)
    sync_file(building)
    return salvaged


def _restored(path: Path) -> Path:
    return _beside(path, ".restored")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _remove(database: Path) -> None:
    for suffix in _BESIDE:
        _beside(database, suffix).unlink(missing_ok=True)
