"""The engine: the commands that window, terminal and API give, and the pump that starts what may start."""

import asyncio
import contextlib
import dataclasses
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mediadl.domain import items as ranges
from mediadl.domain.budget import limit_of
from mediadl.domain.choice import Choice
from mediadl.domain.errors import InvalidItems, UnknownJob, UserError
from mediadl.domain.events import JobChanged, ListingFinished, SettingsChanged
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.job import DELIVERED_STATES, Job, JobState, StartMode, check_transition
from mediadl.domain.links import parse_link
from mediadl.domain.options import DownloadOptions
from mediadl.domain.settings import Settings
from mediadl.engine.budget import SpeedBudget
from mediadl.engine.bus import Bus
from mediadl.engine.choices import Choices
from mediadl.engine.findings import Finding, Findings
from mediadl.engine.finish import FinishWatch
from mediadl.engine.new_jobs import again, entry_jobs, restored, start_again, waiting_state
from mediadl.engine.pool import WorkerPool
from mediadl.engine.queue import JobQueue, Removed, Target
from mediadl.engine.runner import JobRunner, Means
from mediadl.engine.scheduler import Scheduler
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost
from mediadl.engine.workspace import discard, sweep, temp_folder
from mediadl.paths import downloads_dir
from mediadl.store.store import Store

PROBES_AT_ONCE = 2

_UNDER_WAY = frozenset({JobState.RESOLVING, JobState.QUEUED, JobState.RUNNING})


class Engine:
    """Owns the truth about all jobs. Everything is called on one loop; nothing here blocks it."""

    def __init__(
        self, store: Store, pool: WorkerPool, bus: Bus, tasks: Tasks, *, probes_at_once: int = PROBES_AT_ONCE
    ) -> None:
        self.bus = bus
        self.settings = Settings()
        self._store = store
        self._pool = pool
        self._tasks = tasks
        self._queue = JobQueue(store.jobs, bus)
        self._choices = Choices(store.choices, bus)
        self._findings = Findings()
        self._budget = SpeedBudget(bus, tasks)
        means = Means(pool, self._budget, lambda: self.settings)
        self._runner = JobRunner(self._queue, self._findings, bus, means)
        self._scheduler = Scheduler(
            self._queue, self._runner, tasks, lambda: self.settings.max_downloads, probes_at_once
        )
        self._finish = FinishWatch(bus, self._findings)
        self._settings_lock = asyncio.Lock()
        bus.subscribe(JobChanged, self._on_job_changed)
        bus.subscribe(ListingFinished, self._on_listing_finished)

    # --- start and stop -------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Restore settings and queue, end what a killed run left behind, and start what may start."""
        self.settings = await self._store.settings.load()
        self._budget.set_limit(limit_of(self.settings, is_open=True))
        await self._pool.end_orphans()
        await self._queue.load(restored)
        self._finish.start(self._queue.jobs)
        await self._choices.load()
        self._tasks.spawn(sweep(self._queue.jobs), name="sweep temporary folders")
        self._scheduler.pump()

    async def stop(self) -> None:
        """End all runs and workers. The queue stays saved as it is; the next start goes on from there."""
        await self._scheduler.close()
        await self._pool.close()

    async def prewarm(self) -> None:
        """Have a worker ready for the first link."""
        with contextlib.suppress(WorkerLost):  # the first job will say what is wrong
            await self._pool.prewarm()

    # --- reading --------------------------------------------------------------------------------------------

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs in queue order."""
        return self._queue.jobs

    @property
    def engine_version(self) -> str:
        """yt-dlp's version, or "" before the first worker has started."""
        return self._pool.engine_version

    @property
    def set_aside_database(self) -> Path | None:
        """Where a damaged database was moved at the start, or None."""
        return self._store.database.set_aside

    @property
    def download_folder(self) -> Path:
        """Where files go when nothing else is asked for."""
        return Path(self.settings.download_folder or downloads_dir())

    def job(self, job_id: str) -> Job:
        """Find a job.

        Raises:
            UnknownJob: it was removed.
        """
        return self._queue.get(job_id)

    def finding(self, job_id: str) -> Finding:
        """What is known of the job in this run: media, list, entries, progress, log. To be read only."""
        return self._findings.peek(job_id)

    def choice(self, job_id: str) -> Choice:
        """What is chosen so far of a list that waits; everything, when nothing was said yet."""
        return self._choices[job_id]

    async def history(self, limit: int = 500, search: str = "") -> list[Job]:
        """Finished jobs, newest first."""
        return await self._store.history.newest(limit, search)

    async def forget_history(self, job_ids: Sequence[str]) -> None:
        """Delete lines of the history; files stay."""
        await self._store.history.delete(job_ids)

    # --- commands -------------------------------------------------------------------------------------------

    async def add(
        self,
        link: str,
        options: DownloadOptions | None = None,
        *,
        start: StartMode = StartMode.NOW,
        items: str | None = None,
    ) -> Job:
        """Put a link at the end of the queue. `items` takes these entries if it is a list, without asking.

        Raises:
            InvalidLink: it is no link.
            InvalidItems: `items` cannot be read.
        """
        if items is not None:
            ranges.check(items)
        job = Job(
            id=str(uuid.uuid4()),
            url=parse_link(link),
            options=self._placed(options or DownloadOptions()),
            created_at=datetime.now(UTC),
            start=start,
            items=items,
        )
        await self._queue.add([job])
        self._scheduler.pump()
        return job

    async def choose_format(self, job_id: str, options: DownloadOptions, delivery: str | None = None) -> None:
        """Download a job that waits for a choice with these options."""
        await self._queue.move_to(
            job_id, JobState.QUEUED, options=self._placed(options), delivery=delivery, start=StartMode.NOW
        )

    async def choose_again(self, job_id: str) -> None:
        """Look at the link again and let the user choose a format.

        A completed job keeps its file and its row; another one is added for the new format.
        """
        job = self._queue.get(job_id)
        if job.state is JobState.CHOOSING:
            return
        if job.state in DELIVERED_STATES:
            await self._queue.add([again(job, StartMode.CHOOSE)])
            self._scheduler.pump()
            return
        check_transition(job, JobState.RESOLVING)
        async with self._scheduler.stopped(job_id):
            await self._queue.move_to(job_id, JobState.RESOLVING, start=StartMode.CHOOSE, fraction=0.0)

    async def choose_entries(
        self, job_id: str, indexes: Sequence[int], options: DownloadOptions | None = None
    ) -> tuple[Job, ...]:
        """Put the chosen entries of a list into the queue, one job each, in place of the list's own job.

        An entry with options of its own (`Choice.own_options`) gets these.

        Raises:
            InvalidItems: nothing is chosen.
        """
        listing = self._queue.get(job_id)
        check_transition(listing, JobState.QUEUED)
        placed = self._placed(options or listing.options)
        own = {key: self._placed(options) for key, options in self.choice(job_id).own_options}
        entries = self._findings[job_id].entries
        jobs = entry_jobs(listing, entries, indexes, lambda key: own.get(key, placed))
        if not jobs:
            raise InvalidItems("Choose at least one entry of the list.")
        async with self._scheduler.stopped(job_id):
            await self._queue.add(jobs, instead_of=job_id)
        self._findings.forget(job_id)
        self._choices.forget(job_id)
        return jobs

    async def save_choice(self, job_id: str, choice: Choice) -> None:
        """Save what is chosen so far of a list that waits. It is forgotten when the list's job goes.

        Who calls this while somebody checks boxes waits a moment for the next one. A job that is gone is no
        error.
        """
        with contextlib.suppress(UnknownJob):
            self._queue.get(job_id)
            await self._choices.save(job_id, choice)

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

    async def resume(self, job_id: str) -> None:
        """Let a paused job go on; one that is on its way stays as it is."""
        await self.resume_many([job_id])

    async def resume_many(self, job_ids: Sequence[str]) -> None:
        """Let paused jobs go on, all in one change; others are skipped.

        Raises:
            UserError: none of them is paused or on its way.
        """
        able = self._queue.able(job_ids, lambda _job: JobState.QUEUED, _UNDER_WAY)
        await self._queue.move_many(able, lambda job: (waiting_state(job), {"start": start_again(job)}))

    async def retry(self, job_id: str) -> None:
        """Run a failed or cancelled job again from what it has, or download a completed one once more."""
        await self.retry_many([job_id])

    async def retry_many(self, job_ids: Sequence[str]) -> None:
        """Retry jobs, all in one change; those that are not at an end are skipped.

        Raises:
            UserError: none of them can be run again.
        """
        able = self._queue.able(job_ids, waiting_state)
        await self._queue.move_many(able, _once_more)

    async def retry_in(self, job_id: str, folder: str) -> None:
        """Run a job at an end again into another folder; partial files in the old one are deleted.

        Raises:
            NotAllowed: it is not at an end.
        """
        job = self._queue.get(job_id)
        state, changes = _once_more(job)
        check_transition(job, state)
        await self._discard_partial_files(job)
        options = job.options.model_copy(update={"folder": folder})
        await self._queue.move_to(job_id, state, **{**changes, "options": options, "fraction": 0.0})

    async def add_again(self, job: Job) -> Job:
        """Put a job of the history into the queue once more, with its options."""
        added = again(job, StartMode.NOW)
        await self._queue.add([added])
        self._scheduler.pump()
        return added

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
            for job in await self._queue.move_many(
                able, lambda _job: (JobState.CANCELLED, {"fraction": 0.0})
            ):
                await self._discard_partial_files(job)

    async def remove_many(self, job_ids: Sequence[str]) -> tuple[Removed, ...]:
        """Take jobs out of the queue; finished files stay, partial ones go. Ids that are gone are skipped."""
        async with self._scheduler.stopped(*job_ids):
            removed = await self._queue.remove(job_ids)
            for gone in removed:
                self._findings.forget(gone.job.id)
                await self._discard_partial_files(gone.job)
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

    async def change_settings(self, **changes: Any) -> None:
        """Change some settings; they hold from now on, for running jobs too where that makes sense.

        Raises:
            UserError: a value is out of range.
        """
        async with self._settings_lock:
            before = self.settings
            try:
                settings = Settings.model_validate({**before.model_dump(), **changes})
            except ValueError as error:
                raise UserError(f"This setting cannot be used: {error}") from error
            await self._store.settings.save(settings)
            self.settings = settings
        self._budget.set_limit(limit_of(settings, is_open=True))
        self.bus.publish(SettingsChanged(settings, before))
        self._scheduler.pump()

    # --- inside ---------------------------------------------------------------------------------------------

    def _placed(self, options: DownloadOptions) -> DownloadOptions:
        """Pin the folder, so that a later change of the settings does not separate a job from its files."""
        if options.folder is not None:
            return options
        return options.model_copy(update={"folder": str(self.download_folder)})

    def _fraction(self, job_id: str) -> float:
        progress = self._findings.peek(job_id).progress
        return (progress.fraction if progress else None) or self._queue.get(job_id).fraction

    async def _discard_partial_files(self, job: Job) -> None:
        if job.options.folder is not None and job.state not in DELIVERED_STATES:
            await discard(temp_folder(Path(job.options.folder), job.id))

    def _on_job_changed(self, event: JobChanged) -> None:
        job_id, state = event.job.id, event.job.state
        if state is JobState.CHOOSING:
            self._scheduler.give_slot_back(job_id)
        if state in DELIVERED_STATES and event.before.state not in DELIVERED_STATES:
            # Not before this is saved: the worker's receipt in it keeps a killed run from doing it all again.
            self._tasks.spawn(sweep([event.job]), name=f"sweep {job_id}")
        if state in DELIVERED_STATES or state is JobState.CANCELLED:
            self._findings.forget(job_id)  # formats and log lines of thousands of jobs add up
        self._scheduler.pump()

    def _on_listing_finished(self, event: ListingFinished) -> None:
        job = self._queue.get(event.job_id)
        if event.entry_count == 0 or job.items is not None:
            self._tasks.spawn(self._take_items(job), name=f"items of {job.id}")

    async def _take_items(self, job: Job) -> None:
        entries = self._findings[job.id].entries
        problem: Failure
        try:
            if entries:  # the last one's number, not how many there are: a list may have gaps
                await self.choose_entries(job.id, ranges.selected(job.items or "", entries[-1].index))
                return
            problem = failure(FailureKind.EMPTY_LIST)
        except InvalidItems as error:
            problem = Failure(kind=FailureKind.EMPTY_LIST, message=str(error))
        await self._queue.move_to(job.id, JobState.FAILED, failure=problem)


def _once_more(job: Job) -> Target:
    changes: dict[str, Any] = {"start": start_again(job)}
    if job.state is not JobState.FAILED:
        changes.update(fraction=0.0, files=(), size_bytes=None)
    return waiting_state(job), changes
