"""Two copies of a queue become one: the newer state of each job, nothing twice."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from mediadl.domain.choice import Choice
from mediadl.domain.job import Job, JobState
from mediadl.store import salvage
from mediadl.store.store import Store
from tests.helpers.jobs import a_job


async def _merged(store: Store, path: Path, other: Path) -> list[Job]:
    await store.close()
    connection = sqlite3.connect(other, isolation_level=None)
    salvage.merge(salvage.rows_of(path, None), connection)
    connection.close()
    merged = await Store.open(other)
    jobs = await merged.jobs.load()
    await merged.close()
    return jobs


@pytest.fixture
def other(tmp_path: Path) -> Path:
    (tmp_path / "other").mkdir()
    return tmp_path / "other" / "mediadl.sqlite3"


async def _as_it_is_now(store: Store, other: Path) -> None:
    await store.database.read(lambda c: c.execute("VACUUM INTO ?", (str(other),)).fetchall())


async def test_the_newer_state_wins_whichever_copy_has_it(store: Store, path: Path, other: Path):
    first, second = a_job(id="a"), a_job(id="b")
    await store.jobs.append([first, second])
    await store.jobs.save(paused := dataclasses.replace(first, state=JobState.PAUSED))
    await _as_it_is_now(store, other)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE jobs SET revision = 0 WHERE id = 'a'")
        connection.execute("UPDATE jobs SET checksum = 1 WHERE id = 'b'")
    connection.close()
    assert await _merged(store, path, other) == [paused, second]


async def test_a_list_and_its_entries_are_not_both_there(store: Store, path: Path, other: Path):
    await store.jobs.append([a_job(JobState.CHOOSING, id="list"), a_job(id="a")])
    await store.choices.save("list", Choice())
    await _as_it_is_now(store, other)
    await store.jobs.replace("list", [a_job(id="entry", batch_id="list")])
    assert [job.id for job in await _merged(store, path, other)] == ["a", "entry"]


async def test_a_file_that_is_not_there_has_no_rows(tmp_path: Path):
    assert not any(salvage.rows_of(tmp_path / "missing", None).values())
    assert list(tmp_path.iterdir()) == []
