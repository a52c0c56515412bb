"""Starts the runs that may start and ends those that must; which ones is `domain.schedule`'s decision."""

import asyncio
import logging
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mediadl.domain.errors import UnknownJob
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.schedule import decide
from mediadl.engine.queue import JobQueue
from mediadl.engine.runner import JobRunner, RunKind
from mediadl.engine.tasks import Tasks

_log = logging.getLogger(__name__)


@dataclass
class _Run:
    kind: RunKind
    task: "asyncio.Task[None]"


class Scheduler:
    """The runs that are under way. `limit` is asked each time, so that a new one holds at once."""

    def __init__(
        self, queue: JobQueue, runner: JobRunner, tasks: Tasks, limit: Callable[[], int], probes_at_once: int
    ) -> None:
        self._queue = queue
        self._runner = runner
        self._tasks = tasks
        self._limit = limit
        self._probes_at_once = probes_at_once
        self._runs: dict[str, _Run] = {}
        self._held: Counter[str] = Counter()
        self._closed = False
        self._is_pump_due = False

    def pump(self) -> None:
        """Start what may start, once for all that happens before the loop turns next."""
        if not self._closed and not self._is_pump_due:
            self._is_pump_due = True
            asyncio.get_running_loop().call_soon(self._pump_now)

    def _pump_now(self) -> None:
        self._is_pump_due = False
        if self._closed:
            return
        decision = decide(
            [job for job in self._queue.jobs if job.id not in self._held],
            [job_id for job_id, run in self._runs.items() if run.kind is RunKind.DOWNLOAD],
            [job_id for job_id, run in self._runs.items() if run.kind is RunKind.PROBE],
            self._limit(),
            self._probes_at_once,
        )
        for kind, job_ids in ((RunKind.DOWNLOAD, decision.download), (RunKind.PROBE, decision.probe)):
            for job_id in job_ids:
                task = self._tasks.spawn(self._run(job_id, kind), name=f"{kind.value} {job_id}")
                self._runs[job_id] = _Run(kind, task)

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
