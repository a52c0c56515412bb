"""The fork server gives real workers, says when it is lost, and leaves them alone when it ends."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from mediadl import wire
from mediadl.engine import fork_server as module
from mediadl.engine.fork_server import ForkServer, forks_command
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import OWNER, WorkerLost, WorkerProcess, marked_environment
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fork server is for Linux")

TIMEOUT_S = 60.0


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ForkServer]:
    command = forks_command()
    assert command is not None
    started = await ForkServer.start(command, tmp_path, Tasks(), marked_environment("ours"))
    yield started
    await started.end()
    await started.end()


async def _worker(server: ForkServer, folder: Path) -> WorkerProcess:
    return await WorkerProcess.greeted(await server.fork(folder), Tasks())


async def test_a_fork_is_a_whole_worker(
    server: ForkServer, tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    await asyncio.wait_for(server.until_warm(), TIMEOUT_S)
    worker = await _worker(server, tmp_path)
    answer = [m async for m in worker.ask(wire.Probe(url=media_site.url("media/small.mp4")))]
    assert isinstance(answer[-1], wire.Finished)
    process = psutil.Process(worker.pid)
    assert (process.ppid(), os.getsid(worker.pid), process.nice()) == (server.pid, worker.pid, 10)
    assert f"{OWNER}=ours".encode() in Path(f"/proc/{worker.pid}/environ").read_bytes().split(b"\0")
    assert worker.engine_version.startswith("20")
    memory = process.memory_full_info()
    assert memory.uss < 0.5 * memory.rss, "it shares too little with the server"
    await worker.end()
    assert not worker.is_alive
    await asyncio.to_thread(psutil.wait_procs, [process], TIMEOUT_S)
    assert not psutil.pid_exists(worker.pid)


async def test_a_killed_worker_is_lost_and_no_loss_to_the_others(server: ForkServer, tmp_path: Path) -> None:
    first, second = await asyncio.gather(_worker(server, tmp_path), _worker(server, tmp_path))
    answer = first.ask(wire.Probe(url="http://127.0.0.1:9/"))
    os.kill(first.pid, signal.SIGKILL)
    with pytest.raises(WorkerLost):
        [message async for message in answer]
    await asyncio.wait_for(first.end(), TIMEOUT_S)
    assert (first.is_alive, second.is_alive, server.is_alive) == (False, True, True)
    await second.end()


async def test_workers_outlive_their_server(
    server: ForkServer, tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    worker = await _worker(server, tmp_path)
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(WorkerLost):
        await server.fork(tmp_path)
    assert not server.is_alive
    answer = [m async for m in worker.ask(wire.Probe(url=media_site.url("media/small.mp4")))]
    assert isinstance(answer[-1], wire.Finished)
    await asyncio.wait_for(worker.end(), TIMEOUT_S)
    assert not worker.is_alive


async def test_a_server_that_cannot_serve_is_lost_with_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no yt-dlp here')"]
    server = await ForkServer.start(command, tmp_path, Tasks(), os.environ)
    with pytest.raises(WorkerLost, match="no yt-dlp here"):
        await server.fork(tmp_path)
    await asyncio.wait_for(server.until_warm(), TIMEOUT_S)
    await server.end()


async def test_a_command_that_is_not_there_is_lost(tmp_path: Path) -> None:
    with pytest.raises(WorkerLost, match="cannot be started"):
        await ForkServer.start([str(tmp_path / "none")], tmp_path, Tasks(), os.environ)


async def test_a_silent_server_is_lost_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ANSWER_TIMEOUT_S", 0.1)
    server = await ForkServer.start(["sleep", "60"], tmp_path, Tasks(), os.environ)
    with pytest.raises(WorkerLost, match="does not answer"):
        await server.fork(tmp_path)
    await asyncio.wait_for(server.end(), TIMEOUT_S)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_there_is_none(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert forks_command() is None


def test_without_pidfds_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_pid: int) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "pidfd_open", refused)
    assert forks_command() is None
