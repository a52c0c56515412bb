"""What can be asked of jobs that are there: pause, resume, retry, cancel, remove, and whose turn it is."""

import contextlib
import dataclasses
from collections.abc import Iterable, Sequence

from mediadl.domain.errors import NotAllowed
from mediadl.domain.job import DELIVERED_STATES, Job, JobState, check_transition
from mediadl.domain.layers import layered
from mediadl.domain.options import DownloadOptions
from mediadl.domain.schedule import goes_on_at_any_hour
from mediadl.domain.steps import REPEATABLE, StepName
from mediadl.engine.choices import Choices
from mediadl.engine.findings import Findings
from mediadl.engine.new_jobs import restored, start_again, waiting_state
from mediadl.engine.queue import JobQueue, Removed, Target
from mediadl.engine.recovery import Recovery
from mediadl.engine.runner import JobRunner
from mediadl.engine.scheduler import Scheduler
from mediadl.engine.workspace import discard_all

_RECORDING = frozenset({JobState.RUNNING, JobState.PAUSED, JobState.WAITING, JobState.FAILED})
_UNDER_WAY = frozenset({JobState.RESOLVING, JobState.QUEUED, JobState.RUNNING})


class JobCommands:
    """A part of `Engine`, which makes what stands here."""

    _queue: JobQueue
    _findings: Findings
    _choices: Choices
    _scheduler: Scheduler
    _recovery: Recovery
    _runner: JobRunner

    async def pause(self, job_id: str) -> None:
        """Stop a job and keep its partial files. One that is paused, or has just ended, stays as it is."""
        await self.pause_many([job_id])

    async def pause_many(self, job_ids: Sequence[str]) -> None:
        """Pause jobs, all in one change; those that cannot be paused are skipped.

        Raises:
            UserError: none of them can, and none is paused.
        """
        able = self._queue.able(job_ids, lambda _job: JobState.PAUSED, {JobState.PAUSED})
        async with self._scheduler.stopped(*able):
            await self._queue.move_many(
                able, lambda job: (JobState.PAUSED, {"fraction": self._fraction(job.id)})
            )

    async def hold_back(self) -> None:
        """Put what runs back into the queue with its partial files, but for what goes on at any hour."""
        held = [job_id for job_id in self._scheduler.downloading if not self._goes_on(job_id)]
        async with self._scheduler.stopped(*held):
            await self._queue.move_many(held, self._queued_again)

    async def resume(self, job_id: str) -> None:
        """Let a paused job go on, or a waiting one at once; one that is on its way stays as it is."""
        await self.resume_many([job_id])

    async def resume_many(self, job_ids: Sequence[str]) -> None:
        """Let paused jobs go on, and waiting ones at once, all in one change; others are skipped.

        Raises:
            UserError: none of them is paused, waits, or is on its way.
        """
        able = self._queue.able(job_ids, lambda _job: JobState.QUEUED, _UNDER_WAY)
        self._recovery.do_not_wait_for(map(self._queue.get, able))
        await self._queue.move_many(able, _onward)

    async def retry(self, job_id: str) -> None:
        """Run a failed or cancelled job again from what it has, or download a completed one once more.

        One that waits is tried now.
        """
        await self.retry_many([job_id])

    async def retry_many(self, job_ids: Sequence[str]) -> None:
        """Retry jobs, all in one change; those that are not at an end are skipped.

        Raises:
            UserError: none of them can be run again.
        """
        able = self._queue.able(job_ids, lambda job: _once_more(job)[0])
        self._recovery.do_not_wait_for(map(self._queue.get, able))
        await self._queue.move_many(able, _once_more)

    async def retry_in(self, job_id: str, folder: str) -> None:
        """Run a job at an end again into another folder; partial files in the old one are deleted.

        Raises:
            NotAllowed: it is not at an end.
        """
        job = self._queue.get(job_id)
        state, changes = _once_more(job)
        check_transition(job, state)
        await self._discard_partial_files([job])
        options = job.options.placed_in(folder)
        asked = layered(job.asked, DownloadOptions(folder=folder))  # now picked by hand: no rule changes it
        changes.update(options=options, asked=asked, fraction=0.0)
        await self._queue.move_to(job_id, state, **changes)

    async def redo(self, job_id: str, steps: Sequence[StepName]) -> None:
        """Do steps again on the file of a job that completed with differences; others are skipped.

        Whatever comes of it, the file stays, and the job ends where it was or better.

        Raises:
            NotAllowed: the job is in another state, or none of the steps can be done again.
        """
        job = self._queue.get(job_id)
        again = tuple(name for name in StepName if name in steps and name in REPEATABLE)
        if job.state is not JobState.DIFFERS or not again:
            title = job.display_title
            raise NotAllowed(f"Nothing of “{title}” can be done again now. Retry downloads it anew.")
        await self._queue.move_to(job_id, JobState.QUEUED, redo=again, attempts=0)

    async def keep(self, job_id: str) -> None:
        """Take a file as it is: the job counts as completed, and what differs stays as information.

        Raises:
            NotAllowed: it has not completed with differences.
        """
        await self._queue.move_to(job_id, JobState.COMPLETED)

    async def stop_waiting(self, job_id: str) -> None:
        """Try a waiting job no more: it fails with what its last attempt ended with.

        Raises:
            NotAllowed: it does not wait.
        """
        await self._recovery.stop_waiting(job_id)

    async def start_now(self, job_id: str) -> None:
        """Start a job beyond all limits, pauses and hours; one that runs stays as it is."""
        job = self._queue.get(job_id)
        if job.state in _UNDER_WAY:
            await self._queue.change(job_id, urgent=job.state is not JobState.RUNNING)
            return
        check_transition(job, waiting_state(job))
        with contextlib.suppress(NotAllowed):  # another command came first
            state, changes = _once_more(job)
            await self._queue.move_to(job_id, state, **changes, urgent=True)

    async def set_priority(self, job_ids: Sequence[str], priority: int) -> None:
        """Let jobs start before (above 0) or after (below 0) the others; ids that are gone are skipped."""
        await self._queue.change_many(job_ids, priority=priority)

    async def cancel(self, job_id: str) -> None:
        """Stop a job for good and delete its partial files. A job that has just ended stays ended."""
        await self.cancel_many([job_id])

    async def cancel_many(self, job_ids: Sequence[str]) -> None:
        """Cancel jobs, all in one change; those that have ended are skipped.

        Raises:
            UserError: none of them can be cancelled, and none is.
        """
        able = self._queue.able(job_ids, lambda _job: JobState.CANCELLED, {JobState.CANCELLED})
        async with self._scheduler.stopped(*able):
            cancelled = await self._queue.move_many(
                able, lambda _job: (JobState.CANCELLED, {"fraction": 0.0})
            )
            await self._discard_partial_files(cancelled)

    async def stop_and_keep(self, job_id: str) -> None:
        """End the recording of a live stream and make a file of it; the job completes a little later.

        Raises:
            UnknownJob: it was removed.
            NotAllowed: it records nothing.
        """
        job = self._queue.get(job_id)
        if not job.is_live or job.state not in _RECORDING:
            raise NotAllowed(f"“{job.display_title}” does not record a live stream now.")
        await self._runner.stop_recording(job_id)
        if job.state is not JobState.RUNNING:
            await self.resume(job_id)

    async def remove_many(self, job_ids: Sequence[str]) -> tuple[Removed, ...]:
        """Take jobs out of the queue; finished files stay, partial ones go. Ids that are gone are skipped."""
        async with self._scheduler.stopped(*job_ids):
            removed = await self._queue.remove(job_ids)
            for gone in removed:
                self._findings.forget(gone.job.id)
            await self._discard_partial_files(gone.job for gone in removed)
        return removed

    async def restore_many(self, removed: Sequence[Removed]) -> None:
        """Put removed jobs back into their places; what was on its way starts over."""
        fresh = [dataclasses.replace(gone, job=restored(gone.job, keeps_parts=False)) for gone in removed]
        await self._queue.put_back(fresh)
        await self._choices.save_again(gone.job.id for gone in fresh)
        self._scheduler.pump()

    async def reorder(self, job_ids: Sequence[str], before: str | None) -> None:
        """Put jobs in front of another one, or at the end for None."""
        await self._queue.reorder(job_ids, before)
        self._scheduler.pump()

    # --- inside ---------------------------------------------------------------------------------------------

    def _goes_on(self, job_id: str) -> bool:
        progress = self._findings.peek(job_id).progress
        return goes_on_at_any_hour(self._queue.get(job_id), progress.stage if progress else None)

    def _queued_again(self, job: Job) -> Target:
        state = JobState.QUEUED if job.state is JobState.RUNNING else job.state  # which changes nothing
        return state, {"fraction": self._fraction(job.id)}

    def _fraction(self, job_id: str) -> float:
        progress = self._findings.peek(job_id).progress
        return (progress.fraction if progress else None) or self._queue.get(job_id).fraction

    async def _discard_partial_files(self, jobs: Iterable[Job]) -> None:
        await discard_all(job for job in jobs if job.state not in DELIVERED_STATES)


def _onward(job: Job) -> Target:
    return waiting_state(job), {"start": start_again(job), "attempts": 0}


def _once_more(job: Job) -> Target:
    if job.state is JobState.RUNNING:  # the table's way back to the queue is for the hours of downloads
        raise NotAllowed(f"“{job.display_title}” is running; it cannot be run a second time now.")
    state, changes = _onward(job)
    if job.state in DELIVERED_STATES or job.state is JobState.CANCELLED:
        changes.update(fraction=0.0, files=(), size_bytes=None, differences=(), steps=(), redo=())
        changes.update(is_had=False, even_if_had=True)
    return state, changes
