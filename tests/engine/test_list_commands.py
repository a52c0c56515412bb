"""Lists that wait for a choice: what is known of their links, and a start before the end."""

import asyncio

import pytest

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.entry_states import EntryState, state_of
from mediadl.domain.errors import NotAllowed
from mediadl.domain.events import ListingFinished
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.domain.resolving import Asked
from tests.helpers.choices import Stage, a_stage, an_entry, some_entries
from tests.helpers.engines import running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess

SOUND = DownloadOptions(quality="audio_only")


async def finish(stage: Stage, job_id: str, *more) -> None:
    """What a run does at the end of a list, and what follows from it."""
    finding = stage.engine._findings[job_id]
    finding.entries.extend(more)
    finding.listing_finished = True
    stage.engine.bus.publish(ListingFinished(job_id, len(finding.entries)))
    async with asyncio.timeout(30):
        while any(job.id == job_id for job in stage.engine.jobs):
            await asyncio.sleep(0.005)


async def test_links_are_known_from_history_and_queue(tmp_path):
    async with a_stage(tmp_path) as stage:
        done = a_job(JobState.RUNNING, url="https://x/done")
        await stage.engine._queue.add(
            [done, a_job(url="https://x/waits"), a_job(JobState.FAILED, url="https://x/no")]
        )
        await stage.engine._queue.move_to(done.id, JobState.COMPLETED)
        await stage.engine.remove_many([done.id])
        known = await stage.engine.known_links()
        assert (known.had, known.queued, known.failed) == (
            {"https://x/done"},
            {"https://x/waits"},
            {"https://x/no"},
        )


@pytest.mark.parametrize(
    ("choice", "indexes", "more"),
    [
        (Choice(unchecked=(EntryKey(an_entry(2).url), EntryKey(an_entry(4).url))), [1, 3], [5]),
        (Choice(everything=False, range="1,3-4"), [1, 3], [4]),
    ],
)
async def test_a_start_before_the_end_takes_the_rest_by_the_rule(choice, indexes, more, tmp_path):
    async with a_stage(tmp_path) as stage:
        own = choice.model_copy(update={"own_options": ((EntryKey(an_entry(more[0]).url), SOUND),)})
        listing = await stage.add_list(some_entries(3))
        await stage.engine.choose_entries(listing.id, indexes, DownloadOptions(quality="480p"), own)
        waits = stage.engine.job(listing.id)
        assert (waits.state, waits.items) == (JobState.CHOOSING, choice.range or ":")
        await finish(stage, listing.id, *some_entries(2, first=4))
        assert [job.playlist_index for job in stage.engine.jobs] == [*indexes, *more]
        assert [job.options.quality for job in stage.engine.jobs] == ["480p", "480p", "audio_only"]


async def test_without_a_rule_for_more_the_list_goes_at_once(tmp_path):
    async with a_stage(tmp_path) as stage:
        listing = await stage.add_list(some_entries(3))
        await stage.engine.choose_entries(listing.id, [2], None, Choice(everything=False))
        assert [job.playlist_index for job in stage.engine.jobs] == [2]


async def test_a_list_is_looked_at_again_and_tells_what_is_new(tmp_path):
    async with a_stage(tmp_path) as stage:
        listing = await stage.add_list(some_entries(2))
        (job, *_rest) = await stage.engine.choose_entries(listing.id, [1, 2])
        await stage.engine.look_again(job)
        again = stage.engine.jobs[-1]
        assert (again.url, again.options.folder, again.state) == (
            listing.url,
            "/downloads",
            JobState.RESOLVING,
        )
        known = await stage.engine.known_links(listing.url)
        states = [state_of(entry, known) for entry in some_entries(3)]
        assert states[:2] == [EntryState.QUEUED] * 2
        assert states[2] in {EntryState.NEW, EntryState.UNTAKEN}  # what it had is noted a moment later
        with pytest.raises(NotAllowed, match="not taken from a list"):
            await stage.engine.look_again(again)


async def test_a_link_that_names_both_asks_once_and_obeys(media_site: MediaSiteProcess, tmp_path):
    async with running_engine(tmp_path) as watched:
        job = await watched.engine.add_part(media_site.url("lab/v/harbour?list=films"), "ask", Asked())
        await watched.until_state(job.id, JobState.CHOOSING)
        assert watched.engine.job(job.id).asks_part
        await watched.engine.answer_part(job.id, "list")
        await watched.until(lambda: watched.engine.finding(job.id).listing_finished)
        assert len(watched.engine.finding(job.id).entries) == 3
        with pytest.raises(NotAllowed, match="asks nothing"):
            await watched.engine.answer_part(job.id, "video")


async def test_a_link_that_names_only_a_list_or_only_a_video_asks_nothing(
    media_site: MediaSiteProcess, tmp_path
):
    async with running_engine(tmp_path) as watched:
        for link in ("lab/channel/films?n=2", "lab/v/harbour"):
            job = await watched.engine.add_part(media_site.url(link), "ask", Asked(), StartMode.CHOOSE)
            chooses = await watched.until_state(job.id, JobState.CHOOSING)
            assert not chooses.asks_part
