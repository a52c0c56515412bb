"""Versions and checks: a newer file is left alone, a flipped bit is no newer version."""

import sqlite3
from collections.abc import Iterator

import pytest

from mediadl.domain.errors import StoreUnusable
from mediadl.store import schema


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:", isolation_level=None)
    schema.prepare(made)
    yield made
    made.close()


def test_preparing_twice_changes_nothing(connection: sqlite3.Connection) -> None:
    before = connection.total_changes
    schema.prepare(connection)
    assert connection.total_changes == before


def test_the_first_version_is_brought_up_to_date() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _number, first = next(schema._migrations())
    connection.executescript(f"{first} PRAGMA user_version = 1;")
    connection.execute("INSERT INTO jobs VALUES ('a', 0.0, 'queued', '{\"id\": \"a\"}')")
    schema.prepare(connection)
    assert connection.execute("SELECT id, revision, checksum FROM jobs").fetchall() == [("a", 0, None)]
    connection.close()


def test_a_newer_version_is_refused(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO migrations VALUES (9999)")
    with pytest.raises(StoreUnusable, match="newer MediaDL"):
        schema.prepare(connection)


def test_a_flipped_version_in_the_header_is_no_version(connection: sqlite3.Connection) -> None:
    newest = max(number for number, _script in schema._migrations())
    connection.execute("PRAGMA user_version = 9999")
    schema.prepare(connection)
    assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (newest,)


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE settings",
        "ALTER TABLE jobs RENAME COLUMN body TO text",
        "UPDATE jobs SET body = replace(body, 'queued', 'quEued')",
        "UPDATE jobs SET body = 'no json', checksum = NULL",
        "UPDATE jobs SET id = 'b'",
        "DROP TABLE migrations",
    ],
)
def test_what_is_not_as_it_was_saved_is_damage(connection: sqlite3.Connection, damage: str) -> None:
    body = '{"id": "a", "state": "queued"}'
    row = ("a", 0.0, "queued", body, 0, schema.zlib.crc32(body.encode()))
    connection.execute("INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?)", row)
    schema.prepare(connection)
    connection.execute(damage)
    with pytest.raises(sqlite3.DatabaseError):
        schema.prepare(connection)


def test_another_programs_database_is_not_ours() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(schema.Damaged):
        schema.prepare(connection)
    connection.close()
