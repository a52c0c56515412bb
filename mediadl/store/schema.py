"""The tables: how they come to be, and whether a file has them whole. What rows mean is not known here."""

import sqlite3
import zlib
from collections.abc import Iterator
from importlib import resources

from mediadl.domain.errors import StoreUnusable

COLUMNS = {
    "jobs": ("id", "position", "state", "body", "revision", "checksum"),
    "choices": ("job_id", "body"),
    "archive": ("identity", "intent", "url", "title", "path", "job_id", "source", "added_at"),
    "history": ("id", "finished_at", "title", "body"),
    "settings": ("name", "value"),
    "workers": ("pid", "started_at", "birth"),
    "seen_lists": ("url", "looked_at", "links"),
    "episodes": ("key", "show", "season", "number"),
    "clients": (
        "id", "name", "origin", "scopes", "token_sha256", "created_at", "last_used_at", "request_count",
        "job_count", "revoked_at",
    ),
    "webhooks": ("id", "job_id", "client_id", "url", "event", "body", "created_at", "attempts"),
}  # fmt: skip
"""Every table whose rows matter, its key first."""

_WITH_TABLE_OF_MIGRATIONS = 2
_BAD_JOBS = (
    "SELECT count(*) FROM jobs WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.id') IS NOT id "
    "ELSE 1 END"
)


class Damaged(sqlite3.DatabaseError):
    """The file is a database, but not a whole one of ours."""


def prepare(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date and check everything.

    Raises:
        StoreUnusable: a newer version made it.
        sqlite3.DatabaseError: it is damaged, or cannot be used now.
    """
    problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if problem != "ok":
        raise Damaged(problem)
    _migrate(connection)
    for table, columns in COLUMNS.items():
        connection.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")  # noqa: S608 - our own
    if connection.execute(_BAD_JOBS).fetchone()[0]:
        raise Damaged("a row is not what was saved")
    for body, checksum in connection.execute("SELECT CAST(body AS BLOB), checksum FROM jobs"):
        if checksum is not None and checksum != zlib.crc32(body):
            raise Damaged("a row is not what was saved")


def _migrate(connection: sqlite3.Connection) -> None:
    migrations = list(_migrations())
    applied = _applied(connection)
    if applied > migrations[-1][0]:
        raise StoreUnusable("The queue was saved by a newer MediaDL. Start that one, or update this one.")
    for number, script in migrations:
        if number > applied:
            note = ""
            if number >= _WITH_TABLE_OF_MIGRATIONS:
                note = f"INSERT OR IGNORE INTO migrations VALUES ({number});"  # noqa: S608 - a number
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\n{note}\nPRAGMA user_version = {number};\nCOMMIT;"
            )


def _applied(connection: sqlite3.Connection) -> int:
    """The number of the last migration. One flipped bit in the header must not look like another version."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "migrations" in tables:
        (number,) = connection.execute("SELECT max(number) FROM migrations").fetchone()
        return int(number or 0)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version >= _WITH_TABLE_OF_MIGRATIONS or (version == 0 and tables):
        raise Damaged("the tables are not those of its version")
    return version


def _migrations() -> Iterator[tuple[int, str]]:
    folder = resources.files("mediadl.store.migrations")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".sql"):
            yield int(file.name.split("_")[0]), file.read_text(encoding="utf-8")
