"""The file: made, migrated, locked, full, corrupt, from the future."""

import asyncio
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mediadl.domain.errors import StoreUnusable
from mediadl.store.database import Database
from mediadl.store.store import Store

ROOT = Path(__file__).parents[2]
TRIALS = 4


async def _opened(path: Path) -> Database:
    database = Database(path)
    await database.open()
    return database


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


async def test_migrations_are_applied_once(path: Path):
    for _start in range(3):
        await (await _opened(path)).close()
    assert _version(path) >= 1


async def test_a_write_is_on_disk_when_it_returns(path: Path):
    database = await _opened(path)
    await database.write(lambda c: c.execute("INSERT INTO settings VALUES ('a', '1')"))
    other = sqlite3.connect(path)
    assert other.execute("SELECT value FROM settings").fetchall() == [("1",)]
    other.close()
    await database.close()


async def test_a_change_that_fails_changes_nothing(path: Path):
    database = await _opened(path)

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO settings VALUES ('a', '1')")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write(change)
    assert await database.read(lambda c: c.execute("SELECT * FROM settings").fetchall()) == []
    await database.close()


async def test_a_caller_that_is_cancelled_leaves_a_whole_change(path: Path):
    database = await _opened(path)
    task = asyncio.get_running_loop().create_task(
        database.write(lambda c: c.execute("INSERT INTO settings VALUES ('a', '1')"))
    )
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await database.read(lambda c: c.execute("SELECT name FROM settings").fetchall()) == [("a",)]
    await database.close()


async def test_a_database_of_a_newer_version_is_left_alone(path: Path):
    await (await _opened(path)).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.execute("INSERT INTO migrations VALUES (9999)")
    connection.commit()
    connection.close()
    database = Database(path)
    with pytest.raises(StoreUnusable, match="newer MediaDL"):
        await database.open()
    await database.close()
    assert _version(path) == 9999
    assert database.set_aside is None


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_a_corrupt_file_is_set_aside_and_a_new_one_works(path: Path, content: bytes):
    path.write_bytes(content)
    database = await _opened(path)
    assert database.set_aside is not None
    assert database.set_aside.read_bytes() == content
    await database.write(lambda c: c.execute("INSERT INTO settings VALUES ('a', '1')"))
    await database.close()


async def test_damage_in_the_middle_of_the_file_is_noticed(path: Path):
    database = await _opened(path)
    rows = [(str(number), "x" * 2000) for number in range(200)]
    await database.write(lambda c: c.executemany("INSERT INTO settings VALUES (?, ?)", rows))
    await database.close()
    with path.open("r+b") as file:
        file.seek(40_000)
        file.write(b"\xa5" * 100_000)
    database = await _opened(path)
    assert database.set_aside is not None
    await database.close()


async def test_an_empty_file_is_a_new_database(path: Path):
    path.touch()
    database = await _opened(path)
    assert database.set_aside is None
    await database.close()


async def test_a_database_that_another_program_holds_is_named(path: Path):
    database = await _opened(path)
    await database.read(lambda c: c.execute("PRAGMA busy_timeout = 50"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnusable, match="another program is using it"):
        await database.write(lambda c: c.execute("DELETE FROM settings"))
    other.execute("ROLLBACK")
    other.close()
    await database.write(lambda c: c.execute("DELETE FROM settings"))
    await database.close()


async def test_a_full_disk_is_named_and_the_database_goes_on(path: Path):
    database = await _opened(path)
    pages = await database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    await database.read(lambda c: c.execute(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreUnusable, match="the disk is full"):
        await database.write(lambda c: c.execute("INSERT INTO settings VALUES ('a', ?)", ("x" * 100_000,)))
    await database.write(lambda c: c.execute("INSERT INTO settings VALUES ('b', '1')"))
    assert await database.read(lambda c: c.execute("SELECT name FROM settings").fetchall()) == [("b",)]
    await database.close()


@pytest.mark.parametrize("place", ["missing/folder", "file/below", ""])
async def test_a_place_that_cannot_be_used_is_named(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("in the way")
    database = Database(tmp_path / place)
    with pytest.raises(StoreUnusable, match="cannot be written to"):
        await database.open()
    await database.close()


async def test_a_bug_of_ours_is_not_called_a_bad_disk(path: Path):
    database = await _opened(path)
    with pytest.raises(sqlite3.IntegrityError):
        await database.write(
            lambda c: c.executemany("INSERT INTO settings VALUES (?, '1')", [("same",), ("same",)])
        )
    await database.close()


async def test_a_query_that_fails_is_told_as_such(path: Path):
    database = await _opened(path)
    with pytest.raises(StoreUnusable, match="cannot be read"):
        await database.read(lambda c: c.execute("SELECT * FROM no_such_table"))
    await database.close()


async def test_closing_twice_is_fine_and_using_it_then_is_not(path: Path):
    database = await _opened(path)
    await database.close()
    await database.close()
    with pytest.raises(RuntimeError):
        await database.read(lambda c: c.execute("SELECT 1"))


async def test_thousands_of_reads_and_writes_at_once_come_out_right(path: Path):
    database = await _opened(path)
    writes = [
        database.write(lambda c, n=number: c.execute("INSERT INTO settings VALUES (?, '1')", (str(n),)))
        for number in range(300)
    ]
    await asyncio.gather(*writes)
    assert await database.read(lambda c: c.execute("SELECT count(*) FROM settings").fetchone()[0]) == 300
    await database.close()


def _run_and_kill(path: Path, after_s: float) -> tuple[list[str], list[str]]:
    """What a process told as saved last before it was killed, and what is in the queue then."""
    command = [sys.executable, "-m", "tests.helpers.queue_writer", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    told = [process.stdout.readline()]  # it has begun
    time.sleep(after_s)
    process.kill()
    told += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    return [line.split() for line in told if line.endswith("\n")][-1], asyncio.run(_queue(path))


async def _queue(path: Path) -> list[str]:
    store = await Store.open(path)
    jobs = [f"{job.id}={job.state}" for job in await store.jobs.load()]
    assert store.database.restoration is None
    await store.close()
    return jobs


def test_a_kill_at_any_moment_loses_nothing_that_was_told_as_saved(path: Path):
    chance = random.Random()
    for _trial in range(TRIALS):
        told, found = _run_and_kill(path, chance.uniform(0, 0.3))
        if found != told:  # one more change may have been saved that nobody was told of any more
            assert _differences(told, found) == 1
        assert len({row.split("=")[0] for row in found}) == len(found)


def _differences(told: list[str], found: list[str]) -> int:
    """How many of the writer's changes lie between: an addition, a removal, a reordering, new states."""
    before, after = (dict(row.split("=") for row in rows) for rows in (told, found))
    came, went = after.keys() - before.keys(), before.keys() - after.keys()
    stay_in_order = [job for job in before if job in after] == [job for job in after if job in before]
    restated = any(before[job] != after[job] for job in before.keys() & after.keys())
    return bool(came) + bool(went) + (not stay_in_order) + restated
