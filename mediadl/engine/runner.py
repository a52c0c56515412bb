"""Takes one job through one worker and turns the worker's messages into changes of the job."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from mediadl import wire
from mediadl.domain.errors import SecretUnreadable, UnknownAccount
from mediadl.domain.events import (
    EntriesFound,
    JobChanged,
    JobLogged,
    JobProgressed,
    JobRemoved,
    ListingFinished,
    MediaFound,
    PlaylistFound,
)
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.job import Job, JobState, StartMode, news_of_redo
from mediadl.domain.links import host_of
from mediadl.domain.media import Media, Playlist
from mediadl.domain.name_values import list_place_of, usual_template
from mediadl.domain.options import DownloadOptions
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.selection import chosen_formats, delivery
from mediadl.domain.settings import Settings
from mediadl.domain.steps import with_report
from mediadl.engine.approvals import guard_of
from mediadl.engine.budget import SpeedBudget
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Findings
from mediadl.engine.had import Had, HadMedia, changes_of
from mediadl.engine.lending import Lending
from mediadl.engine.pool import WorkerPool
from mediadl.engine.queue import JobQueue
from mediadl.engine.resolution import Resolution
from mediadl.engine.retries import Retries
from mediadl.engine.watch import Stalled, Watches
from mediadl.engine.worker_process import WorkerLost, WorkerProcess
from mediadl.engine.workspace import own_folder


class RunKind(Enum):
    """What a run does: look at the link, or take it all the way."""

    PROBE = "probe"
    DOWNLOAD = "download"


_AFTER_PROBE = {
    StartMode.NOW: JobState.QUEUED,
    StartMode.PAUSED: JobState.PAUSED,
    StartMode.CHOOSE: JobState.CHOOSING,
}


@dataclass(frozen=True)
class Means:
    """What all runs share."""

    pool: WorkerPool
    budget: SpeedBudget
    retries: Retries
    """Decides what becomes of a job that fails."""
    watches: Watches
    """Notice that a run is stuck."""
    settings: Callable[[], Settings]
    """Asked at each start of a run, so that a new one holds for the next."""
    resolution: Resolution
    """Says what rules make of a job once it is known what its link is."""
    number: Callable[[wire.NumberWanted], Awaitable[wire.SetNumber]]
    """Gives episodes of media libraries their numbers."""
    had: HadMedia
    """Knows what is here already."""
    lending: Lending
    """Knows what lets a link in."""


class JobRunner:
    """Stateless between runs: all it learns goes to the queue and to the findings."""

    def __init__(self, queue: JobQueue, findings: Findings, bus: Bus, means: Means) -> None:
        self._queue = queue
        self._findings = findings
        self._bus = bus
        self._pool = means.pool
        self._budget = means.budget
        self._retries = means.retries
        self._watches = means.watches
        self._settings = means.settings
        self._resolution = means.resolution
        self._number = means.number
        self._had = means.had
        self._lending = means.lending
        self._workers: dict[str, WorkerProcess] = {}
        self._stopping: set[str] = set()
        """Jobs whose recording shall end, whatever happens to the worker that was told so."""
        bus.subscribe(JobRemoved, lambda event: self._stopping.discard(event.job.id))
        bus.subscribe(JobChanged, self._on_job_changed)

    async def run(self, job_id: str, kind: RunKind) -> None:
        """Run the job until it has ended or waits for a choice. Cancelling ends its worker at once."""
        job = self._queue.get(job_id)
        if line := await self._had.line_of(job):  # its link says so, nobody need be asked
            await self._queue.move_to(job_id, JobState.DIFFERS, **changes_of(line))
            return
        if kind is RunKind.DOWNLOAD and job.state is JobState.QUEUED:
            await self._queue.move_to(job_id, JobState.RUNNING)
        for is_last_attempt in (False, True):
            try:
                async with asyncio.timeout(job.timeout_s):
                    await self._attempt(job_id, kind)
                return
            except TimeoutError:
                sentence = f"It took longer than the {job.timeout_s} seconds that its client allows."
                late = Failure(kind=FailureKind.TIMED_OUT, message=sentence)
                await self._queue.move_to(job_id, JobState.FAILED, failure=late)
                return
            except Had as had:
                await self._queue.move_to(job_id, JobState.DIFFERS, **changes_of(had.line))
                return
            except Stalled as stalled:
                host = host_of(self._queue.get(job_id).url)
                await self.fail(job_id, failure(FailureKind.STALLED, detail=str(stalled), host=host))
                return
            except WorkerLost as lost:
                # A list that is half told cannot wait for its turn again, so it is read again at once.
                if is_last_attempt or self._queue.get(job_id).state is not JobState.CHOOSING:
                    await self.fail(job_id, failure(FailureKind.WORKER_LOST, detail=str(lost)))
                    return

    async def tell(self, job_id: str, control: wire.Control) -> None:
        """Send this to the worker that runs the job; one that does not run is no error."""
        if worker := self._workers.get(job_id):
            await worker.tell(control)

    async def stop_recording(self, job_id: str) -> None:
        """Have the job's worker, and whichever takes the job next, make a file of what was recorded."""
        self._stopping.add(job_id)
        await self.tell(job_id, wire.StopLive())

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.state is JobState.CANCELLED:  # tried once more, it records anew
            self._stopping.discard(event.job.id)

    async def _attempt(self, job_id: str, kind: RunKind) -> None:
        worker = await self._pool.acquire()
        self._workers[job_id] = worker
        finding = self._findings[job_id]
        finding.recorded_before_s = (finding.progress and finding.progress.recorded_s) or 0.0
        try:
            await self._take_through(worker, job_id, kind)
        except BaseException:
            await self._pool.discard(worker)
            raise
        finally:
            self._workers.pop(job_id, None)
            self._budget.leave(job_id)
        self._pool.release(worker)

    async def _take_through(self, worker: WorkerProcess, job_id: str, kind: RunKind) -> None:
        """Look first where a rule may change what is asked for, then do what the run is for."""
        if kind is RunKind.DOWNLOAD and self._queue.get(job_id).rules_open:
            await self._converse(worker, job_id, RunKind.PROBE)
            if self._queue.get(job_id).state is not JobState.QUEUED:  # it is a list, or it has failed
                return
            await self._queue.move_to(job_id, JobState.RUNNING)
        await self._converse(worker, job_id, kind)

    async def _converse(self, worker: WorkerProcess, job_id: str, kind: RunKind) -> None:
        job = self._queue.get(job_id)
        request = self._request(job, kind)
        try:
            secrets = await self._lending.secrets_for(request.url, request.options, job_id, job.client_id)
        except (UnknownAccount, SecretUnreadable) as error:
            problem = failure(FailureKind.ACCOUNT_UNUSABLE).model_copy(update={"message": str(error)})
            await self.fail(job_id, problem)
            return
        request = request.model_copy(update={"secrets": secrets})
        folder = None
        if isinstance(request, wire.Download | wire.Redo):
            folder = Path(request.temp_folder)
            share = self._budget.join(job_id, worker.tell)
            request = request.model_copy(update={"bytes_per_s": share})
        watch = self._watches.of(folder)
        async with watch.over(worker):
            async for message in self._lending.ask(worker, request):
                watch.hear(message)
                if isinstance(message, wire.Probed) and job_id in self._stopping:
                    await worker.tell(wire.StopLive())
                await self._take_in(job_id, message, kind)

    async def _take_in(self, job_id: str, message: wire.Message, kind: RunKind) -> None:
        match message:
            case wire.Probed(found=Media() as media):
                await self._found_media(job_id, media, kind)
            case wire.Probed(found=Playlist() as playlist):
                await self._found_playlist(job_id, playlist)
            case wire.EntryFound(entries=entries):
                self._findings[job_id].entries.extend(entries)
                self._bus.publish(EntriesFound(job_id, entries))
            case wire.ProgressMade(progress=progress):
                self._tell(job_id, progress)
            case wire.StepReported(report=report):
                job = self._queue.get(job_id)
                news = news_of_redo(job, report) if job.redo else {"steps": with_report(job.steps, report)}
                await self._queue.change(job_id, **news)
            case wire.NumberWanted():
                await self.tell(job_id, await self._number(message))
            case wire.Logged(level=level, message=text):
                self._findings[job_id].log.append(f"{level}: {text}")
                self._bus.publish(JobLogged(job_id, level, text))
            case wire.Finished():
                await self._finish(job_id, message)
            case wire.Failed(failure=reason):
                await self.fail(job_id, reason)
        # A change of stage also stands in every progress, and a hello comes before the first request.

    def _request(self, job: Job, kind: RunKind) -> wire.Probe | wire.Download | wire.Redo:
        guard = guard_of(job, self._settings())
        if kind is RunKind.PROBE:
            return wire.Probe(url=job.url, options=job.options, part=job.part, **guard)
        assert job.options.folder is not None
        temp, options = str(own_folder(job)), self._completed(job.options)
        if job.redo:
            files, steps = job.files, job.redo
            return wire.Redo(
                url=job.url, options=options, files=files, steps=steps, temp_folder=temp, **guard
            )
        return wire.Download(
            url=job.url,
            options=options,
            folder=job.options.folder,
            temp_folder=temp,
            fixed_title=job.fixed_title,
            part=job.part,
            start_fraction=job.fraction,
            template=usual_template(self._settings(), options, list_place_of(job)),
            in_list=list_place_of(job),
            batch_id=job.batch_id,
            **guard,
        )

    def _completed(self, options: DownloadOptions) -> DownloadOptions:
        """The options with the settings in their gaps."""
        if options.concurrent_fragments is not None:
            return options
        return options.model_copy(update={"concurrent_fragments": self._settings().concurrent_fragments})

    async def _found_media(self, job_id: str, media: Media, kind: RunKind) -> None:
        self._findings[job_id].media = media
        self._bus.publish(MediaFound(job_id, media))
        job = self._queue.get(job_id)
        known = {
            "title": media.title,
            "part": "video",
            "site": media.extractor,
            "media_id": media.id or None,
            "thumbnail_url": media.thumbnail_url or job.thumbnail_url,
            "duration_s": media.duration_s,
            "is_live": media.is_live,
            "delivery": delivery(chosen_formats(media), job.options) or None,
            **self._resolution.now_known(job, media),
        }
        target = JobState.RUNNING if kind is RunKind.DOWNLOAD else _AFTER_PROBE[job.start]
        if job.state is target:
            job = await self._queue.change(job_id, **known)
        else:
            job = await self._queue.move_to(job_id, target, **known)
        if line := await self._had.line_of(job):
            raise Had(line)

    async def _found_playlist(self, job_id: str, playlist: Playlist) -> None:
        self._budget.leave(job_id)
        await self.tell(job_id, wire.SetRate())  # reading a list takes little, and has to be quick
        finding = self._findings[job_id]
        finding.playlist, finding.entries, finding.listing_finished = playlist, [], False
        job = self._queue.get(job_id)
        known: dict[str, Any] = {
            "part": "list",
            "title": playlist.title,
            "site": playlist.extractor,
            "delivery": None,
            "playlist_id": playlist.id or None,
            "playlist_count": playlist.entry_count,
            "playlist_is_channel": playlist.is_channel,
            "playlist_thumbnail_url": playlist.thumbnail_url,
        }
        known.update(self._resolution.now_known(job, playlist))
        if job.state is JobState.CHOOSING:  # read again, after its first worker was lost
            await self._queue.change(job_id, **known)
        else:
            await self._queue.move_to(job_id, JobState.CHOOSING, **known)
        self._bus.publish(PlaylistFound(job_id, playlist))

    def _tell(self, job_id: str, progress: Progress) -> None:
        self._findings[job_id].progress = progress
        self._bus.publish(JobProgressed(job_id, progress))

    async def _finish(self, job_id: str, message: wire.Finished) -> None:
        finding = self._findings[job_id]
        self._stopping.discard(job_id)
        if message.names_both:
            await self._queue.move_to(job_id, JobState.CHOOSING)
        elif self._queue.get(job_id).state is JobState.RUNNING:
            last = finding.progress or Progress()
            self._tell(
                job_id, last.model_copy(update={"fraction": 1.0, "stage": Stage.MOVING, "eta_s": None})
            )
            changes: dict[str, Any] = {"delivery": message.delivery} if message.delivery else {}
            # What had to be different for an attempt to succeed is told with what the check found.
            differences = tuple(dict.fromkeys((*self._queue.get(job_id).differences, *message.differences)))
            await self._queue.move_to(
                job_id,
                JobState.DIFFERS if differences else JobState.COMPLETED,
                files=message.files,
                size_bytes=message.size_bytes,
                differences=differences,
                redo=(),
                **changes,
            )
        elif finding.playlist is not None:
            finding.listing_finished = True
            self._bus.publish(ListingFinished(job_id, len(finding.entries)))

    async def fail(self, job_id: str, reason: Failure) -> None:
        """End this attempt with this failure, keeping what its bar showed; the job may be tried again."""
        finding = self._findings[job_id]
        progress = finding.progress or Progress()
        has_recorded = (progress.recorded_s or 0.0) > finding.recorded_before_s
        await self._retries.fail(job_id, reason, progress.fraction or 0.0, has_recorded=has_recorded)
