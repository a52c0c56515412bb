"""Workers are used again while they are fit, replaced when they are not, and recorded while they live."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.engine import pool as pool_module
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, worker_command
from mediadl.store.store import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "pool.sqlite3")
    yield opened
    await opened.close()


@pytest.fixture
async def pool(store: Store, tmp_path: Path) -> AsyncIterator[WorkerPool]:
    tasks = Tasks()
    opened = WorkerPool(worker_command(), tmp_path, store.workers, tasks)
    yield opened
    await opened.close()
    await tasks.cancel_all()


async def test_a_worker_is_used_again(pool: WorkerPool) -> None:
    first = await pool.acquire()
    pool.release(first)
    assert await pool.acquire() is first


async def test_a_worker_is_recorded_from_its_start_to_its_end(pool: WorkerPool, store: Store) -> None:
    worker = await pool.acquire()
    (record,) = await store.workers.load()
    assert record.pid == worker.pid
    await pool.discard(worker)
    assert await store.workers.load() == []


async def test_a_worker_that_died_idle_is_replaced(pool: WorkerPool) -> None:
    first = await pool.acquire()
    pool.release(first)
    await first.end()
    second = await pool.acquire()
    assert second is not first
    assert second.is_alive


async def test_a_worn_worker_is_ended(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MAX_REQUESTS", 1)
    worker = await pool.acquire()
    async for _message in worker.ask(wire.Probe(url="not a link")):
        pass
    pool.release(worker)
    async with asyncio.timeout(5):
        while worker.is_alive:
            await asyncio.sleep(0.01)


async def test_an_idle_worker_ends_after_a_while(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "IDLE_S", 0.05)
    worker = await pool.acquire()
    pool.release(worker)
    async with asyncio.timeout(5):
        while worker.is_alive:
            await asyncio.sleep(0.01)


async def test_prewarming_starts_one_worker_and_no_second(pool: WorkerPool, store: Store) -> None:
    await pool.prewarm()
    await pool.prewarm()
    assert len(await store.workers.load()) == 1
    assert pool.engine_version


async def test_closing_leaves_no_worker_and_no_record(store: Store, tmp_path: Path) -> None:
    tasks = Tasks()
    pool = WorkerPool(worker_command(), tmp_path, store.workers, tasks)
    busy, idle = await asyncio.gather(pool.acquire(), pool.acquire())
    pool.release(idle)
    await pool.close()
    await tasks.cancel_all()
    assert not busy.is_alive
    assert not idle.is_alive
    assert await store.workers.load() == []


async def test_a_command_that_is_no_worker_is_lost(store: Store, tmp_path: Path) -> None:
    tasks = Tasks()
    pool = WorkerPool(["false"], tmp_path, store.workers, tasks)
    with pytest.raises(WorkerLost):
        await pool.acquire()
    await pool.close()
    await tasks.cancel_all()
