"""Lists opened in a list: read when asked for, stopped at once, and what is chosen in them becomes jobs."""

import asyncio

import pytest

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.events import InnerListChanged
from mediadl.domain.inner_lists import inner_id, tabs_of
from mediadl.domain.job import JobState
from mediadl.domain.media import Playlist
from mediadl.engine.inner_lists import STOPPED
from tests.helpers.choices import Stage, a_stage, an_entry, some_entries
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess

SHORTS = "https://example.com/shorts"


async def a_page_of_lists(stage: Stage):
    """A list of one media and one list, which has been opened and read: entries 11, 12 and 13."""
    entries = (an_entry(1), an_entry(2, url=SHORTS, title="Shorts", is_list=True))
    listing = await stage.add_list(entries)
    finding = stage.engine._findings[listing.id]
    finding.listing_finished = True
    inner = stage.engine._findings[inner_id(listing.id, SHORTS)]
    inner.playlist = Playlist(id="s", extractor="Example", url=SHORTS, title="All shorts", entry_count=3)
    inner.entries, inner.listing_finished = list(some_entries(3, first=11)), True
    return listing


def links(stage: Stage) -> list[str]:
    return [job.url.rpartition("/")[2] for job in stage.engine.jobs]


async def test_a_tab_is_read_when_it_is_opened_and_once(tmp_path, media_site: MediaSiteProcess):
    async with running_engine(tmp_path) as watched:
        engine, news = watched.engine, []
        job = await engine.add(media_site.url("lab/tabs/films"))
        await watched.until(lambda: engine.finding(job.id).listing_finished)
        engine.bus.subscribe(InnerListChanged, news.append)
        finding = engine.finding(job.id)
        tabs = tabs_of(finding.playlist, finding.entries)
        assert [name for name, _entry in tabs] == ["Videos", "Shorts", "Live"]
        shorts = engine.open_list(job.id, tabs[1][1].url)
        await watched.until(lambda: not engine.is_reading_list(shorts))
        assert engine.finding(shorts).playlist.title == "Films-Shorts Films"
        assert len(engine.finding(shorts).entries) == 4
        told = len(news)
        engine.open_list(job.id, tabs[1][1].url)
        assert (len(news), engine.job(job.id).state) == (told, JobState.CHOOSING)


async def test_reading_stops_at_once_keeps_what_came_and_can_begin_anew(
    tmp_path, media_site: MediaSiteProcess
):
    async with running_engine(tmp_path) as watched:
        engine = watched.engine
        job = await engine.add(media_site.url("lab/channel/films?n=2"))
        await watched.until(lambda: engine.finding(job.id).listing_finished)
        slow = engine.open_list(job.id, media_site.url("f/delay=1500/lab/channel/slow?n=200"))
        await watched.until(lambda: bool(engine.finding(slow).entries))
        engine.stop_list(slow)
        assert (engine.is_reading_list(slow), engine.finding(slow).problem) == (False, STOPPED)
        assert 0 < len(engine.finding(slow).entries) < 200
        engine.open_list(job.id, media_site.url("f/delay=1500/lab/channel/slow?n=200"), again=True)
        assert (engine.is_reading_list(slow), engine.finding(slow).entries) == (True, [])
        await engine.cancel(job.id)
        await watched.until(lambda: not engine.is_reading_list(slow))


async def test_what_is_no_list_or_cannot_be_read_says_so(tmp_path, media_site: MediaSiteProcess):
    async with running_engine(tmp_path) as watched:
        engine = watched.engine
        job = await engine.add(media_site.url("lab/channel/films?n=2"))
        await watched.until(lambda: engine.finding(job.id).listing_finished)
        for link, words in (("lab/v/one", "no list"), ("lab/gone/two", "removed")):
            opened = engine.open_list(job.id, media_site.url(link))
            await watched.until(lambda opened=opened: not engine.is_reading_list(opened))
            assert words in engine.finding(opened).problem


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (Choice(unchecked=(EntryKey(an_entry(12).url),)), ["1", "11", "13"]),
        (Choice(everything=False, range="3"), ["1"]),
        (Choice(everything=False, checked=(EntryKey(an_entry(12).url),)), ["1", "12"]),
    ],
)
async def test_an_inner_list_gives_what_is_chosen_in_it(tmp_path, inside, expected):
    async with a_stage(tmp_path) as stage:
        listing = await a_page_of_lists(stage)
        await stage.engine.choose_entries(listing.id, [1, 2], None, Choice().with_inner(SHORTS, inside))
        assert links(stage) == expected
        groups = {job.playlist_title: job.batch_id for job in stage.engine.jobs}
        assert len(set(groups.values())) == len(groups)


async def test_a_checked_list_that_nobody_looked_into_goes_whole(tmp_path):
    async with a_stage(tmp_path) as stage:
        listing = await a_page_of_lists(stage)
        await stage.engine.choose_entries(listing.id, [1, 2], None, Choice())
        assert [(job.items, job.title) for job in stage.engine.jobs] == [(None, "Title 1"), (":", "Shorts")]


async def test_one_that_is_not_read_to_its_end_is_read_by_a_job_that_takes_the_choice(
    tmp_path, media_site: MediaSiteProcess
):
    async with running_engine(tmp_path) as watched:
        engine = watched.engine
        job = await engine.add(media_site.url("lab/tabs/films"))
        await watched.until(lambda: engine.finding(job.id).listing_finished)
        videos, shorts, _live = engine.finding(job.id).entries
        second = EntryKey(shorts.url.replace("channel/films-shorts?n=4", "v/films-shorts-2"))
        choice = Choice(everything=False).with_inner(shorts.url, Choice(everything=False, checked=(second,)))
        await engine.choose_entries(job.id, [shorts.index], None, choice)
        async with asyncio.timeout(60):
            while [one.url for one in engine.jobs] != [second.url]:
                await asyncio.sleep(0.02)
        assert videos.index == 1


async def test_a_list_that_is_taken_before_the_end_is_not_taken_twice(tmp_path):
    async with a_stage(tmp_path) as stage:
        listing = await a_page_of_lists(stage)
        stage.engine._findings[listing.id].listing_finished = False
        choice = Choice(checked=(EntryKey(SHORTS),)).with_inner(SHORTS, Choice())
        await stage.engine.choose_entries(listing.id, [1, 2], None, choice)
        left = stage.engine.choice(listing.id)
        assert (left.checked, left.unchecked) == ((), (EntryKey(SHORTS),))
        assert links(stage)[1:] == ["1", "11", "12", "13"]


async def test_a_list_that_names_itself_is_not_taken_again(tmp_path):
    async with a_stage(tmp_path) as stage:
        job = await stage.add_list((an_entry(1),))
        stage.engine._findings[job.id].entries.append(an_entry(2, url=job.url, is_list=True))
        await stage.engine.choose_entries(job.id, [1, 2])
        assert links(stage) == ["1"]
