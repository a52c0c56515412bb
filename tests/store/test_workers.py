"""Workers are remembered from spawn to end."""

from pathlib import Path

from mediadl.store.database import Database
from mediadl.store.store import Store
from mediadl.store.workers import WorkerRecord


async def test_a_worker_is_remembered_until_it_is_forgotten(store: Store):
    first, second = WorkerRecord(10, 1000.25, "boot 1"), WorkerRecord(11, 1001.5)
    await store.workers.add(first)
    await store.workers.add(second)
    assert await store.workers.load() == [first, second]
    await store.workers.delete(10)
    assert await store.workers.load() == [second]


async def test_a_process_id_that_is_used_again_is_the_newer_one(store: Store):
    await store.workers.add(WorkerRecord(10, 1.0))
    await store.workers.add(WorkerRecord(10, 2.0))
    assert await store.workers.load() == [WorkerRecord(10, 2.0)]


async def test_forgetting_a_stranger_is_no_error(store: Store):
    await store.workers.delete(4711)
    assert await store.workers.load() == []


async def test_each_queue_has_a_mark_of_its_own_that_stays(store: Store, tmp_path: Path):
    other = Store.over(Database(tmp_path / "other.sqlite3"))
    again = Store.over(Database(store.database.path))
    assert store.workers.owner == again.workers.owner != other.workers.owner
