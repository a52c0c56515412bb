"""A worker answers, says when it is lost, and ends with everything it has started."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from mediadl import wire
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, WorkerProcess, worker_command, worker_environment
from tests.helpers.media_site import MediaSiteProcess


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[WorkerProcess]:
    started = await WorkerProcess.start(worker_command(), tmp_path, Tasks())
    yield started
    await started.end()


def _speaking(program: str) -> list[str]:
    """A process that is no worker of ours."""
    return [sys.executable, "-c", program]


async def test_it_says_hello_with_the_version_of_yt_dlp(worker: WorkerProcess) -> None:
    assert worker.engine_version.startswith("20")
    assert worker.is_alive
    assert worker.memory_bytes > 10_000_000


async def test_it_answers_one_request_after_the_other(
    worker: WorkerProcess, media_site: MediaSiteProcess
) -> None:
    for _ in range(2):
        answer = [m async for m in worker.ask(wire.Probe(url=media_site.url("media/small.mp4")))]
        assert isinstance(answer[-1], wire.Finished)
        assert any(isinstance(message, wire.Probed) for message in answer)
    assert worker.requests_answered == 2


async def test_a_killed_worker_is_lost_in_mid_request(
    worker: WorkerProcess, media_site: MediaSiteProcess
) -> None:
    answer = worker.ask(wire.Probe(url=media_site.url("media/small.mp4", delay=5000)))
    os.kill(worker.pid, 9)
    with pytest.raises(WorkerLost):
        await anext(answer)


async def test_a_process_that_ends_at_once_is_lost_with_its_last_words(tmp_path: Path) -> None:
    command = _speaking("import sys; sys.exit('no yt-dlp here')")
    with pytest.raises(WorkerLost, match="no yt-dlp here"):
        await WorkerProcess.start(command, tmp_path, Tasks())


async def test_a_process_that_speaks_nonsense_is_lost(tmp_path: Path) -> None:
    command = _speaking("print('hello?', flush=True); import time; time.sleep(60)")
    with pytest.raises(WorkerLost, match="unreadable"):
        await WorkerProcess.start(command, tmp_path, Tasks())


async def test_ending_a_worker_ends_its_children_and_may_be_asked_twice(tmp_path: Path) -> None:
    hello = wire.encode(wire.Hello(version="0", engine_version="0", pid=1)).decode()
    program = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"print({hello!r}, end='', flush=True); time.sleep(60)"
    )
    worker = await WorkerProcess.start(_speaking(program), tmp_path, Tasks())
    (child,) = psutil.Process(worker.pid).children()
    await worker.end()
    await worker.end()
    assert psutil.wait_procs([child], timeout=60)[0] == [child]


async def test_a_worker_ends_when_the_engine_closes_its_stdin(tmp_path: Path) -> None:
    worker = await WorkerProcess.start(worker_command(), tmp_path, Tasks())
    assert worker._process.stdin is not None
    worker._process.stdin.close()
    await asyncio.wait_for(worker._process.wait(), 60)
    assert not worker.is_alive
    await worker.end()


def test_a_frozen_program_hides_its_library_path_from_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_environment({"LD_LIBRARY_PATH": "/bundle", "HOME": "/home/me"}) == {"HOME": "/home/me"}
    assert worker_command()[0].endswith("mediadl-worker")
