"""Ends a batch that is to stop at its first failure; how many of it run at once is `domain.schedule`'s."""

import contextlib
from collections.abc import Awaitable, Callable, Sequence

from mediadl.domain.errors import UserError
from mediadl.domain.events import JobAdded, JobChanged
from mediadl.domain.job import CANCELLABLE_STATES, Job, JobState
from mediadl.engine.bus import Bus
from mediadl.engine.tasks import Tasks


class BatchEnds:
    """Listens to the jobs; `cancel` ends some of them."""

    def __init__(
        self,
        bus: Bus,
        tasks: Tasks,
        jobs: Callable[[], Sequence[Job]],
        cancel: Callable[[Sequence[str]], Awaitable[None]],
    ) -> None:
        self._tasks, self._jobs, self._cancel = tasks, jobs, cancel
        bus.subscribe(JobChanged, self._on_changed)
        bus.subscribe(JobAdded, self._on_added)

    def _on_changed(self, event: JobChanged) -> None:
        job = event.job
        if job.stops_batch and job.state is JobState.FAILED and event.before.state is not JobState.FAILED:
            self._end(job)

    def _on_added(self, event: JobAdded) -> None:
        """One that comes when another has failed already is ended too."""
        job = event.job
        if job.stops_batch and any(one.state is JobState.FAILED for one in self._others(job)):
            self._end(job)

    def _others(self, job: Job) -> list[Job]:
        return [] if job.batch_id is None else [one for one in self._jobs() if one.batch_id == job.batch_id]

    def _end(self, job: Job) -> None:
        left = [one.id for one in self._others(job) if one.state in CANCELLABLE_STATES]
        if left:
            self._tasks.spawn(self._cancel_all(left), name=f"end the batch of {job.id}")

    async def _cancel_all(self, job_ids: Sequence[str]) -> None:
        with contextlib.suppress(UserError):  # they have ended meanwhile
            await self._cancel(job_ids)
