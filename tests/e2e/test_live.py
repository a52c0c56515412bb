"""Live streams through the real engine: recorded, stopped and kept, killed and gone on with."""

import contextlib
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.domain.errors import NotAllowed
from mediadl.domain.job import Job, JobState
from mediadl.domain.waiting import WaitReason
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import PLUGIN_DIR, MediaSiteProcess

S = JobState


@pytest.fixture
async def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setenv("MEDIADL_TEST_PLUGINS", str(PLUGIN_DIR))
    async with running_engine(tmp_path) as opened:
        yield opened


async def _until_recorded(watched: Watched, job: Job, seconds: float) -> None:
    def reached() -> bool:
        return any((one.recorded_s or 0) >= seconds for one in watched.progress_of(job.id))

    await watched.until(reached)


def _plays(path: str) -> bool:
    command = ["ffmpeg", "-v", "error", "-i", path, "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.returncode, done.stderr) == (0, "")


def _kill_workers(watched: Watched) -> None:
    """End the worker processes of this queue; those of other tests are not ours to kill."""
    for worker in list(watched.engine._pool._all):
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            os.killpg(worker.pid, signal.SIGKILL)


async def test_stop_and_keep_at_twenty_seconds_of_a_minute_gives_twenty_seconds_that_play(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    job = await watched.engine.add(media_site.url("live/minute/60/live.m3u8"))
    await _until_recorded(watched, job, 20.0)
    recorded_s = max(one.recorded_s or 0.0 for one in watched.progress_of(job.id))
    await watched.engine.stop_and_keep(job.id)
    done = await watched.until_ended(job.id)
    assert (done.state, done.is_live) == (S.COMPLETED, True)
    # A busy machine may hear of the twentieth second late; what counts is when it was stopped.
    assert -2.0 <= facts_of(Path(done.files[0])).duration_s - recorded_s <= 6.0
    assert _plays(done.files[0])


async def test_a_killed_worker_costs_nothing_of_what_was_recorded(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    job = await watched.engine.add(media_site.url("live/killed/60;speed=3;window=8/live.m3u8"))
    await _until_recorded(watched, job, 8.0)
    _kill_workers(watched)
    await _until_recorded(watched, job, 20.0)
    await watched.engine.stop_and_keep(job.id)
    done = await watched.until_ended(job.id)
    assert done.state is S.COMPLETED
    assert facts_of(Path(done.files[0])).duration_s >= 19.5
    assert _plays(done.files[0])


async def test_a_paused_recording_goes_on_and_can_be_kept_while_it_is_paused(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    job = await watched.engine.add(media_site.url("live/paused/60/live.m3u8"))
    with pytest.raises(NotAllowed, match="does not record"):
        await watched.engine.stop_and_keep(job.id)
    for seconds in (4.0, 8.0):
        await _until_recorded(watched, job, seconds)
        await watched.engine.pause(job.id)
        if seconds < 8.0:
            await watched.engine.resume(job.id)
    await watched.engine.stop_and_keep(job.id)
    done = await watched.until_ended(job.id)
    assert 7.5 <= facts_of(Path(done.files[0])).duration_s <= 16.0
    assert _plays(done.files[0])


async def test_a_premiere_is_waited_for_and_then_recorded_by_itself(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    job = await watched.engine.add(media_site.url("lab/soon/first?in=10&s=60;speed=6"))
    waiting = await watched.until_state(job.id, S.WAITING)
    assert waiting.wait is not None
    assert (waiting.wait.reason, waiting.title) == (WaitReason.PREMIERE, "Soon")
    assert waiting.wait.until is not None
    await _until_recorded(watched, job, 8.0)
    await watched.engine.stop_and_keep(job.id)
    done = await watched.until_ended(job.id)
    assert done.state is S.COMPLETED
    assert _plays(done.files[0])


async def test_what_was_recorded_before_a_failure_can_be_kept(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    media_site.reset()
    await watched.engine.change_settings(automatic_retries=0)
    job = await watched.engine.add(media_site.url("live/failed/60;speed=3/live.m3u8"))
    await _until_recorded(watched, job, 6.0)
    _kill_workers(watched)
    await watched.until_state(job.id, S.FAILED)
    await watched.engine.stop_and_keep(job.id)
    done = await watched.until_state(job.id, S.COMPLETED)
    assert facts_of(Path(done.files[0])).duration_s >= 5.5
    assert _plays(done.files[0])
