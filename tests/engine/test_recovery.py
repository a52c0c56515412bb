"""Faults that pass, as a whole engine meets them on a real site: it waits, goes on, or is told not to."""

import asyncio
from pathlib import Path

import pytest

from mediadl.domain.errors import NotAllowed
from mediadl.domain.failures import FailureKind
from mediadl.domain.job import Job, JobState
from mediadl.domain.sites import site_of
from mediadl.domain.waiting import WaitReason
from mediadl.domain.watchdog import Patience
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


def _elsewhere(url: str) -> str:
    """The same page under another name of the same machine, which makes it another site."""
    return url.replace("127.0.0.1", "localhost")


async def test_a_site_that_asks_for_five_seconds_gets_them_while_another_goes_on(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    refusing = await watched.engine.add(media_site.url("media/small.mp4", status=429, retry_after=5, times=1))
    waiting = await _until_waiting(watched, refusing)
    assert waiting.wait is not None
    assert (waiting.wait.reason, waiting.wait.failure.kind) == (
        WaitReason.RATE_LIMIT,
        FailureKind.RATE_LIMITED,
    )
    assert list(watched.engine.site_pauses) == [site_of(refusing.url)]
    same_site = await watched.engine.add(media_site.url("media/clip.webm"))
    other_site = await watched.engine.add(_elsewhere(media_site.url("media/song.mp3")))
    await watched.until_state(other_site.id, S.RUNNING, S.COMPLETED)
    assert watched.engine.job(refusing.id).state is S.WAITING
    assert watched.engine.job(same_site.id).state is S.RESOLVING
    assert (await watched.until_ended(other_site.id)).state is S.COMPLETED
    assert (await watched.until_ended(refusing.id)).state is S.COMPLETED
    assert (await watched.until_ended(same_site.id)).state is S.COMPLETED
    hits = [hit for hit in media_site.hits() if "small" in hit.path or "clip" in hit.path]
    refused_s = next(hit.at_s for hit in hits if hit.status == 429)
    assert min(hit.at_s for hit in hits if hit.at_s > refused_s) - refused_s >= 5


async def test_a_site_that_is_unwell_twice_is_asked_a_third_time(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("page/harbour", status=503, times=2))
    done = await watched.until_ended(job.id)
    assert done.state is S.COMPLETED
    waits = [event.job.wait for event in watched.events if getattr(event, "job", job).state is S.WAITING]
    assert [(wait.attempt, wait.most_attempts) for wait in waits if wait] == [(1, 5), (2, 5)]
    assert {wait.failure.kind for wait in waits if wait and wait.failure} == {FailureKind.SERVER_ERROR}


async def test_waiting_can_be_stopped(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("page/harbour", status=429, retry_after=600))
    await _until_waiting(watched, job)
    await watched.engine.stop_waiting(job.id)
    stopped = watched.engine.job(job.id)
    assert (stopped.state, stopped.failure and stopped.failure.kind) == (S.FAILED, FailureKind.RATE_LIMITED)
    with pytest.raises(NotAllowed):
        await watched.engine.stop_waiting(job.id)


async def test_no_automatic_retries_means_none(tmp_path: Path, media_site: MediaSiteProcess) -> None:
    async with running_engine(tmp_path, automatic_retries=0) as watched:
        job = await watched.engine.add(media_site.url("page/harbour", status=503))
        await watched.until_ended(job.id)
        assert S.WAITING not in watched.states_of(job.id)
        assert watched.engine.job(job.id).state is S.FAILED


async def test_a_restart_in_the_middle_of_a_wait_goes_on_with_it(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    url = media_site.url("media/small.mp4", status=429, retry_after=6, times=1)
    async with running_engine(tmp_path) as watched:
        job = await watched.engine.add(url)
        before = await _until_waiting(watched, job)
    async with running_engine(tmp_path) as watched:
        assert watched.engine.job(job.id).wait == before.wait
        assert watched.engine.site_pauses
        assert (await watched.until_ended(job.id)).state is S.COMPLETED
    refused_s, next_s, *_rest = [hit.at_s for hit in media_site.hits() if "small" in hit.path]
    assert next_s - refused_s >= 6


async def test_a_server_that_falls_silent_is_left_and_asked_again(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    watched.engine._runner._watches.patience = Patience(extraction_s=60, download_s=2)
    job = await watched.engine.add(media_site.url("media/av480.mp4", stall=500_000, times=1, skip=1))
    waiting = await _until_waiting(watched, job)
    assert waiting.wait is not None
    assert waiting.wait.failure is not None
    assert waiting.wait.failure.kind is FailureKind.STALLED
    assert (await watched.until_ended(job.id)).state is S.COMPLETED


def _running(watched: Watched) -> list[str]:
    return [site_of(job.url) for job in watched.engine.jobs if job.state is S.RUNNING]


async def test_a_site_s_limit_holds_and_the_rest_goes_to_other_sites(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path, site_downloads=2, max_downloads=4) as watched:
        slow = media_site.url("media/av480.mp4", rate=60_000)
        jobs = [await watched.engine.add(url) for url in (slow, slow, slow, slow, _elsewhere(slow))]
        await watched.until(lambda: len(_running(watched)) == 3)
        await asyncio.sleep(0.5)
        assert sorted(_running(watched)) == sorted(site_of(job.url) for job in (jobs[0], jobs[1], jobs[4]))
