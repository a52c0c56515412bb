"""Deletes the files of jobs whose clients do not want them kept, when their time is over."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from mediadl.domain.errors import UnknownJob
from mediadl.domain.events import JobAdded, JobChanged
from mediadl.domain.job import Job
from mediadl.domain.retention import deletable, due_at
from mediadl.engine.bus import Bus
from mediadl.engine.queue import JobQueue
from mediadl.engine.tasks import Tasks

_LONGEST_NAP_S = 60.0
"""The wall clock is looked at again after this: it may be set, and the computer may have slept."""
_SLACK_S = 60.0
"""A file that was written so long after its job had ended has been changed by somebody else."""

_log = logging.getLogger(__name__)


class Retention:
    """One for an engine; what fell due while nothing ran goes at the start. A job stays, without files."""

    def __init__(self, queue: JobQueue, bus: Bus, tasks: Tasks) -> None:
        self._queue = queue
        self._tasks = tasks
        self._bus = bus
        self._news = asyncio.Event()
        self._unsubscribers: list[Callable[[], None]] = []
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Delete what is due, from now on; the queue is loaded."""
        self._unsubscribers = [
            self._bus.subscribe(JobChanged, lambda event: self._follow(event.job)),
            self._bus.subscribe(JobAdded, lambda event: self._follow(event.job)),
        ]
        for job in self._queue.jobs:
            self._follow(job)

    def close(self) -> None:
        """Delete nothing any more."""
        for unsubscribe in self._unsubscribers:
            unsubscribe()
        if self._task is not None:
            self._task.cancel()

    def _follow(self, job: Job) -> None:
        if due_at(job) is None:
            return
        self._news.set()
        if self._task is None or self._task.done():
            self._task = self._tasks.spawn(self._run(), name="delete what is not to be kept")

    async def _run(self) -> None:
        while (wait_s := await self._delete_due()) is not None:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(wait_s, _LONGEST_NAP_S)):
                    await self._news.wait()

    async def _delete_due(self) -> float | None:
        """Delete what is due; seconds until something is again, or None when nothing will be."""
        now = datetime.now(UTC)
        due = [(at, job) for job in self._queue.jobs if (at := due_at(job)) is not None]
        for at, job in due:
            if at <= now:
                await self._delete(job)
        later = [(at - now).total_seconds() for at, _job in due if at > now]
        return min(later, default=None)

    async def _delete(self, job: Job) -> None:
        paths = deletable(job, self._queue.jobs)
        await asyncio.to_thread(_delete_files, paths, job.finished_at)
        with contextlib.suppress(UnknownJob):  # it was removed meanwhile
            await self._queue.change(job.id, files=())


def _delete_files(paths: Iterable[str], written_by: datetime | None) -> None:
    last_s = (written_by.timestamp() if written_by else 0.0) + _SLACK_S
    for path in map(Path, paths):
        try:
            if path.is_symlink() or not path.is_file() or path.stat().st_mtime > last_s:
                _log.info("a file was changed since it was delivered and is kept")
                continue
            path.unlink()
        except OSError as error:
            _log.info("a file that is not to be kept could not be deleted: %s", error.strerror)
