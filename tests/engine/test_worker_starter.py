"""Workers come from a fork server while there is one, else in another way, and none outlives the engine."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from mediadl import wire
from mediadl.domain.job import JobState
from mediadl.engine import pool as pool_module
from mediadl.engine.fork_server import forks_command
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import worker_command
from mediadl.engine.worker_starter import MOST_FAILURES, WorkerStarter
from mediadl.store.store import Store
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import fork_servers, living_workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fork server is for Linux")

TIMEOUT_S = 60.0
_HELLO = wire.encode(wire.Hello(version="", engine_version="plain", pid=0)).decode()
_PLAIN = [sys.executable, "-S", "-c", f"import sys; print({_HELLO!r}, flush=True); sys.stdin.read()"]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "starter.sqlite3")
    yield opened
    await opened.close()


@asynccontextmanager
async def _starter(store: Store, forks: list[str] | None, folder: Path) -> AsyncIterator[WorkerStarter]:
    tasks = Tasks()
    opened = WorkerStarter(_PLAIN, forks, folder / "cache", store.workers, tasks)
    yield opened
    await opened.close()
    await tasks.cancel_all()


async def test_a_server_is_started_once_recorded_and_started_again_when_it_was_lost(
    store: Store, tmp_path: Path
) -> None:
    async with _starter(store, forks_command(), tmp_path) as starter:
        workers = await asyncio.gather(starter.start(), starter.start())
        (first,) = fork_servers()
        assert [record.pid for record in await store.workers.load()] == [first]
        assert {psutil.Process(worker.pid).ppid() for worker in workers} == {first}
        os.kill(first, signal.SIGKILL)
        (tmp_path / "cache").rmdir()
        workers.append(await starter.start())
        if workers[-1].engine_version == "plain":  # the loss was noticed only when it was asked
            workers.append(await starter.start())
        (second,) = fork_servers()
        assert psutil.Process(workers[-1].pid).ppid() == second != first
        assert psutil.Process(workers[-1].pid).cwd() == str(tmp_path / "cache")
        for worker in workers:
            await worker.end()
    assert fork_servers() == []
    assert await store.workers.load() == []


@pytest.mark.parametrize("words", ["sys.exit('broken')", "os.write(0, b'nonsense'); sys.stdin.read()"])
async def test_what_cannot_fork_is_tried_a_few_times_and_costs_no_worker(
    words: str, store: Store, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    program = f"import os, sys; open({str(trace)!r}, 'a').write('x'); {words}"
    async with _starter(store, [sys.executable, "-S", "-c", program], tmp_path) as starter:
        for _number in range(MOST_FAILURES + 2):
            worker = await starter.start()
            assert worker.engine_version == "plain"
            await worker.end()
    assert trace.read_text() == "x" * MOST_FAILURES


async def test_the_server_ends_when_there_was_no_worker_for_a_while(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "IDLE_S", 0.05)
    tasks = Tasks()
    pool = WorkerPool(worker_command(), tmp_path, store.workers, tasks, forks=forks_command())
    await pool.prewarm()
    async with asyncio.timeout(TIMEOUT_S):
        while await store.workers.load() or fork_servers():
            await asyncio.sleep(0.02)
    worker = await pool.acquire()
    assert worker.is_alive
    assert len(fork_servers()) == 1
    await pool.close()
    await tasks.cancel_all()
    assert fork_servers() == []


async def test_a_server_that_dies_in_mid_download_costs_nothing(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path, automatic_retries=0) as watched:
        job = await watched.engine.add(media_site.url("media/av480.mp4", rate=2_000_000))
        await watched.until(lambda: any(p.done_bytes for p in watched.progress_of(job.id)))
        os.kill(fork_servers()[0], signal.SIGKILL)
        other = await watched.engine.add(media_site.url("item/other/small.mp4"))
        ended = [await watched.until_ended(each.id) for each in (job, other)]
        assert [each.state for each in ended] == [JobState.COMPLETED] * 2
        assert set(watched.states_of(job.id)) == {JobState.RUNNING, JobState.COMPLETED}


def test_nothing_outlives_a_killed_engine(tmp_path: Path, media_site: MediaSiteProcess) -> None:
    program = (
        "import asyncio, sys; from pathlib import Path; from tests.helpers.engines import running_engine\n"
        "async def main():\n"
        "    async with running_engine(Path(sys.argv[1])) as watched:\n"
        "        job = await watched.engine.add(sys.argv[2])\n"
        "        await watched.until(lambda: any(p.done_bytes for p in watched.progress_of(job.id)))\n"
        "        print('on its way', flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(main())"
    )
    link = media_site.url("media/av480.mp4", rate=100_000)
    command = [sys.executable, "-c", program, str(tmp_path), link]
    engine = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE)
    assert engine.stdout is not None
    assert engine.stdout.readline() == b"on its way\n"
    below = psutil.Process(engine.pid).children(recursive=True)
    assert (len(fork_servers(engine.pid)), len(living_workers(engine.pid))) == (1, 1)
    engine.kill()
    engine.wait()
    engine.stdout.close()
    assert psutil.wait_procs(below, timeout=TIMEOUT_S)[1] == []
