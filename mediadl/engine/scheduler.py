"""Starts the runs that may start and ends those that must; which ones is `domain.schedule`'s decision."""

import asyncio
import logging
import time
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mediadl.domain.errors import UnknownJob
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.schedule import Busy, Limits, decide
from mediadl.engine.queue import JobQueue
from mediadl.engine.runner import JobRunner, RunKind
from mediadl.engine.sites import Sites
from mediadl.engine.tasks import Tasks

_log = logging.getLogger(__name__)

_CHEAP_S = 0.001
_SHARE = 0.1
"""The most that looking for what may start takes of the loop's time."""


@dataclass
class _Run:
    kind: RunKind
    url: str
    task: "asyncio.Task[None]"


class Scheduler:
    """The runs that are under way. `limits` is asked each time, so that a new one holds at once."""

    def __init__(
        self, queue: JobQueue, runner: JobRunner, tasks: Tasks, sites: Sites, limits: Callable[[], Limits]
    ) -> None:
        self._queue = queue
        self._runner = runner
        self._tasks = tasks
        self._sites = sites
        self._limits = limits
        self._runs: dict[str, _Run] = {}
        self._held: Counter[str] = Counter()
        self._closed = False
        self._pump_due: asyncio.Handle | None = None
        self._rest_until_s = 0.0
        self._site_timer: asyncio.TimerHandle | None = None

    @property
    def downloading(self) -> tuple[str, ...]:
        """Ids of the jobs whose download runs."""
        return tuple(job_id for job_id, run in self._runs.items() if run.kind is RunKind.DOWNLOAD)

    def pump(self) -> None:
        """Start what may start, once for all that happens before the loop turns next.

        With thousands of jobs a look takes milliseconds; then looks are spaced, to a share of the time.
        """
        if self._pump_due is None and not self._closed:
            loop = asyncio.get_running_loop()
            rests = self._rest_until_s > loop.time()
            self._pump_due = (
                loop.call_at(self._rest_until_s, self._pump_now) if rests else loop.call_soon(self._pump_now)
            )

    def _pump_now(self) -> None:
        self._pump_due = None
        if self._closed:
            return
        begun_s = time.perf_counter()
        self._start_what_may()
        took_s = time.perf_counter() - begun_s
        if took_s > _CHEAP_S:
            self._rest_until_s = asyncio.get_running_loop().time() + took_s / _SHARE

    def _start_what_may(self) -> None:
        decision = decide(
            [job for job in self._queue.jobs if job.id not in self._held],
            Busy(
                {job_id: run.url for job_id, run in self._runs.items() if run.kind is RunKind.DOWNLOAD},
                {job_id for job_id, run in self._runs.items() if run.kind is RunKind.PROBE},
            ),
            self._limits(),
            self._sites.known,
            self._sites.clock(),
        )
        for kind, job_ids in ((RunKind.DOWNLOAD, decision.download), (RunKind.PROBE, decision.probe)):
            for job_id in job_ids:
                self._start(job_id, kind)
        self._pump_at(decision.again_s)

    def _start(self, job_id: str, kind: RunKind) -> None:
        url = self._queue.get(job_id).url
        self._sites.started(url)
        task = self._tasks.spawn(self._run(job_id, kind), name=f"{kind.value} {job_id}")
        self._runs[job_id] = _Run(kind, url, task)

    def _pump_at(self, moment_s: float | None) -> None:
        """Pump again when a site that holds jobs back may be asked."""
        if self._site_timer is not None:
            self._site_timer.cancel()
            self._site_timer = None
        if moment_s is not None:
            delay_s = max(0.0, moment_s - self._sites.clock()) + 0.001  # never a hair too early
            self._site_timer = asyncio.get_running_loop().call_later(delay_s, self.pump)

    def give_slot_back(self, job_id: str) -> None:
        """The job's run turned out to be the reading of a list, which takes no download's place."""
        if run := self._runs.get(job_id):
            run.kind = RunKind.PROBE

    @asynccontextmanager
    async def stopped(self, *job_ids: str) -> AsyncIterator[None]:
        """End these jobs' runs and keep the pump from starting others before the caller is done."""
        self._held.update(job_ids)
        try:
            await self._end(*(self._runs[job_id] for job_id in job_ids if job_id in self._runs))
            yield
        finally:
            self._held -= Counter(job_ids)  # drops an id with its last holder
            self.pump()

    async def close(self) -> None:
        """End all runs and start no other."""
        self._closed = True
        self._pump_at(None)
        if self._pump_due is not None:
            self._pump_due.cancel()
        await self._end(*self._runs.values())

    async def _end(self, *runs: _Run) -> None:
        for run in runs:
            run.task.cancel()
        await asyncio.gather(*(run.task for run in runs), return_exceptions=True)
        # A run that was cancelled while its last change was being saved has still made that change.
        await self._queue.settled()

    async def _run(self, job_id: str, kind: RunKind) -> None:
        try:
            await self._runner.run(job_id, kind)
        except UnknownJob:
            pass  # removed while its worker was on the way
        except Exception as error:  # a job without a run and without an end would hang for ever
            _log.exception("a run of job %s failed", job_id)
            detail = "".join(traceback.format_exception(error))
            await self._runner.fail(job_id, failure(FailureKind.BUG, detail=detail))
        finally:
            self._runs.pop(job_id, None)
            self.pump()
