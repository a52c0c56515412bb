"""The queue: the one place where jobs are changed. Every change is saved first, then published."""

import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from mediadl.domain.errors import StoreUnusable, UnknownJob
from mediadl.domain.events import JobAdded, JobChanged, JobRemoved, QueueReordered, SaveFailed
from mediadl.domain.job import Job, JobState, moved
from mediadl.engine.bus import Bus
from mediadl.store.jobs import JobStore


class JobQueue:
    """Jobs in their order. Changes are serialised, so that each starts from what the last one left."""

    def __init__(self, store: JobStore, bus: Bus) -> None:
        self._store = store
        self._bus = bus
        self._jobs: dict[str, Job] = {}
        self._lock = asyncio.Lock()
        self._unsaved: dict[str, tuple[Job, bool]] = {}
        """Jobs that are to be saved, and whether they enter the history; several after a full disk."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs in queue order."""
        return tuple(self._jobs.values())

    def get(self, job_id: str) -> Job:
        """Find a job.

        Raises:
            UnknownJob: it was removed.
        """
        try:
            return self._jobs[job_id]
        except KeyError:
            raise UnknownJob("This download is no longer in the queue.") from None

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._jobs

    async def load(self, restored: Callable[[Job], Job]) -> None:
        """Take in what the last run left, each job through `restored`; nothing is published."""
        jobs = [restored(job) for job in await self._store.load()]
        self._jobs = {job.id: job for job in jobs}

    async def add(self, jobs: Sequence[Job], *, instead_of: str | None = None) -> None:
        """Append jobs; `instead_of` is removed in the same breath.

        Raises:
            UnknownJob: `instead_of` was removed meanwhile, and nothing was added.
        """
        async with self._lock:
            replaced = self.get(instead_of) if instead_of else None
            if replaced is None:
                await self._store.append(jobs)
            else:
                await self._store.replace(replaced.id, jobs)
                del self._jobs[replaced.id]
            self._jobs.update({job.id: job for job in jobs})
        if replaced is not None:
            self._bus.publish(JobRemoved(replaced))
        for job in jobs:
            self._bus.publish(JobAdded(job))

    async def move_to(self, job_id: str, state: JobState, **changes: Any) -> Job:
        """Bring a job into another state, with other fields along.

        Raises:
            UnknownJob: it was removed.
            NotAllowed: it is in a state that does not allow this.
        """
        return await self._replace(job_id, lambda job: moved(job, state, datetime.now(UTC), **changes))

    async def change(self, job_id: str, **changes: Any) -> Job:
        """Change other fields than the state.

        Raises:
            UnknownJob: it was removed.
        """
        return await self._replace(job_id, lambda job: dataclasses.replace(job, **changes))

    async def remove(self, job_id: str) -> Job:
        """Delete a job.

        Raises:
            UnknownJob: it was removed before.
        """
        async with self._lock:
            job = self.get(job_id)
            await self._store.delete([job_id])
            del self._jobs[job_id]
            self._unsaved.pop(job_id, None)
        self._bus.publish(JobRemoved(job))
        return job

    async def reorder(self, job_ids: Sequence[str], before: str | None) -> None:
        """Put these jobs, in the given order, in front of `before`, or at the end for None."""
        async with self._lock:
            moving = [job_id for job_id in dict.fromkeys(job_ids) if job_id in self._jobs]
            rest = [job_id for job_id in self._jobs if job_id not in set(moving)]
            at = rest.index(before) if before in rest else len(rest)
            order = [*rest[:at], *moving, *rest[at:]]
            await self._store.save_order(order)
            self._jobs = {job_id: self._jobs[job_id] for job_id in order}
        self._bus.publish(QueueReordered(tuple(order)))

    async def _replace(self, job_id: str, new: Callable[[Job], Job]) -> Job:
        async with self._lock:
            before = self.get(job_id)
            job = new(before)
            completes = job.state is JobState.COMPLETED and before.state is not JobState.COMPLETED
            _, completed = self._unsaved.get(job_id, (job, False))
            self._unsaved[job_id] = (job, completes or completed)
            await self._save_changes()
            self._jobs[job_id] = job
        self._bus.publish(JobChanged(job, before))
        return job

    async def _save_changes(self) -> None:
        """Save what changed. A job that fails because the disk is full must still be seen to fail."""
        try:
            for job_id, (job, completes) in list(self._unsaved.items()):
                await self._store.save(job, to_history=completes)
                del self._unsaved[job_id]
        except StoreUnusable as error:
            self._bus.publish(SaveFailed(str(error)))
