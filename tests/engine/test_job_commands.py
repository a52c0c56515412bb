"""Commands on jobs that wait, and on whose turn it is; test_engine.py has those on jobs that run."""

from pathlib import Path

import pytest

from mediadl.domain.errors import NotAllowed
from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName
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


SUBS = {"custom_format": "18", "download_subtitles": True, "subtitle_languages": ("de",)}


async def test_refused_subtitles_are_fetched_later_and_the_job_is_complete(
    media_site: MediaSiteProcess, tmp_path: Path
):
    media_site.reset()
    url = media_site.url("lab/v/x", status=429, retry_after=0, times=3, only="subs/")
    async with running_engine(tmp_path) as watched:
        job = await watched.engine.add(url, DownloadOptions(**SUBS))
        differs = await watched.until_state(job.id, JobState.DIFFERS)
        assert "429" in differs.differences[0]
        await watched.engine.redo(job.id, [StepName.SUBTITLES])
        done = await watched.until_state(job.id, JobState.COMPLETED)
    assert (done.differences, done.redo) == ((), ())
    assert [Path(name).suffix for name in done.files] == [".mp4", ".vtt"]
    assert all(Path(name).is_file() for name in done.files)
    assert sorted(path.name for path in (tmp_path / "downloads").iterdir() if path.is_file()) == sorted(
        Path(name).name for name in done.files
    )


async def test_a_step_that_fails_again_leaves_file_and_state(media_site: MediaSiteProcess, tmp_path: Path):
    url = media_site.url("lab/v/x", status=404, only="subs/")
    async with running_engine(tmp_path) as watched:
        job = await watched.engine.add(url, DownloadOptions(**SUBS))
        differs = await watched.until_state(job.id, JobState.DIFFERS)
        await watched.engine.redo(job.id, [StepName.SUBTITLES])
        await watched.until_state(job.id, JobState.RUNNING)
        again = await watched.until_state(job.id, JobState.DIFFERS)
        assert (again.files, again.differences) == (differs.files, differs.differences)
        Path(again.files[0]).unlink()
        await watched.engine.redo(job.id, [StepName.EMBED])
        await watched.until_state(job.id, JobState.RUNNING)
        gone = await watched.until_state(job.id, JobState.DIFFERS)
        assert "was moved, deleted or changed" in gone.differences[-1]
        await watched.engine.keep(job.id)
        kept = watched.engine.job(job.id)
        assert (kept.state, kept.differences) == (JobState.COMPLETED, gone.differences)
        with pytest.raises(NotAllowed, match="can be done again"):
            await watched.engine.redo(job.id, [StepName.SUBTITLES])


async def test_a_change_of_the_temp_folder_leaves_a_job_with_its_parts(
    media_site: MediaSiteProcess, tmp_path: Path
):
    url = media_site.url("media/av480.mp4", rate=300_000)
    async with running_engine(tmp_path, temp_folder=str(tmp_path / "one")) as watched:
        job = await watched.engine.add(url)
        part = tmp_path / "one" / ".mediadl" / job.id / "media.mp4.part"
        await watched.until(part.is_file)
        await watched.engine.pause(job.id)
        await watched.engine.change_settings(temp_folder=str(tmp_path / "two"))
        assert part.is_file()
        await watched.engine.cancel(job.id)
        assert not part.exists()
    assert not (tmp_path / "two").exists()
