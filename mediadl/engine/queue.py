"""The queue: the one place where jobs are changed. Every change is saved first, then published."""

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from mediadl.domain.errors import NotAllowed, StoreUnusable, UnknownJob, UserError
from mediadl.domain.events import JobAdded, JobChanged, JobRemoved, QueueReordered, SaveFailed
from mediadl.domain.job import DELIVERED_STATES, Job, JobState, check_transition, moved
from mediadl.engine.bus import Bus
from mediadl.store.jobs import JobStore

T = TypeVar("T")
Target = tuple[JobState, dict[str, Any]]
"""A state to bring a job into, and the other fields that change with it."""

_TELLING_S = 0.008
"""How long changes are told before the loop gets its turn: half a frame, so that no window stops."""


@dataclass(frozen=True)
class Removed:
    """A job that was taken out, and where it stood."""

    job: Job
    before: str | None
    """Id of the next job that stayed, None at the end."""


class JobQueue:
    """Jobs in their order. Changes are serialised, so that each starts from what the last one left."""

    def __init__(self, store: JobStore, bus: Bus) -> None:
        self._store = store
        self._bus = bus
        self._jobs: dict[str, Job] = {}
        self._lock = asyncio.Lock()
        self._unsaved: dict[str, tuple[Job, bool]] = {}
        """Jobs that are to be saved, and whether they enter the history; several after a full disk."""
        self._undeleted: set[str] = set()
        """Ids of jobs that are gone, but not from the disk."""

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

    def able(
        self,
        job_ids: Iterable[str],
        target: Callable[[Job], JobState],
        already: Collection[JobState] = (),
    ) -> list[str]:
        """Those of the jobs that may go into the state that `target` names and are in none of `already`.

        Raises:
            UnknownJob, NotAllowed: the first one's reason, when none may and none is.
        """
        able: list[str] = []
        refusal: UserError | None = None
        content = False
        for job_id in dict.fromkeys(job_ids):
            try:
                job = self.get(job_id)
                content = content or job.state in already
                if job.state not in already:
                    check_transition(job, target(job))
                    able.append(job_id)
            except (UnknownJob, NotAllowed) as error:
                refusal = refusal or error
        if refusal is not None and not able and not content:
            raise refusal
        return able

    async def load(self, restored: Callable[[Job], Job]) -> None:
        """Take in what the last run left, each job through `restored`; nothing is published."""
        jobs = [restored(job) for job in await self._store.load()]
        self._jobs = {job.id: job for job in jobs}

    async def add(self, jobs: Sequence[Job], *, instead_of: str | None = None) -> None:
        """Append jobs; `instead_of` is removed in the same breath.

        Raises:
            UnknownJob: `instead_of` was removed meanwhile, and nothing was added.
        """
        await _whole(self._add(jobs, instead_of))

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

    async def move_many(self, job_ids: Iterable[str], target: Callable[[Job], Target]) -> tuple[Job, ...]:
        """Bring jobs into the states that `target` names, in one transaction; returns those that moved.

        Ids that are gone and jobs whose state does not allow it are skipped.
        """
        now = datetime.now(UTC)

        def new(job: Job) -> Job:
            state, fields = target(job)
            return moved(job, state, now, **fields)

        return await _whole(self._change_many(job_ids, new))

    async def change_many(self, job_ids: Iterable[str], **changes: Any) -> tuple[Job, ...]:
        """Change other fields than the state, in one transaction; ids that are gone are skipped."""
        return await _whole(self._change_many(job_ids, lambda job: dataclasses.replace(job, **changes)))

    async def remove(self, job_ids: Sequence[str]) -> tuple[Removed, ...]:
        """Delete jobs, in one transaction; ids that are gone are skipped. Returns them in queue order."""
        return await _whole(self._remove(set(job_ids)))

    async def put_back(self, removed: Sequence[Removed]) -> None:
        """Undo a removal: each job stands again in front of the one that followed it, or at the end."""
        jobs = [gone.job for gone in removed if gone.job.id not in self._jobs]
        await self.add(jobs)
        followers: dict[str | None, list[str]] = {}
        for gone in removed:
            followers.setdefault(gone.before, []).append(gone.job.id)
        for before, job_ids in followers.items():
            if before in self._jobs:
                await self.reorder(job_ids, before)

    async def settled(self) -> None:
        """Wait until the changes that have begun are made."""
        async with self._lock:
            return

    async def save_all(self) -> None:
        """Save every job once more, in a database that may have none of them, or others.

        Raises:
            StoreUnusable: it cannot be written.
        """
        async with self._lock:
            await self._store.rewrite(list(self._jobs.values()))
            self._unsaved.clear()
            self._undeleted.clear()

    async def reorder(self, job_ids: Sequence[str], before: str | None) -> None:
        """Put these jobs, in the given order, in front of `before`, or at the end for None."""
        await _whole(self._reorder(job_ids, before))

    # --- inside: each of these runs to its end, whatever becomes of the caller ------------------------------

    async def _add(self, jobs: Sequence[Job], instead_of: str | None) -> None:
        async with self._lock:
            replaced = self.get(instead_of) if instead_of else None
            if replaced is None:
                await self._store.append(jobs)
            else:
                await self._store.replace(replaced.id, jobs)
                del self._jobs[replaced.id]
            self._jobs.update({job.id: job for job in jobs})
            # Put back after a removal that a full disk kept from being saved.
            self._undeleted.difference_update(job.id for job in jobs)
        if replaced is not None:
            self._bus.publish(JobRemoved(replaced))
        began_s = time.perf_counter()
        for job in jobs:
            self._bus.publish(JobAdded(job))
            if time.perf_counter() - began_s > _TELLING_S:
                await asyncio.sleep(0)
                began_s = time.perf_counter()

    async def _remove(self, job_ids: set[str]) -> tuple[Removed, ...]:
        async with self._lock:
            removed = _with_followers(self._jobs.values(), job_ids)
            for gone in removed:
                del self._jobs[gone.job.id]
                self._unsaved.pop(gone.job.id, None)
                self._undeleted.add(gone.job.id)
            await self._save_changes()
        for gone in removed:
            self._bus.publish(JobRemoved(gone.job))
        return removed

    async def _reorder(self, job_ids: Sequence[str], before: str | None) -> None:
        async with self._lock:
            moving = [job_id for job_id in dict.fromkeys(job_ids) if job_id in self._jobs]
            taken = set(moving)
            rest = [job_id for job_id in self._jobs if job_id not in taken]
            at = rest.index(before) if before in rest else len(rest)
            order = [*rest[:at], *moving, *rest[at:]]
            if order == list(self._jobs):
                return
            await self._store.move(moving, rest[at] if at < len(rest) else None)
            self._jobs = {job_id: self._jobs[job_id] for job_id in order}
        self._bus.publish(QueueReordered(tuple(order)))

    async def _replace(self, job_id: str, new: Callable[[Job], Job]) -> Job:
        return await _whole(self._replace_now(job_id, new))

    async def _replace_now(self, job_id: str, new: Callable[[Job], Job]) -> Job:
        async with self._lock:
            before = self.get(job_id)
            job = new(before)
            self._note_unsaved(job, before)
            await self._save_changes()
            self._jobs[job_id] = job
            self._bus.publish(JobChanged(job, before))
        return job

    async def _change_many(self, job_ids: Iterable[str], new: Callable[[Job], Job]) -> tuple[Job, ...]:
        async with self._lock:
            changes = _changed((self._jobs[each] for each in job_ids if each in self._jobs), new)
            for job, before in changes:
                self._note_unsaved(job, before)
            await self._save_changes()
            began_s = time.perf_counter()
            for job, before in changes:
                self._jobs[job.id] = job
                self._bus.publish(JobChanged(job, before))
                if time.perf_counter() - began_s > _TELLING_S:
                    await asyncio.sleep(0)
                    began_s = time.perf_counter()
        return tuple(job for job, _before in changes)

    def _note_unsaved(self, job: Job, before: Job) -> None:
        completes = job.state in DELIVERED_STATES and before.state is not job.state and not job.is_had
        _, completed = self._unsaved.get(job.id, (job, False))
        self._unsaved[job.id] = (job, completes or completed)

    async def _save_changes(self) -> None:
        """Save what changed. A job that fails because the disk is full must still be seen to fail."""
        try:
            if self._unsaved:
                await self._store.save_many(list(self._unsaved.values()))
                self._unsaved.clear()
            if self._undeleted:
                await self._store.delete(sorted(self._undeleted))
                self._undeleted.clear()
        except StoreUnusable as error:
            self._bus.publish(SaveFailed(str(error)))


async def _whole(change: Coroutine[Any, Any, T]) -> T:
    """Make a change to its end, even when whoever asked for it is cancelled while it is being saved.

    Otherwise it would be on the disk and never be told. `settled` waits for what then goes on alone.
    """
    return await asyncio.shield(change)


def _changed(jobs: Iterable[Job], new: Callable[[Job], Job]) -> list[tuple[Job, Job]]:
    """Each job that may become what `new` says, as it will be and as it was."""
    changes: list[tuple[Job, Job]] = []
    for before in jobs:
        with contextlib.suppress(NotAllowed):
            changes.append((new(before), before))
    return changes


def _with_followers(jobs: Iterable[Job], removed_ids: set[str]) -> tuple[Removed, ...]:
    """Those of the jobs that are removed, each with the next one that stays."""
    removed: list[Removed] = []
    before: str | None = None
    for job in reversed(list(jobs)):
        if job.id in removed_ids:
            removed.append(Removed(job, before))
        else:
            before = job.id
    return tuple(reversed(removed))
