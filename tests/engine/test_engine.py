"""The engine takes links to files, obeys its commands in every state, and goes on after a restart."""

import asyncio
import hashlib
import os
from pathlib import Path

import pytest

from mediadl.domain.errors import InvalidItems, InvalidLink, NotAllowed, UserError
from mediadl.domain.events import JobRemoved
from mediadl.domain.failures import FailureKind
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.options import DownloadOptions
from tests.helpers.engines import Watched, running_engine, until
from tests.helpers.media_site import MediaSiteProcess, media_path

S = JobState
SLOW_BPS = 100_000  # nothing completes before its test has had its say


@pytest.fixture
async def watched(tmp_path: Path):
    async with running_engine(tmp_path) as opened:
        yield opened


def _same_as(file: str, name: str) -> bool:
    wanted = hashlib.sha256(media_path(name).read_bytes()).digest()
    return hashlib.sha256(Path(file).read_bytes()).digest() == wanted


def _leftovers(folder: Path) -> list[Path]:
    return list((folder / "downloads").glob(".mediadl/*"))


def _slow_at_first(media_site: MediaSiteProcess) -> str:
    media_site.reset()  # the first request is the look at what it is, the second one the download
    return media_site.url("media/av480.mp4", rate=2 * SLOW_BPS, skip=1, times=1)


async def _until_downloading(watched: Watched, job_id: str) -> None:
    await watched.until(lambda: any(p.done_bytes > 100_000 for p in watched.progress_of(job_id)))


async def test_a_link_becomes_the_same_file(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("media/av480.mp4"))
    done = await watched.until_ended(job.id)
    assert done.state is S.COMPLETED
    assert _same_as(done.files[0], "av480.mp4")
    assert done.size_bytes == media_path("av480.mp4").stat().st_size
    assert watched.moves_of(job.id) == [S.RUNNING, S.COMPLETED]


async def test_progress_never_falls_and_ends_at_one(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("hls/master.m3u8", rate=2 * SLOW_BPS))
    await watched.until_ended(job.id)
    fractions = [progress.fraction or 0.0 for progress in watched.progress_of(job.id)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert len(set(fractions)) > 5


async def test_a_link_with_no_scheme_but_words_is_refused(watched: Watched) -> None:
    with pytest.raises(InvalidLink, match="is not a link"):
        await watched.engine.add("two words")
    assert watched.engine.jobs == ()


async def test_pausing_keeps_the_partial_file_and_resuming_goes_on_from_it(
    watched: Watched, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    job = await watched.engine.add(_slow_at_first(media_site))
    await _until_downloading(watched, job.id)
    await watched.engine.pause(job.id)
    paused = watched.engine.job(job.id)
    assert (paused.state, 0 < paused.fraction < 1) == (S.PAUSED, True)
    (part,) = (tmp_path / "downloads").rglob("*.part")
    held = part.stat().st_size
    await watched.engine.resume(job.id)
    done = await watched.until_ended(job.id)
    assert _same_as(done.files[0], "av480.mp4")
    ranges = [hit.headers.get("Range", "") for hit in media_site.hits() if hit.path.endswith("av480.mp4")]
    assert any(value.startswith(f"bytes={held}-") for value in ranges)
    await until(lambda: not _leftovers(tmp_path))


async def test_cancelling_deletes_the_partial_file(
    watched: Watched, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    job = await watched.engine.add(media_site.url("media/av480.mp4", rate=SLOW_BPS))
    await _until_downloading(watched, job.id)
    await watched.engine.cancel(job.id)
    assert watched.engine.job(job.id).state is S.CANCELLED
    assert list((tmp_path / "downloads").iterdir()) == []


async def test_a_cancelled_job_can_be_retried(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4"), start=StartMode.PAUSED)
    await watched.until_state(job.id, S.PAUSED)
    await watched.engine.cancel(job.id)
    await watched.engine.retry(job.id)
    assert _same_as((await watched.until_ended(job.id)).files[0], "small.mp4")


async def test_a_failed_job_says_why_and_the_others_go_on(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    bad = await watched.engine.add(media_site.url("media/small.mp4", status=404))
    good = await watched.engine.add(media_site.url("media/small.mp4"))
    failed = await watched.until_ended(bad.id)
    assert failed.failure is not None
    assert failed.failure.kind is FailureKind.NOT_FOUND
    assert (await watched.until_ended(good.id)).state is S.COMPLETED


async def test_retrying_a_failed_job_succeeds_once_the_site_is_well(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4", status=404, times=1))
    assert (await watched.until_ended(job.id)).state is S.FAILED
    await watched.engine.retry(job.id)
    assert (await watched.until_ended(job.id)).state is S.COMPLETED


async def test_two_links_with_one_title_become_two_files(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    for name in ("one", "two"):
        await watched.engine.add(media_site.url(f"page/{name}?title=Same&media=small.mp4"))
    jobs = await watched.until_all_ended()
    assert {Path(job.files[0]).name for job in jobs} == {"Same.mp4", "Same (2).mp4"}


async def test_a_list_with_items_becomes_exactly_those_entries(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    listing = await watched.engine.add(media_site.url("feed.rss?n=12"), items="2-4,9")
    await watched.until(lambda: any(isinstance(event, JobRemoved) for event in watched.events))
    jobs = await watched.until_all_ended()
    assert [job.playlist_index for job in jobs] == [2, 3, 4, 9]
    assert {job.state for job in jobs} == {S.COMPLETED}
    assert {job.batch_id for job in jobs} == {listing.id}
    assert all(Path(job.files[0]).stem == job.title for job in jobs)


async def test_a_list_waits_for_a_choice_and_gives_its_slot_back(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    await watched.engine.change_settings(max_downloads=1)
    listing = await watched.engine.add(media_site.url("feed.rss?n=3"))
    await watched.until_state(listing.id, S.CHOOSING)
    other = await watched.engine.add(media_site.url("media/small.mp4"))
    assert (await watched.until_ended(other.id)).state is S.COMPLETED
    await watched.until(lambda: watched.engine.finding(listing.id).listing_finished)
    jobs = await watched.engine.choose_entries(listing.id, [1, 3])
    assert [job.playlist_index for job in jobs] == [1, 3]
    assert listing.id not in [job.id for job in watched.engine.jobs]


async def test_choosing_nothing_of_a_list_is_an_error(watched: Watched, media_site: MediaSiteProcess) -> None:
    listing = await watched.engine.add(media_site.url("feed.rss?n=3"))
    await watched.until_state(listing.id, S.CHOOSING)
    with pytest.raises(InvalidItems, match="at least one"):
        await watched.engine.choose_entries(listing.id, [])


@pytest.mark.parametrize(
    ("path", "items", "sentence"),
    [
        ("feed.rss?n=0", None, "This list has no entries"),
        ("feed.rss?n=3", "7-", "The list has 3 entries; “7-” selects nothing of it."),
    ],
)
async def test_a_list_without_anything_to_take_fails(
    watched: Watched, media_site: MediaSiteProcess, path: str, items: str | None, sentence: str
) -> None:
    job = await watched.engine.add(media_site.url(path), items=items)
    failure = (await watched.until_ended(job.id)).failure
    assert failure is not None
    assert sentence in failure.message


async def test_a_range_that_cannot_be_read_adds_nothing(watched: Watched) -> None:
    with pytest.raises(InvalidItems):
        await watched.engine.add("https://example.com/list", items="1-x")
    assert watched.engine.jobs == ()


async def test_a_format_is_chosen_and_delivered(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("hls/master.m3u8"), start=StartMode.CHOOSE)
    await watched.until_state(job.id, S.CHOOSING)
    await watched.engine.choose_format(job.id, DownloadOptions(quality="480p"))
    done = await watched.until_ended(job.id)
    assert (done.delivery or "").startswith("480p · MP4")


async def test_another_format_can_be_chosen_afterwards(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4"))
    await watched.until_ended(job.id)
    await watched.engine.choose_again(job.id)
    finished, again = watched.engine.jobs
    assert (finished.id, finished.state) == (job.id, S.COMPLETED)
    await watched.until_state(again.id, S.CHOOSING)
    media = watched.engine.finding(again.id).media
    assert media is not None
    assert media.formats


async def test_the_limit_holds_and_can_be_raised_while_it_runs(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    await watched.engine.change_settings(max_downloads=1)
    for _ in range(3):
        await watched.engine.add(media_site.url("media/av480.mp4", rate=SLOW_BPS))

    def running() -> int:
        return sum(job.state is S.RUNNING for job in watched.engine.jobs)

    await watched.until(lambda: running() == 1)
    await asyncio.sleep(1.5)
    assert running() == 1
    await watched.engine.change_settings(max_downloads=3)
    await watched.until(lambda: running() == 3)


async def test_a_setting_out_of_range_is_refused(watched: Watched) -> None:
    with pytest.raises(UserError):
        await watched.engine.change_settings(max_downloads=0)
    assert watched.engine.settings.max_downloads == 3


async def test_jobs_that_wait_get_their_titles(watched: Watched, media_site: MediaSiteProcess) -> None:
    await watched.engine.change_settings(max_downloads=1)
    await watched.engine.add(media_site.url("media/av480.mp4", rate=SLOW_BPS))
    waiting = await watched.engine.add(media_site.url("page/second"))
    known = await watched.until_state(waiting.id, S.QUEUED)
    assert known.title
    assert known.thumbnail_url


async def test_a_command_that_makes_no_sense_is_refused(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4"))
    await watched.until_ended(job.id)
    with pytest.raises(NotAllowed):
        await watched.engine.pause(job.id)


async def test_pausing_a_job_that_is_being_resolved_holds(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4", delay=3000))
    await asyncio.sleep(0.3)
    await watched.engine.pause(job.id)
    await asyncio.sleep(0.5)
    assert watched.engine.job(job.id).state is S.PAUSED


async def test_a_removed_job_is_gone_with_its_files_and_can_be_put_back(
    watched: Watched, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    job = await watched.engine.add(media_site.url("media/av480.mp4", rate=SLOW_BPS))
    await _until_downloading(watched, job.id)
    removed = await watched.engine.remove_many([job.id, "gone"])
    assert watched.engine.jobs == ()
    assert list((tmp_path / "downloads").iterdir()) == []
    await watched.engine.restore_many(removed)
    await watched.until_state(job.id, S.RUNNING)


async def test_a_worker_that_dies_is_replaced_and_the_job_completes(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(_slow_at_first(media_site))
    await _until_downloading(watched, job.id)
    (worker,) = watched.engine._pool._all
    os.killpg(worker.pid, 9)
    assert _same_as((await watched.until_ended(job.id)).files[0], "av480.mp4")


async def test_a_restart_restores_the_queue_as_it_was(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    async with running_engine(tmp_path, max_downloads=1) as watched:
        running = await watched.engine.add(_slow_at_first(media_site))
        paused = await watched.engine.add(media_site.url("media/small.mp4"), start=StartMode.PAUSED)
        choosing = await watched.engine.add(media_site.url("feed.rss?n=3"))
        await watched.engine.reorder([choosing.id], paused.id)
        await _until_downloading(watched, running.id)
        await watched.until_state(choosing.id, S.CHOOSING)
        await watched.until_state(paused.id, S.PAUSED)
    async with running_engine(tmp_path) as watched:
        assert [job.id for job in watched.engine.jobs] == [running.id, choosing.id, paused.id]
        await watched.until_state(choosing.id, S.CHOOSING)
        assert watched.engine.job(paused.id).state is S.PAUSED
        done = await watched.until_ended(running.id)
        assert _same_as(done.files[0], "av480.mp4")
        assert watched.engine.settings.max_downloads == 1


async def test_stopping_takes_less_than_five_seconds_and_leaves_no_process(
    media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    async with running_engine(tmp_path) as watched:
        for _ in range(3):
            await watched.engine.add(media_site.url("hls/master.m3u8", stall=100_000))
        while len(watched.engine._pool._all) < 3:
            await asyncio.sleep(0.1)
        workers = [worker.pid for worker in watched.engine._pool._all]
        started = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - started < 5
    assert len(workers) == 3
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


async def test_history_remembers_what_left_the_queue(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4"))
    await watched.until_ended(job.id)
    await watched.engine.remove_many([job.id])
    assert [line.id for line in await watched.engine.history(search="small")] == [job.id]
    await watched.engine.forget_history([job.id])
    assert await watched.engine.history() == []


async def test_settings_that_change_at_once_are_all_kept(watched: Watched) -> None:
    changes = ({"max_downloads": 7}, {"preset": "720p"}, {"appearance": "dark"})
    await asyncio.gather(*(watched.engine.change_settings(**change) for change in changes))
    settings = watched.engine.settings
    assert (settings.max_downloads, settings.preset, settings.appearance) == (7, "720p", "dark")


async def test_what_was_to_be_chosen_from_still_is_after_a_failure(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    link = media_site.url("item/choose/small.mp4", status=404, times=1)
    job = await watched.engine.add(link, start=StartMode.CHOOSE)
    await watched.until_ended(job.id)
    await watched.engine.retry(job.id)
    await watched.until_state(job.id, S.CHOOSING)


async def test_a_running_job_is_not_run_twice(watched: Watched, media_site: MediaSiteProcess) -> None:
    job = await watched.engine.add(media_site.url("media/av480.mp4", rate=SLOW_BPS))
    await _until_downloading(watched, job.id)
    await watched.engine.resume(job.id)
    with pytest.raises(NotAllowed):
        await watched.engine.retry(job.id)
    assert watched.states_of(job.id) == [S.RUNNING]


async def test_a_job_of_the_history_is_downloaded_again(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/small.mp4"))
    await watched.until_ended(job.id)
    (line,) = await watched.engine.history()
    again = await watched.engine.add_again(line)
    done = await watched.until_ended(again.id)
    assert Path(done.files[0]).name == "small (2).mp4"


async def test_what_is_known_of_a_finished_job_is_forgotten(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("hls/master.m3u8"))
    await watched.until_ended(job.id)
    assert watched.engine.finding(job.id).media is None


async def test_a_job_whose_worker_cannot_be_started_fails_once(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        (tmp_path / "cache" / "worker").rmdir()
        (tmp_path / "cache" / "worker").write_text("in the way")
        job = await watched.engine.add("http://127.0.0.1:9/x")
        failure = (await watched.until_ended(job.id)).failure
    assert failure is not None
    assert failure.kind is FailureKind.WORKER_LOST


async def test_pausing_and_resuming_in_a_hurry_is_no_error(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/av480.mp4", rate=SLOW_BPS))
    await watched.until_state(job.id, S.RUNNING)
    commands = [watched.engine.pause, watched.engine.pause, watched.engine.resume, watched.engine.pause]
    await asyncio.gather(*(command(job.id) for command in commands))
    await watched.engine.pause(job.id)
    assert watched.engine.job(job.id).state is S.PAUSED


async def test_when_the_site_falls_silent_the_speed_goes(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job = await watched.engine.add(media_site.url("media/av480.mp4", rate=800_000, stall=1_200_000))
    await watched.until(lambda: any(p.speed_bps for p in watched.progress_of(job.id)))
    await watched.until(lambda: watched.progress_of(job.id)[-1].speed_bps is None)
    last = watched.progress_of(job.id)[-1]
    assert (last.eta_s, last.done_bytes > 1_000_000) == (None, True)
