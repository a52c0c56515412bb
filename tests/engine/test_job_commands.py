"""Commands on jobs that wait, and on whose turn it is; test_engine.py has those on jobs that run."""

from pathlib import Path

import pytest

from mediadl.domain.job import Job, JobState
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_site import MediaSiteProcess

S = JobState


@pytest.fixture
async def watched(tmp_path: Path):
    async with running_engine(tmp_path) as made:
        yield made


async def _until_waiting(watched: Watched, job: Job) -> Job:
    waiting = await watched.until_state(job.id, S.WAITING, S.COMPLETED, S.FAILED)
    assert waiting.state is S.WAITING
    return waiting


@pytest.mark.parametrize("command", ["retry", "resume", "start_now"])
async def test_whoever_does_not_want_to_wait_has_it_tried_now(
    command: str, watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    url = media_site.url("media/small.mp4", status=429, retry_after=600, times=1)
    job = await watched.engine.add(url)
    await _until_waiting(watched, job)
    await getattr(watched.engine, command)(job.id)
    done = await watched.until_ended(job.id)
    assert (done.state, done.attempts, done.urgent) == (S.COMPLETED, 0, False)


async def test_a_waiting_job_is_paused_and_cancelled_like_any_other(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("page/harbour", status=429, retry_after=600))
    await _until_waiting(watched, job)
    await watched.engine.pause(job.id)
    assert (watched.engine.job(job.id).state, watched.engine.job(job.id).wait) == (S.PAUSED, None)
    await watched.engine.cancel(job.id)
    assert watched.engine.job(job.id).state is S.CANCELLED


async def test_an_urgent_job_starts_beyond_the_limit_and_a_higher_priority_first(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path, max_downloads=1) as watched:
        slow = media_site.url("media/av480.mp4", rate=60_000)
        first, second, third, fourth = [await watched.engine.add(slow) for _ in range(4)]
        await watched.until_state(first.id, S.RUNNING)
        for looked_at in (second, third, fourth):
            await watched.until_state(looked_at.id, S.QUEUED)
        await watched.engine.start_now(third.id)
        await watched.until_state(third.id, S.RUNNING)
        assert watched.engine.job(first.id).state is S.RUNNING
        await watched.engine.set_priority([fourth.id, "gone"], 1)
        await watched.engine.cancel(first.id)
        await watched.engine.cancel(third.id)
        await watched.until_state(fourth.id, S.RUNNING)
        assert watched.engine.job(second.id).state in {S.QUEUED, S.RESOLVING}
