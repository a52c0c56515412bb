"""Workers are used again while they are fit, replaced when they are not, and recorded while they live."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.cookies import Cookie
from mediadl.domain.secrets import Secrets
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
    async with asyncio.timeout(60):
        while worker.is_alive:
            await asyncio.sleep(0.01)


async def test_a_worker_that_has_known_secrets_works_for_no_other_job(pool: WorkerPool) -> None:
    worker = await pool.acquire()
    cookie = Cookie(domain="site.test", name="sid", value="fake-1")
    async for _message in worker.ask(wire.Probe(url="not a link", secrets=Secrets(cookies=(cookie,)))):
        pass
    pool.release(worker)
    async with asyncio.timeout(60):
        while worker.is_alive:
            await asyncio.sleep(0.01)
    assert await pool.acquire() is not worker


async def test_an_idle_worker_ends_after_a_while(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "IDLE_S", 0.05)
    worker = await pool.acquire()
    pool.release(worker)
    async with asyncio.timeout(60):
        while worker.is_alive:
            await asyncio.sleep(0.01)


async def test_prewarming_starts_one_worker_and_no_second(pool: WorkerPool, store: Store) -> None:
    await pool.prewarm()
    await pool.prewarm()
    assert len(await store.workers.load()) == 1
    assert pool.engine_version


@pytest.fixture
async def quick_pool(store: Store, tmp_path: Path) -> AsyncIterator[WorkerPool]:
    """Its workers say hello and wait."""
    hello = wire.encode(wire.Hello(version="", engine_version="1", pid=0)).decode()
    program = f"import sys; print({hello!r}, flush=True); sys.stdin.read()"
    tasks = Tasks()
    opened = WorkerPool([sys.executable, "-S", "-c", program], tmp_path, store.workers, tasks)
    yield opened
    await opened.close()
    await tasks.cancel_all()


async def _until_recorded(store: Store, count: int) -> None:
    async with asyncio.timeout(60):
        while len(await store.workers.load()) != count:
            await asyncio.sleep(0.02)


async def test_a_taken_worker_gets_a_successor_up_to_the_most(
    quick_pool: WorkerPool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "SPARE_AFTER_S", 0.01)
    await quick_pool.prewarm(lambda: 2)
    await quick_pool.acquire()
    await _until_recorded(store, 2)
    await quick_pool.acquire()
    await asyncio.sleep(0.2)
    assert len(await store.workers.load()) == 2


async def test_prewarming_starts_none_where_enough_run_already(quick_pool: WorkerPool, store: Store) -> None:
    await quick_pool.acquire()
    await quick_pool.prewarm(lambda: 1)
    assert len(await store.workers.load()) == 1


async def test_workers_that_are_still_starting_count_against_a_successor(
    quick_pool: WorkerPool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "SPARE_AFTER_S", 0.0)
    await quick_pool.prewarm(lambda: 4)
    await asyncio.gather(*(quick_pool.acquire() for _ in range(4)))
    await asyncio.sleep(0.5)
    assert len(await store.workers.load()) == 4


async def test_of_sixteen_workers_four_stay_when_all_are_done(quick_pool: WorkerPool, store: Store) -> None:
    workers = await asyncio.gather(*(quick_pool.acquire() for _ in range(16)))
    for worker in workers:
        quick_pool.release(worker)
    await _until_recorded(store, pool_module.MAX_IDLE)
    assert sum(worker.is_alive for worker in workers) == pool_module.MAX_IDLE


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
