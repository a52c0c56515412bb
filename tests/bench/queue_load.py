"""The queue's 10,000 jobs at the start: time and memory, against reading the same rows with sqlite3 alone."""

import asyncio
import json
import sqlite3
import sys
import time
from pathlib import Path

import psutil

from mediadl.engine.bus import Bus
from mediadl.engine.queue import JobQueue
from mediadl.store.store import Store
from tests.bench.contest import in_turns
from tests.bench.queue import JOBS, _fill
from tests.bench.site import Site
from tests.bench.table import Row

_ROOT = Path(__file__).parents[2]


async def queue_load(_site: Site, scratch: Path, rounds: int) -> list[Row]:
    """Each run is a process of its own."""
    path = scratch / "queue.sqlite3"
    await _fill(path)
    took: dict[str, list[float]] = {"ours": [], "peer": []}

    async def run(side: str) -> float:
        command = (sys.executable, "-m", "tests.bench.queue_load", side, str(path))
        child = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdout=asyncio.subprocess.PIPE)
        output, _ = await child.communicate()
        took_s, memory_mb = json.loads(output)
        took[side].append(1000 * took_s)
        return float(memory_mb)

    memory = await in_turns({side: lambda side=side: run(side) for side in took}, rounds)
    command = "sqlite3: SELECT * FROM jobs, each row a dict"
    return [
        Row(f"queue of {JOBS:,} jobs: load", "ms", took["ours"], took["peer"], command),
        Row(f"queue of {JOBS:,} jobs: memory", "MB", memory["ours"], memory["peer"], command),
    ]


async def _ours(path: Path) -> JobQueue:
    store = await Store.open(path, keeps_backups=False)
    queue = JobQueue(store.jobs, Bus())
    await queue.load(lambda job: job)
    assert len(queue.jobs) == JOBS
    await store.close()
    return queue


def _peer(path: Path) -> list[dict[str, object]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM jobs")]
    connection.close()
    assert len(rows) == JOBS
    return rows


def main(side: str, path: Path) -> None:
    """Load once and print seconds and megabytes."""
    before, began_s = psutil.Process().memory_info().rss, time.perf_counter()
    kept = asyncio.run(_ours(path)) if side == "ours" else _peer(path)
    took_s, after = time.perf_counter() - began_s, psutil.Process().memory_info().rss
    print(json.dumps([took_s, (after - before) / 1e6]))
    del kept


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
