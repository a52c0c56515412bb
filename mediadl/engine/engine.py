"""The engine: the commands that window, terminal and API give, and the pump that starts what may start."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from mediadl.domain import items as ranges
from mediadl.domain.budget import limit_of
from mediadl.domain.errors import NotAllowed, UserError
from mediadl.domain.events import JobChanged, ListingFinished, SettingsChanged, TimetableChanged
from mediadl.domain.job import DELIVERED_STATES, Job, JobState, Part, StartMode, check_transition
from mediadl.domain.media import Format, Media, SubtitleTrack
from mediadl.domain.option_checks import Problem
from mediadl.domain.options import DownloadOptions
from mediadl.domain.resolving import Asked, Resolved, check
from mediadl.domain.restoration import Restoration
from mediadl.domain.settings import TEMPLATES, Settings
from mediadl.domain.templates import parse
from mediadl.domain.watchdog import slowest_block_s
from mediadl.engine.account_commands import AccountCommands
from mediadl.engine.accounts import Accounts
from mediadl.engine.approvals import Approvals, guard_of, tell_switch
from mediadl.engine.batches import BatchEnds
from mediadl.engine.budget import SpeedBudget
from mediadl.engine.bus import Bus
from mediadl.engine.choices import Choices
from mediadl.engine.client_commands import ClientCommands
from mediadl.engine.details import Details
from mediadl.engine.episodes import Episodes
from mediadl.engine.findings import Finding, Findings
from mediadl.engine.finish import FinishWatch
from mediadl.engine.had import HadMedia
from mediadl.engine.history_commands import HistoryCommands
from mediadl.engine.hours import Hours
from mediadl.engine.inner_lists import InnerLists
from mediadl.engine.list_commands import ListCommands
from mediadl.engine.new_jobs import again, restored
from mediadl.engine.option_check import check_options, try_selector
from mediadl.engine.pool import WorkerPool
from mediadl.engine.prober import Prober
from mediadl.engine.queue import JobQueue
from mediadl.engine.recovery import Recovery
from mediadl.engine.resolution import Resolution
from mediadl.engine.retention import Retention
from mediadl.engine.rule_trial import try_rules
from mediadl.engine.runner import JobRunner, Means
from mediadl.engine.scheduler import Scheduler
from mediadl.engine.subtitle_peek import peek
from mediadl.engine.tasks import Tasks
from mediadl.engine.upkeep import Upkeep
from mediadl.engine.watch import Watches
from mediadl.engine.worker_process import WorkerLost
from mediadl.engine.workspace import sweep
from mediadl.paths import downloads_dir
from mediadl.store.store import Store

PROBES_AT_ONCE = 2


class Engine(ClientCommands, ListCommands, HistoryCommands, AccountCommands, Approvals):
    """Owns the truth about all jobs. Everything is called on one loop; nothing here blocks it."""

    def __init__(
        self, store: Store, pool: WorkerPool, bus: Bus, tasks: Tasks, *, probes_at_once: int = PROBES_AT_ONCE
    ) -> None:
        self.bus = bus
        self.settings = Settings()
        self._store, self._client_names = store, {}
        self._pool = pool
        self._tasks = tasks
        self.accounts = Accounts(pool, bus, tasks, lambda: self.settings.defaults)
        self.accounts.on_secrets = self._on_secrets
        self.accounts.on_renamed = self._on_renamed
        self._wanting: set[str] = set()
        self._queue = JobQueue(store.jobs, bus)
        self._choices = Choices(store.choices, bus)
        self._findings = Findings()
        self._budget = SpeedBudget(bus, tasks)
        self._hours = Hours(bus, lambda: self.settings)
        self._recovery = Recovery(self._queue, bus, tasks, lambda: self.settings)
        self._resolution = Resolution(lambda: self.settings, lambda: self.download_folder)
        self._had = HadMedia(store.archive)
        means = self._means(Watches(tasks, self._slowest_block_s))
        self._runner = JobRunner(self._queue, self._findings, bus, means)
        self._scheduler = Scheduler(
            self._queue,
            self._runner,
            tasks,
            self._recovery.sites,
            lambda: self._recovery.limits(probes_at_once, is_open=self._hours.may_start),
        )
        self._details = Details(self.accounts, self._findings, bus, tasks, self._recovery.sites)
        self._inner_lists = InnerLists(Prober(self.accounts), self._findings, bus, tasks, store.seen_lists)
        self._upkeep = Upkeep(store, self._queue, self._choices, bus, tasks)
        self._retention = Retention(self._queue, bus, tasks)
        BatchEnds(bus, tasks, lambda: self._queue.jobs, self.cancel_many)
        self._finish = FinishWatch(bus, self._findings)
        self._settings_lock = asyncio.Lock()
        self._sweeps: set[asyncio.Task[None]] = set()
        bus.subscribe(JobChanged, self._on_job_changed)
        bus.subscribe(ListingFinished, self._on_listing_finished)
        bus.subscribe(TimetableChanged, lambda _event: self._follow_hours())

    # --- start and stop -------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Restore settings and queue, end what a killed run left behind, and start what may start."""
        self.settings = await self._store.settings.load()
        tell_switch()
        await self._pool.end_orphans()
        await self._queue.load(restored)
        self._finish.start(self._queue.jobs)
        await self._choices.load()
        self._sweep(self._queue.jobs)
        self._recovery.restore()
        self._upkeep.start()
        self._retention.start()
        await self.accounts.start()
        self._look_for_passwords()
        self._hours.look()
        self._follow_hours()

    async def stop(self) -> None:
        """End all runs and workers. The queue stays saved as it is; the next start goes on from there."""
        self._hours.close()
        await self._details.close()
        await self._inner_lists.close()
        self._recovery.close()
        self._retention.close()
        await self._scheduler.close()
        await self._pool.close()
        await asyncio.gather(*self._sweeps, return_exceptions=True)

    async def prewarm(self) -> None:
        """Have a worker ready for the first link."""
        with contextlib.suppress(WorkerLost):  # the first job will say what is wrong
            await self._pool.prewarm(lambda: self.settings.max_downloads)

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
    def restoration(self) -> Restoration | None:
        """What took the place of a damaged database at the start, or None; later, `QueueRestored` tells."""
        return self._store.database.restoration

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

    @property
    def hours(self) -> TimetableChanged:
        """Whether it is one of the hours in which downloads run, and until when."""
        return self._hours.now

    @property
    def site_pauses(self) -> dict[str, datetime]:
        """Sites (`domain.sites.site_of`) that asked to be left alone, and until when (aware, UTC)."""
        return self._recovery.sites.pauses()

    def finding(self, job_id: str) -> Finding:
        """What is known of the job in this run: media, list, entries, progress, log. To be read only."""
        return self._findings.peek(job_id)

    async def peek_subtitles(self, job_id: str, track: SubtitleTrack) -> str:
        """How a track of the job's media begins: a few lines, each with its time.

        Raises:
            UserError: it cannot be fetched, or the job is gone.
        """
        job = self._queue.get(job_id)
        return await peek(self.accounts, job, track, guard_of(job, self.settings))

    # --- commands -------------------------------------------------------------------------------------------

    async def check_options(self, options: DownloadOptions) -> tuple[Problem, ...]:
        """What is wrong with options that are about to be asked for, also as yt-dlp's own parser sees it.

        Raises:
            ProbeFailed: no worker could be asked.
        """
        return await check_options(self._pool, options)

    async def try_selector(
        self, options: DownloadOptions, media: Media
    ) -> tuple[tuple[Format, ...], tuple[Problem, ...]]:
        """What `options.custom_format` takes of a media that was looked at, and what is wrong; no network.

        Raises:
            ProbeFailed: no worker could be asked.
        """
        return await try_selector(self._pool, options, media)

    async def add(
        self,
        link: str,
        options: DownloadOptions | None = None,
        *,
        preset: str | None = None,
        start: StartMode = StartMode.NOW,
        items: str | None = None,
    ) -> Job:
        """Put a link at the end of the queue. `items` takes these entries if it is a list, without asking.

        What `options` say lies over the preset, and that over the global options. Without a preset the rules
        decide, then the settings.

        Raises:
            InvalidLink: it is no link.
            InvalidItems: `items` cannot be read.
            InvalidTemplate: the name that the options ask for cannot be used.
            UnknownPreset: there is none of this name.
        """
        if items is not None:
            ranges.check(items)
        return await self._add(link, Asked(preset, options or DownloadOptions()), start=start, items=items)

    async def add_part(self, link: str, part: Part, asked: Asked, start: StartMode = StartMode.NOW) -> Job:
        """As `add`, for a link that may name a video and a list: which of them is meant, or ask.

        Raises:
            UserError: as `add` does.
        """
        return await self._add(link, asked, start=start, part=part)

    async def choose_format(self, job_id: str, options: DownloadOptions, delivery: str | None = None) -> None:
        """Download a job that waits for a choice with these options."""
        await self._queue.move_to(
            job_id,
            JobState.QUEUED,
            options=self._resolution.placed(options),
            delivery=delivery,
            start=StartMode.NOW,
            rules_open=False,
            even_if_had=True,
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

    async def look_again(self, job: Job) -> None:
        """Read the list that a job was taken from once more; what is there already is not taken again.

        Raises:
            NotAllowed: it was taken from no list.
        """
        if job.playlist_url is None:
            raise NotAllowed(f"“{job.display_title}” was not taken from a list.")
        await self.add_part(job.playlist_url, "list", Asked(None, job.options))

    async def answer_part(self, job_id: str, part: Part) -> None:
        """Say which is meant, the video or the list, of a job that asks; it is looked at again.

        Raises:
            NotAllowed: it does not ask.
        """
        job = self._queue.get(job_id)
        if not job.asks_part:
            raise NotAllowed(f"“{job.display_title}” asks nothing now.")
        await self._queue.move_to(job_id, JobState.RESOLVING, part=part)

    async def try_rules(self, link: str) -> Resolved:
        """What a link would get by the rules; nothing is added. It is looked at only when a rule needs that.

        Raises:
            InvalidLink: it is no link.
            ProbeFailed: it had to be looked at, and could not be.
        """
        return await try_rules(link, lambda: self.settings, Prober(self.accounts))

    async def change_settings(self, **changes: Any) -> None:
        """Change some settings; they hold from now on, for running jobs too where that makes sense.

        Raises:
            UserError: a value is out of range, or a template cannot be read.
        """
        async with self._settings_lock:
            before = self.settings
            for name in TEMPLATES & changes.keys():
                parse(str(changes[name]))
            try:
                settings = Settings.model_validate({**before.model_dump(), **changes})
                check(settings)
            except ValueError as error:
                raise UserError(f"This setting cannot be used: {error}") from error
            await self._store.settings.save(settings)
            self.settings = settings
        self._hours.look()
        self.bus.publish(SettingsChanged(settings, before))
        self._follow_hours()

    # --- inside ---------------------------------------------------------------------------------------------

    def _means(self, watches: Watches) -> Means:
        """What all runs share."""
        return Means(
            pool=self._pool,
            budget=self._budget,
            retries=self._recovery.retries,
            watches=watches,
            settings=lambda: self.settings,
            resolution=self._resolution,
            number=Episodes(self._store.episodes, self.bus).number,
            had=self._had,
            lending=self.accounts,
        )

    def _follow_hours(self) -> None:
        """Have the limit of this hour hold, and stop what may not run now."""
        self._budget.set_limit(limit_of(self.settings, is_open=self._hours.now.is_open))
        if not self._hours.may_start:
            self._tasks.spawn(self.hold_back(), name="hold back until the next hours")
        self._scheduler.pump()

    def _slowest_block_s(self) -> float:
        """How long one block may take under the speed limits, of which the lower one is taken to hold."""
        limits = (self.settings.speed_limit_bps, self.settings.outside_speed_limit_bps)
        lowest = min((limit for limit in limits if limit), default=None)
        return slowest_block_s(lowest, len(self._scheduler.downloading))

    def _on_job_changed(self, event: JobChanged) -> None:
        job_id, state = event.job.id, event.job.state
        if state is JobState.CHOOSING:
            self._scheduler.give_slot_back(job_id)
        if state in DELIVERED_STATES and event.before.state not in DELIVERED_STATES:
            # Not before this is saved: the worker's receipt in it keeps a killed run from doing it all again.
            self._sweep([event.job])
        if state in DELIVERED_STATES or state is JobState.CHOOSING:
            self._recovery.sites.served(event.job.url)
        if state in DELIVERED_STATES or state is JobState.CANCELLED:
            self._findings.forget(job_id)  # formats and log lines of thousands of jobs add up
        self._scheduler.pump()

    def _sweep(self, jobs: Sequence[Job]) -> None:
        task = self._tasks.spawn(sweep(jobs), name="sweep temporary folders")
        self._sweeps.add(task)
        task.add_done_callback(self._sweeps.discard)
