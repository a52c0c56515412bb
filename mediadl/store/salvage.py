"""Reads what can be read of a damaged database, row by row, and merges it into a sound one."""

import contextlib
import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mediadl.store.schema import COLUMNS

Rows = dict[str, list[tuple[Any, ...]]]
"""By table, in the order of `COLUMNS`."""

_MOST_GAPS = 2_000
_PAGE_COUNT = slice(28, 32)
_FREE_PAGES = slice(32, 40)
"""Places in the header (sqlite.org/fileformat2.html)."""


def rows_of(damaged: Path, backup: Path | None) -> Rows:
    """What can be read of the file and its journal, which are left alone.

    Where the first page is gone, which says where everything lies, the one of a backup stands in for it.
    """
    with tempfile.TemporaryDirectory(dir=damaged.parent, prefix="salvage-") as folder:
        copy = Path(folder) / "copy"
        _copy(damaged, copy)
        rows = _read(copy)
        if backup is not None and not rows.get("jobs") and damaged.is_file():
            _copy(damaged, copy)
            _lend_first_page(copy, backup)
            rows = _read(copy)
    return rows


def merge(rows: Rows, into: sqlite3.Connection) -> int:
    """Take over what is newer than what is there; returns the number of jobs that were.

    A list and its entries never stand in one queue: where both copies have one of these, the entries stay.
    """
    into.execute("BEGIN IMMEDIATE")
    with into:
        count = sum(_merge_job(row, into) for row in rows.get("jobs", ()) if _is_job(row))
        into.execute("DELETE FROM jobs WHERE id IN (SELECT json_extract(body, '$.batch_id') FROM jobs)")
        for row in rows.get("settings", ()):
            if _is_json(row[1]):
                _replace("settings", row, into)
        for row in rows.get("history", ()):
            if _is_json(row[3]):
                _replace("history", row, into)
        for row in rows.get("choices", ()):
            _replace("choices", row, into)
        for table in ("archive", "workers", "episodes", "clients", "webhooks"):
            for row in rows.get(table, ()):
                _replace(table, row, into)
        into.execute("DELETE FROM choices WHERE job_id NOT IN (SELECT id FROM jobs)")
    return count


def _merge_job(row: tuple[Any, ...], into: sqlite3.Connection) -> bool:
    job_id, _position, _state, body, revision, _checksum = row
    there = into.execute("SELECT revision, body FROM jobs WHERE id = ?", (job_id,)).fetchone()
    if there is not None and there[0] > revision:
        return False
    _replace("jobs", row, into)
    return there is None or there[1] != body


def _replace(table: str, row: tuple[Any, ...], into: sqlite3.Connection) -> None:
    columns, places = ", ".join(COLUMNS[table]), ", ".join("?" * len(row))
    query = f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own
    with contextlib.suppress(sqlite3.IntegrityError):  # a value of a kind that the column does not take
        into.execute(query, row)


def _is_job(row: tuple[Any, ...]) -> bool:
    job_id, position, state, body, revision, checksum = row
    if not isinstance(position, float) or not isinstance(state, str) or not isinstance(revision, int):
        return False
    if not isinstance(body, str) or checksum not in {None, zlib.crc32(body.encode())}:
        return False
    return _is_json(body) and json.loads(body).get("id") == job_id


def _is_json(text: Any) -> bool:
    if not isinstance(text, str):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _read(path: Path) -> Rows:
    rows: Rows = {}
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table, columns in COLUMNS.items():
            found = {row[0]: row[1:] for row in _scan(connection, table, _known(connection, table, columns))}
            rows[table] = [row for row in found.values() if all(not isinstance(v, bytes) for v in row)]
    return rows


def _known(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> str:
    """The columns for a query; an older version's table has not all of them."""
    with contextlib.suppress(sqlite3.DatabaseError):
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        return ", ".join(column if column in there else _MISSING.get(column, "NULL") for column in columns)
    return ", ".join(columns)


_MISSING = {"revision": "0", "birth": "''"}


def _scan(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows with their rowid first; where a page is torn, the reading goes on behind it."""
    connection.text_factory = _text
    rows = f"SELECT rowid, {columns} FROM {table} NOT INDEXED"  # noqa: S608 - our own
    query = f"{rows} WHERE rowid > ? ORDER BY rowid"
    last, step = -1, 1
    end = _last_rowid(connection, table)
    for _gap in range(_MOST_GAPS):
        reached = last
        try:
            for row in connection.execute(query, (last,)):
                last = row[0]
                yield row
            return
        except (sqlite3.Error, MemoryError, OverflowError):
            step = 1 if last > reached else 2 * step
            last += step
        if last > end:
            return


def _last_rowid(connection: sqlite3.Connection, table: str) -> int:
    with contextlib.suppress(sqlite3.Error, MemoryError, TypeError):
        query = f"SELECT max(rowid) FROM {table}"  # noqa: S608 - our own
        return int(connection.execute(query).fetchone()[0])
    return 1_000_000


def _text(value: bytes) -> str | bytes:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _copy(damaged: Path, copy: Path) -> None:
    for suffix in ("", "-wal"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(damaged.with_name(damaged.name + suffix), copy.with_name(copy.name + suffix))
    copy.with_name(copy.name + "-shm").unlink(missing_ok=True)


def _lend_first_page(copy: Path, backup: Path) -> None:
    first = bytearray(backup.read_bytes()[:65_536])
    page_bytes = (
        int.from_bytes(first[16:18], "big") or 65_536
    )  # 1 stands for 65,536, which is never made here
    page = first[:page_bytes]
    with copy.open("r+b") as file:
        pages = file.seek(0, 2) // page_bytes
        page[_PAGE_COUNT], page[_FREE_PAGES] = pages.to_bytes(4, "big"), bytes(8)
        file.seek(0)
        file.write(page)
