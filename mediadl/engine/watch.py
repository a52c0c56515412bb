"""Looks after one run with `domain.watchdog` and ends its worker when it no longer gets anywhere."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from mediadl import wire
from mediadl.domain.media import Media
from mediadl.domain.watchdog import Patience, Watchdog
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, WorkerProcess

BlockTime = Callable[[], float]


class Stalled(Exception):
    """The worker was ended because it was quiet for too long; the text says in which part."""


class Watch:
    """One run's. It is to be told every message of the worker (`hear`)."""

    def __init__(self, tasks: Tasks, patience: Patience, folder: Path | None, block_s: BlockTime) -> None:
        """`folder` holds the job's files, if it has any; `block_s` is `domain.watchdog.slowest_block_s`."""
        self._tasks = tasks
        self._patience = patience
        self._folder = folder
        self._block_s = block_s
        self._dog = Watchdog(patience, _now_s())
        self._quiet_part: str | None = None

    def hear(self, message: wire.Message) -> None:
        """Take in a sign of life."""
        self._dog.hear_line(_now_s())
        match message:
            case wire.ProgressMade(progress=progress):
                self._dog.hear_progress(progress, _now_s())
            case wire.Probed(found=Media(is_live=True)):
                self._dog.hear_live()

    @asynccontextmanager
    async def over(self, worker: WorkerProcess) -> AsyncIterator[None]:
        """Watch the worker while the block runs.

        Raises:
            Stalled: it was ended for being quiet; whatever the block made of that is its context.
        """
        watching = self._tasks.spawn(self._look(worker), name=f"watch worker {worker.pid}")
        try:
            yield
        except WorkerLost as lost:
            if self._quiet_part is None:
                raise
            raise Stalled(f"Nothing happened any more in the {self._quiet_part}.") from lost
        finally:
            watching.cancel()

    async def _look(self, worker: WorkerProcess) -> None:
        while worker.is_alive:
            await asyncio.sleep(self._patience.look_every_s)
            part = self._dog.quiet_part(_now_s(), self._block_s())
            if part is not None and not await self._files_live(part):
                self._quiet_part = part
                await worker.end()

    async def _files_live(self, part: str) -> bool:
        if self._folder is None or part == "extraction":
            return False
        return self._dog.files_live(await asyncio.to_thread(_bytes_in, self._folder), _now_s())


class Watches:
    """Makes the watch of each run."""

    def __init__(self, tasks: Tasks, block_s: BlockTime, patience: Patience | None = None) -> None:
        self._tasks = tasks
        self._block_s = block_s
        self.patience = patience or Patience()

    def of(self, folder: Path | None) -> Watch:
        """A watch for one run, whose files lie in the folder."""
        return Watch(self._tasks, self.patience, folder, self._block_s)


def _bytes_in(folder: Path) -> int:
    """Size of the files in the folder, those in its folders too."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):  # it has just been moved
            total += path.stat().st_size
    return total


def _now_s() -> float:
    return asyncio.get_running_loop().time()
