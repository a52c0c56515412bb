"""Runs start within the limit, end when they must, and one that breaks fails its job."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mediadl.domain.failures import FailureKind
from mediadl.domain.job import JobState
from mediadl.domain.schedule import Limits
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Findings
from mediadl.engine.pool import WorkerPool
from mediadl.engine.queue import JobQueue
from mediadl.engine.runner import JobRunner
from mediadl.engine.scheduler import Scheduler
from mediadl.engine.sites import Sites
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from tests.helpers.engines import until
from tests.helpers.jobs import a_job
from tests.helpers.means import means_of

_SILENT = "import time; time.sleep(60)"


class _Setting:
    def __init__(self, store: Store, folder: Path) -> None:
        self.tasks, bus = Tasks(), Bus()
        self.queue = JobQueue(store.jobs, bus)
        self.pool = WorkerPool([sys.executable, "-c", _SILENT], folder, store.workers, self.tasks)
        means = means_of(self.pool, self.queue, bus, self.tasks)
        self.runner = JobRunner(self.queue, Findings(), bus, means)
        self.limit = 2
        self.sites = Sites()
        self.scheduler = Scheduler(
            self.queue, self.runner, self.tasks, self.sites, lambda: Limits(downloads=self.limit, probes=0)
        )

    def states(self) -> list[JobState]:
        return [job.state for job in self.queue.jobs]


@pytest.fixture
async def setting(tmp_path: Path):
    store = await Store.open(tmp_path / "scheduler.sqlite3")
    made = _Setting(store, tmp_path)
    yield made
    await made.scheduler.close()
    await made.pool.close()
    await made.tasks.cancel_all()
    await store.close()


async def test_as_many_run_as_the_limit_says(setting: _Setting) -> None:
    await setting.queue.add([a_job() for _ in range(3)])
    setting.scheduler.pump()
    await until(lambda: setting.states().count(JobState.RUNNING) == 2)
    await asyncio.sleep(0.1)
    assert setting.states() == [JobState.RUNNING, JobState.RUNNING, JobState.QUEUED]
    setting.limit = 3
    setting.scheduler.pump()
    await until(lambda: setting.states() == [JobState.RUNNING] * 3)


async def test_a_stopped_job_is_not_started_again_before_the_caller_is_done(setting: _Setting) -> None:
    job = a_job()
    await setting.queue.add([job])
    setting.scheduler.pump()
    await until(lambda: setting.states() == [JobState.RUNNING])
    async with setting.scheduler.stopped(job.id):
        setting.scheduler.pump()
        assert setting.scheduler._runs == {}
        await setting.queue.move_to(job.id, JobState.PAUSED)
    assert setting.states() == [JobState.PAUSED]


async def test_a_run_that_breaks_fails_its_job(
    setting: _Setting, monkeypatch: pytest.MonkeyPatch, allow_log: Callable[[str], None]
) -> None:
    allow_log("a run of job .* failed")

    async def broken() -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(setting.pool, "acquire", broken)
    job = a_job()
    await setting.queue.add([job])
    setting.scheduler.pump()
    await until(lambda: setting.states() == [JobState.FAILED])
    failure = setting.queue.get(job.id).failure
    assert failure is not None
    assert (failure.kind, "a bug of ours" in failure.detail) == (FailureKind.BUG, True)


async def test_nothing_starts_after_closing(setting: _Setting) -> None:
    await setting.scheduler.close()
    await setting.queue.add([a_job()])
    setting.scheduler.pump()
    await asyncio.sleep(0.05)
    assert setting.states() == [JobState.QUEUED]
