"""A queue of 10,000 jobs, in a process of its own: loading, memory, changes, and the events of the engine."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import psutil

from mediadl import wire
from mediadl.domain.events import JobProgressed
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.engine.pool import WorkerPool
from mediadl.engine.runner import RunKind
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from tests.helpers.jobs import a_job

T = TypeVar("T")

JOBS = 10_000
EVENTS = 20_000
CHANGES = 200
ROOT = Path(__file__).parents[2]


def queue_rows() -> list[tuple[str, str]]:
    """Name and figure of each measurement, in the order in which they are made."""
    command = [sys.executable, "-m", "tests.bench.queue"]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [(name, figure) for name, figure in json.loads(output)]


async def measured() -> list[tuple[str, str]]:
    """The same, measured in this process, whose memory should be fresh."""
    with tempfile.TemporaryDirectory(prefix="mediadl-bench-") as folder:
        path = Path(folder) / "queue.sqlite3"
        await _fill(path)
        before, tasks = _memory_mb(), Tasks()
        opened_s, store = await _timed(lambda: Store.open(path))
        pool = WorkerPool(["never started"], Path(folder), store.workers, tasks)
        engine = Engine(store, pool, Bus(), tasks)
        engine._scheduler._closed = True  # nothing may start: the links lead nowhere
        started_s, _ = await _timed(engine.start)
        rows = [
            (f"{JOBS:,} jobs: open and check the database", f"{1000 * opened_s:.0f} ms"),
            (f"{JOBS:,} jobs: load the queue", f"{1000 * started_s:.0f} ms"),
            (f"{JOBS:,} jobs: memory of the engine for them", f"{_memory_mb() - before:.0f} MB"),
            *await _changes(engine),
            *await _commands(engine),
            ("progress lines of workers to events", f"{await _events_per_s(engine):,.0f} a second"),
        ]
        backed_up_s, _ = await _timed(store.database.back_up)
        await engine.stop()
        await tasks.cancel_all()
        await store.close()
    return [*rows, (f"{JOBS:,} jobs: make a backup", f"{1000 * backed_up_s:.0f} ms")]


async def _fill(path: Path) -> None:
    store = await Store.open(path, keeps_backups=False)
    links = [f"https://example.com/watch?v={number:011}" for number in range(JOBS)]
    await store.jobs.append([a_job(url=link, title=f"A title as long as most: {link}") for link in links])
    await store.close()


async def _changes(engine: Engine) -> list[tuple[str, str]]:
    ids = [job.id for job in engine.jobs[:CHANGES]]

    async def change() -> None:
        for job_id in ids:
            await engine._queue.change(job_id, title="Another title")

    took_s, _ = await _timed(change)
    return [(f"{JOBS:,} jobs: one change saved and told", f"{1000 * took_s / CHANGES:.1f} ms")]


async def _commands(engine: Engine) -> list[tuple[str, str]]:
    ids = [job.id for job in engine.jobs]
    commands: dict[str, Callable[[], Awaitable[object]]] = {
        "pause all": lambda: engine.pause_many(ids),
        "resume all": lambda: engine.resume_many(ids),
        "cancel all": lambda: engine.cancel_many(ids),
        "retry all": lambda: engine.retry_many(ids),
        "move the last one to the top": lambda: engine.reorder(ids[-1:], ids[0]),
        "move half of them to the end": lambda: engine.reorder(ids[: JOBS // 2], None),
    }
    rows = []
    for name, command in commands.items():
        took_s, _ = await _timed(command)
        rows.append((f"{JOBS:,} jobs: {name}", f"{took_s:.2f} s"))
    return rows


async def _events_per_s(engine: Engine) -> float:
    job = a_job(JobState.RUNNING)
    await engine._queue.add([job])
    heard: list[JobProgressed] = []
    engine.bus.subscribe(JobProgressed, heard.append)
    progress = Progress(stage=Stage.DOWNLOADING, fraction=0.5, done_bytes=10, total_bytes=20, speed_bps=1e6)
    line = wire.encode(wire.ProgressMade(progress=progress))

    async def take_in() -> None:
        for _event in range(EVENTS):
            await engine._runner._take_in(job.id, wire.decode_message(line), RunKind.DOWNLOAD)

    took_s, _ = await _timed(take_in)
    assert len(heard) == EVENTS
    return EVENTS / took_s


async def _timed(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    began_s = time.perf_counter()
    result = await work()
    return time.perf_counter() - began_s, result


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measured())))
