"""Entries of which a list says little are looked at: what is wanted last, first, and politely."""

import asyncio

import pytest

from mediadl.domain.events import EntriesLearned
from mediadl.domain.job import JobState
from mediadl.domain.media import Media
from mediadl.engine.details import position_of, says_too_little, with_details
from tests.helpers.choices import an_entry
from tests.helpers.engines import running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess


@pytest.mark.parametrize(
    ("facts", "worth"),
    [
        ({}, True),
        ({"availability": "public"}, True),
        ({"duration_s": 1.0}, False),
        ({"availability": "private"}, False),
        ({"problem": "It is gone."}, False),
        ({"is_list": True}, False),
        ({"live_status": "is_live"}, False),
        ({"was_looked_at": True}, False),
    ],
)
def test_only_what_says_no_length_is_worth_a_request(facts, worth):
    assert says_too_little(an_entry(1, **{"duration_s": None, **facts})) is worth


@pytest.mark.parametrize(
    ("facts", "fields", "worth"),
    [
        ({"duration_s": 1.0}, {"duration_s", "upload_date"}, True),
        ({"duration_s": 1.0, "upload_date": "20260101"}, {"duration_s", "upload_date"}, False),
        ({"duration_s": 1.0, "view_count": 0}, {"view_count"}, False),
        ({"duration_s": 1.0, "was_looked_at": True}, {"view_count"}, False),
    ],
)
def test_what_is_shown_and_missing_is_worth_one_too(facts, fields, worth):
    assert says_too_little(an_entry(1, **facts), fields) is worth


def test_what_the_list_says_stays():
    media = Media(id="m", extractor="X", url="u", title="T", uploader="Page", duration_s=7.0, view_count=3)
    entry = with_details(an_entry(1, duration_s=None, uploader="List"), media)
    assert (entry.uploader, entry.duration_s, entry.view_count, entry.was_looked_at) == ("List", 7.0, 3, True)


async def test_what_was_wanted_last_is_looked_at_and_failures_say_why(tmp_path, media_site: MediaSiteProcess):
    async with running_engine(tmp_path) as watched:
        job, learned = a_job(JobState.PAUSED), []
        watched.engine.bus.subscribe(EntriesLearned, learned.append)
        watched.engine._details.pause_s = 0.0
        links = ("lab/v/one", "lab/v/two", "lab/gone/three")
        urls = [media_site.url(link) for link in links]
        entries = [an_entry(number, url=url, duration_s=None) for number, url in enumerate(urls, 1)]
        watched.engine._findings[job.id].entries = entries
        await watched.engine._queue.add([job])
        watched.engine.want_details(job.id, [1])
        watched.engine.want_details(job.id, [3, 2])
        async with asyncio.timeout(60):
            while len(learned) < 2:
                await asyncio.sleep(0.01)
        (third,), (second,) = (event.entries for event in learned)
        assert (third[0], second[0]) == (2, 1)
        assert "removed" in third[1].problem
        assert second[1].duration_s == 12.0
        assert watched.engine.finding(job.id).entries[1] is second[1]
        assert watched.engine.finding(job.id).entries[0].duration_s is None


@pytest.mark.parametrize(("index", "at"), [(1, 0), (4, 1), (9, 2), (2, None), (10, None), (0, None)])
def test_an_entry_is_found_by_its_number_also_beside_gaps(index, at):
    entries = [an_entry(number) for number in (1, 4, 9)]
    assert position_of(entries, index) == at
