"""What is here already is not downloaded again, unless it is wanted all the same."""

from pathlib import Path

import pytest

from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.resolving import Asked
from tests.helpers.choices import a_stage
from tests.helpers.engines import Watched, running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess


@pytest.fixture
async def watched(tmp_path: Path):
    async with running_engine(tmp_path) as opened:
        yield opened


@pytest.fixture
async def loaded(watched: Watched, media_site: MediaSiteProcess):
    job = await watched.engine.add(media_site.url("lab/v/had"))
    return await watched.until_state(job.id, JobState.COMPLETED)


async def test_the_same_link_is_told_at_once_and_costs_no_request(watched: Watched, media_site, loaded):
    media_site.reset()
    again = await watched.engine.add(loaded.url)
    assert (again.state, again.is_had, again.files) == (JobState.DIFFERS, True, loaded.files)
    assert again.differences[0].startswith("You already have this: “")
    assert media_site.hits() == []
    assert [job.id for job in await watched.engine.history()] == [loaded.id]


async def test_another_link_to_the_same_media_is_told_once_it_is_known(watched: Watched, loaded):
    other = await watched.engine.add(f"{loaded.url}?from=elsewhere")
    other = await watched.until_state(other.id, JobState.DIFFERS)
    assert other.is_had
    assert other.files == loaded.files


async def test_a_list_is_not_here_because_the_video_of_its_link_is(watched: Watched, loaded):
    both = await watched.engine.add_part(loaded.url, "list", Asked(None, DownloadOptions()))
    assert not both.is_had
    await watched.engine.cancel(both.id)


async def test_its_sound_is_another_file(watched: Watched, loaded):
    sound = await watched.engine.add(loaded.url, DownloadOptions(quality="audio_only"))
    assert (await watched.until_state(sound.id, JobState.COMPLETED)).files != loaded.files


async def test_who_wants_it_all_the_same_gets_it_beside_the_other(watched: Watched, loaded):
    again = await watched.engine.add(loaded.url)
    await watched.engine.retry(again.id)
    assert (await watched.until_state(again.id, JobState.COMPLETED)).files != loaded.files


async def test_who_wants_it_anew_gets_it_in_its_place(watched: Watched, loaded):
    again = await watched.engine.add(loaded.url)
    await watched.engine.replace_had(again.id)
    assert (await watched.until_state(again.id, JobState.COMPLETED)).files == loaded.files


async def test_a_file_that_was_deleted_is_not_here(watched: Watched, loaded):
    Path(loaded.files[0]).unlink()
    again = await watched.engine.add(loaded.url)
    assert (await watched.until_state(again.id, JobState.COMPLETED)).files == loaded.files


async def test_an_imported_line_counts_only_for_what_is_to_skip(watched: Watched, media_site):
    assert await watched.engine.import_archive("lab listed\n") == 1
    link = media_site.url("lab/v/listed")
    skipped = await watched.engine.add(link, DownloadOptions(skip_downloaded=True))
    skipped = await watched.until_state(skipped.id, JobState.DIFFERS)
    assert (skipped.files, skipped.differences) == (
        (),
        ("Your archive says that you already have this, so nothing was downloaded.",),
    )
    wanted = await watched.engine.add(link)
    assert (await watched.until_state(wanted.id, JobState.COMPLETED)).files


async def test_lists_and_links_know_by_the_same_archive_what_is_here(tmp_path):
    async with a_stage(tmp_path) as stage:
        there = tmp_path / "there.mp4"
        there.write_bytes(b"x")
        jobs = [
            a_job(JobState.RUNNING, url=f"https://x/{name}", files=(str(tmp_path / f"{name}.mp4"),))
            for name in ("there", "gone")
        ]
        await stage.engine._queue.add(jobs)
        for job in jobs:
            await stage.engine._queue.move_to(job.id, JobState.COMPLETED)
        await stage.engine.remove_many([job.id for job in jobs])
        await stage.engine.forget_history([job.id for job in jobs])
        await stage.engine.import_archive("lab 7\n")
        known = await stage.engine.known_links()
        assert known.had == {"https://x/there", "lab 7"}
        sound = await stage.engine.known_links(None, DownloadOptions(quality="audio_only"))
        assert sound.had == {"lab 7"}
