"""Worker processes, kept warm and used again: importing yt-dlp costs more than most downloads."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from mediadl.domain.errors import StoreUnusable
from mediadl.engine.orphans import end_orphans, record_of
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, WorkerProcess
from mediadl.engine.worker_starter import WorkerStarter
from mediadl.store.workers import WorkerStore

MAX_REQUESTS = 40
MAX_MEMORY_BYTES = 300_000_000
IDLE_S = 120.0
MAX_IDLE = 4
SPARE_AFTER_S = 1.0
"""The worker that was taken gets so much time to itself before its successor starts."""


class WorkerPool:
    """Hands out workers and takes them back. How many run at once is the scheduler's business."""

    def __init__(
        self,
        command: Sequence[str],
        cwd: Path,
        records: WorkerStore,
        tasks: Tasks,
        *,
        forks: Sequence[str] | None = None,
    ) -> None:
        """`command` starts a worker, `forks` a server that forks them where there can be one."""
        self._starter = WorkerStarter(command, forks, cwd, records, tasks)
        self._records = records
        self._tasks = tasks
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self._closed = False
        self._most: Callable[[], int] | None = None
        self._spare_is_due = False
        self._starting = 0
        self._started = 0
        self.engine_version = ""
        """yt-dlp's version, once a worker has said hello."""

    async def end_orphans(self) -> list[int]:
        """End the workers of a run that was killed; call it before the first `acquire`."""
        records = await self._records.load()
        ended = await asyncio.to_thread(end_orphans, records, self._records.owner)
        for record in records:
            await self._records.delete(record.pid)
        return ended

    async def prewarm(self, most: Callable[[], int] | None = None) -> None:
        """Have one worker ready; with `most` also later, whenever one is taken and fewer than that run."""
        self._most = most
        await self._starter.until_warm()
        are_enough = most is not None and len(self._all) + self._starting >= most()
        if not (self._idle or self._closed or are_enough):
            self.release(await self._start())

    async def acquire(self) -> WorkerProcess:
        """A worker that is free, a new one if need be.

        Raises:
            WorkerLost: it could not be started.
        """
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                self._order_spare()
                return worker
            await self.discard(worker)
        return await self._start()

    def release(self, worker: WorkerProcess) -> None:
        """Take back a worker that has answered its request."""
        worn = worker.requests_answered >= MAX_REQUESTS or worker.memory_bytes > MAX_MEMORY_BYTES
        if self._closed or worn or worker.knows_secrets or not worker.is_alive or len(self._idle) >= MAX_IDLE:
            self._tasks.spawn(self.discard(worker), name=f"end worker {worker.pid}")
            return
        self._idle.append(worker)
        self._tasks.spawn(self._expire(worker, worker.requests_answered), name=f"expire worker {worker.pid}")

    async def discard(self, worker: WorkerProcess) -> None:
        """End a worker, whatever it is doing."""
        if worker in self._idle:
            self._idle.remove(worker)
        await worker.end()
        if worker in self._all:
            self._all.remove(worker)
            with contextlib.suppress(StoreUnusable):  # a record too many is checked at the next start
                await self._records.delete(worker.pid)
            if not self._all and not self._closed:
                self._tasks.spawn(self._rest(self._started), name="end the fork server")

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        await asyncio.gather(*(self.discard(worker) for worker in tuple(self._all)))
        await self._starter.close()

    def _order_spare(self) -> None:
        if self._most is not None and not self._idle and not self._spare_is_due:
            self._spare_is_due = True
            self._tasks.spawn(self._start_spare(self._most), name="start a spare worker")

    async def _start_spare(self, most: Callable[[], int]) -> None:
        try:
            await asyncio.sleep(SPARE_AFTER_S)
            if not self._idle and not self._closed and len(self._all) + self._starting < most():
                with contextlib.suppress(WorkerLost):  # whoever needs one will be told why there is none
                    self.release(await self._start())
        finally:
            self._spare_is_due = False

    async def _start(self) -> WorkerProcess:
        self._starting += 1
        self._started += 1
        try:
            worker = await self._starter.start()
            self._all.add(worker)
        finally:
            self._starting -= 1
        self.engine_version = worker.engine_version
        try:
            with contextlib.suppress(StoreUnusable):  # on a full disk it still works, only unrecorded
                await self._records.add(record_of(worker.pid))
        except BaseException:
            await self.discard(worker)
            raise
        return worker

    async def _expire(self, worker: WorkerProcess, answered: int) -> None:
        await asyncio.sleep(IDLE_S)
        if worker in self._idle and worker.requests_answered == answered:
            await self.discard(worker)

    async def _rest(self, started: int) -> None:
        """What only makes workers is not needed when there has been none for a while."""
        await asyncio.sleep(IDLE_S)
        if started == self._started and not self._all:
            await self._starter.rest()
