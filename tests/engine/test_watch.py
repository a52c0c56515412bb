"""A run that gets nowhere loses its worker; one whose files grow keeps it."""

import asyncio
import sys
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.watchdog import Patience
from mediadl.engine.tasks import Tasks
from mediadl.engine.watch import Stalled, Watches
from mediadl.engine.worker_process import WorkerProcess

_HELLO = wire.encode(wire.Hello(version="0", engine_version="0", pid=1)).decode()
_SILENT = [sys.executable, "-c", f"print({_HELLO!r}, end='', flush=True); input(); input()"]
_IMPATIENT = Patience(extraction_s=0.3, download_s=0.3, processing_s=0.3)
_DOWNLOADING = wire.ProgressMade(progress=Progress(stage=Stage.DOWNLOADING, done_bytes=5))


@pytest.fixture
async def tasks():
    made = Tasks()
    yield made
    await made.cancel_all()


async def _hear_until_stalled(folder: Path | None, tasks: Tasks, *heard: wire.Message) -> str:
    watch = Watches(tasks, lambda: 0.0, _IMPATIENT).of(folder)
    worker = await WorkerProcess.start(_SILENT, Path.cwd(), tasks)

    async def converse() -> None:
        async with watch.over(worker):
            for message in heard:
                watch.hear(message)
            async for message in worker.ask(wire.Probe(url="https://example.com/")):
                watch.hear(message)

    with pytest.raises(Stalled) as stalled:
        await converse()
    await worker.end()
    return str(stalled.value)


async def test_a_worker_that_reads_a_page_for_ever_is_ended(tasks: Tasks) -> None:
    assert "extraction" in await _hear_until_stalled(None, tasks)


async def test_a_download_without_bytes_is_ended(tasks: Tasks, tmp_path: Path) -> None:
    assert "download" in await _hear_until_stalled(tmp_path, tasks, _DOWNLOADING)


async def test_a_download_whose_file_grows_lives(tasks: Tasks, tmp_path: Path) -> None:
    watch = Watches(tasks, lambda: 0.0, Patience(download_s=1.0)).of(tmp_path)
    worker = await WorkerProcess.start(_SILENT, tmp_path, tasks)
    async with watch.over(worker):
        watch.hear(_DOWNLOADING)
        for number in range(80):
            (tmp_path / "media.mp4.part").write_bytes(b"x" * number)
            await asyncio.sleep(0.02)
        assert worker.is_alive
    await worker.end()


async def test_what_ends_by_itself_is_no_stall(tasks: Tasks) -> None:
    watch = Watches(tasks, lambda: 0.0).of(None)
    worker = await WorkerProcess.start(_SILENT, Path.cwd(), tasks)
    with pytest.raises(ZeroDivisionError):
        async with watch.over(worker):
            raise ZeroDivisionError
    await worker.end()
