"""A run turns a worker's messages into the job's changes, and survives one lost worker but not two."""

import sys
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.job import JobState
from mediadl.domain.settings import Settings
from mediadl.domain.watchdog import Patience
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Findings
from mediadl.engine.pool import WorkerPool
from mediadl.engine.queue import JobQueue
from mediadl.engine.runner import JobRunner, RunKind
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from tests.helpers.choices import a_stage
from tests.helpers.jobs import a_job
from tests.helpers.means import means_of

_HELLO = wire.encode(wire.Hello(version="0", engine_version="0", pid=1)).decode()
_LOG = wire.encode(wire.Logged(level="warning", message="careful")).decode()
_DYING = f"import sys; print({_HELLO!r}, end='', flush=True); input(); sys.exit('out of memory')"
_DONE = wire.encode(wire.Finished(files=("/downloads/a.mp4",), size_bytes=7)).decode()
_WORKING = (
    f"print({_HELLO!r}, end='', flush=True); input(); "
    f"print({_LOG!r} + {_DONE!r}, end='', flush=True); input()"
)

_TELLING = (
    f"import json; print({_HELLO!r}, end='', flush=True); "
    f"number = json.loads(input())['options']['concurrent_fragments']; "
    f"print({_LOG!r}.replace('careful', str(number)) + {_DONE!r}, end='', flush=True); input()"
)


@pytest.fixture
async def run(tmp_path: Path):
    store = await Store.open(tmp_path / "runner.sqlite3")
    tasks, bus, findings = Tasks(), Bus(), Findings()
    queue = JobQueue(store.jobs, bus)
    pools: list[WorkerPool] = []

    async def run_with(program: str, patience: Patience | None = None) -> tuple[JobQueue, Findings, str]:
        pool = WorkerPool([sys.executable, "-c", program], tmp_path, store.workers, tasks)
        pools.append(pool)
        job = a_job()
        await queue.add([job])
        means = means_of(pool, queue, bus, tasks, patience)
        runner = JobRunner(queue, findings, bus, means)
        await runner.run(job.id, RunKind.DOWNLOAD)
        if queue.get(job.id).state is JobState.WAITING:
            await queue.move_to(job.id, JobState.QUEUED)
            await runner.run(job.id, RunKind.DOWNLOAD)
        return queue, findings, job.id

    yield run_with
    for pool in pools:
        await pool.close()
    await tasks.cancel_all()
    await store.close()


async def test_a_job_whose_worker_dies_twice_fails_with_its_last_words(run) -> None:
    queue, _findings, job_id = await run(_DYING)
    job = queue.get(job_id)
    assert job.state is JobState.FAILED
    assert job.failure.kind is FailureKind.WORKER_LOST
    assert "out of memory" in job.failure.detail


async def test_a_job_is_completed_with_the_files_that_the_worker_names(run) -> None:
    queue, findings, job_id = await run(_WORKING)
    job = queue.get(job_id)
    assert (job.state, job.files, job.size_bytes) == (JobState.COMPLETED, ("/downloads/a.mp4",), 7)
    assert list(findings[job_id].log) == ["warning: careful"]
    assert findings[job_id].progress.fraction == 1.0


async def test_a_wish_to_end_a_recording_goes_with_its_job(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        wishes = stage.engine._runner._stopping
        for leave in (stage.engine.cancel_many, stage.engine.remove_many):
            job = a_job(JobState.RUNNING, is_live=True)
            await stage.engine._queue.add([job])
            await stage.engine.stop_and_keep(job.id)
            assert wishes == {job.id}
            await leave([job.id])
            assert wishes == set()


async def test_what_the_options_leave_open_comes_from_the_settings(run) -> None:
    _queue, findings, job_id = await run(_TELLING)
    assert list(findings[job_id].log) == [f"warning: {Settings().concurrent_fragments}"]


async def test_a_worker_that_says_nothing_more_is_ended_and_its_job_tried_again(run) -> None:
    silent = f"print({_HELLO!r}, end='', flush=True); input(); input()"
    queue, _findings, job_id = await run(silent, Patience(extraction_s=0.3))
    wait = queue.get(job_id).wait
    assert wait.failure.kind is FailureKind.STALLED
    assert (wait.attempt, wait.most_attempts) == (2, Settings().automatic_retries)
