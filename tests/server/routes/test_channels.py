"""What a channel has published is told, filtered and downloaded, over a real socket and from a real site."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.job import FINAL_STATES
from mediadl.engine.approvals import LOOPBACK_SWITCH
from mediadl.server import channels
from tests.helpers.api import Answered, Running, every
from tests.helpers.media_site import MediaSiteProcess


@pytest.fixture(autouse=True)
def _without_patience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(channels, "PAUSE_S", 0.0)
    return iter(())


async def _info(api: Running, link: str, **query: Any) -> Answered:
    _client, token = await api.client(Scope.PROBE)
    return await api.ask("GET", f"/channel/info?{urlencode({'url': link, **query})}", token)


async def test_videos_of_all_tabs_are_told_a_page_at_a_time(
    api: Running, media_site: MediaSiteProcess
) -> None:
    link = media_site.url("lab/tabs/films")
    told = (await _info(api, link, page_size=5)).json
    assert [one["index"] for one in told["items"]] == [1, 2, 3, 4, 5]
    assert (told["title"], told["has_more"], told["total"]) == ("Films", True, None)
    end = (await _info(api, link, page_size=5, page=3)).json
    assert ([one["index"] for one in end["items"]], end["has_more"], end["total"]) == ([11, 12], False, 12)
    assert "films-live-4" in end["items"][-1]["url"]
    assert end["is_whole"] is True


async def test_filters_and_order_hold_over_the_whole_channel(
    api: Running, media_site: MediaSiteProcess
) -> None:
    link = media_site.url("lab/channel/films?n=60")
    every_one = (await _info(api, link, sort_by="view_count", page_size=100)).json
    views = [one["view_count"] for one in every_one["items"]]
    assert views == sorted(views, reverse=True)
    assert (len(views), every_one["total"]) == (60, 60)
    bounds = {"min_views": views[20], "max_views": views[3], "sort_by": "upload_date"}
    some = (await _info(api, link, **bounds)).json
    days = [one["upload_date"] for one in some["items"]]
    assert days == sorted(days, reverse=True)
    assert (len(days), some["read_count"], some["unknown_count"]) == (18, 60, 0)


async def test_what_a_list_does_not_say_is_learned_at_the_videos_pages(
    api: Running, media_site: MediaSiteProcess
) -> None:
    link = media_site.url("lab/channel/quiet?n=4&silent=2,3&2.views=5&3.views=9000000")
    media_site.reset()
    _client, token = await api.client(Scope.PROBE)
    query = f"/channel/info?{urlencode({'url': link, 'min_views': 3_000_000})}"
    told = (await api.ask("GET", query, token)).json
    assert [one["index"] for one in told["items"]] == [3]
    assert (told["unknown_count"], told["is_whole"]) == (0, True)
    assert sum("/lab/api/v/" in hit.path for hit in media_site.hits()) == 2
    assert (await api.ask("GET", query, token)).json == told
    assert sum("/lab/api/v/" in hit.path for hit in media_site.hits()) == 2


async def test_what_could_not_be_learned_is_counted_and_not_guessed(
    api: Running, media_site: MediaSiteProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "MOST_PAGES", 1)
    link = media_site.url("lab/channel/quiet?n=3&silent=1,2,3&private=1&each.date=20260105")
    told = (await _info(api, link, date_after="20260101", date_before="20260110")).json
    assert (told["items"], told["unknown_count"], told["is_whole"]) == ([], 3, False)
    assert "2 videos were not looked at" in told["notes"][0]
    ordered = (await _info(api, link, sort_by="duration")).json
    assert (len(ordered["items"]), ordered["unsorted_count"]) == (3, 3)


async def test_what_is_wanted_of_a_channel_becomes_a_batch_of_files(
    api: Running, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    body = {
        "url": media_site.url("lab/tabs/films?n=2&each.only=small.mp4"),
        "sort_by": "title",
        "max_downloads": 2,
        "priority": 3,
    }
    added = await api.ask("POST", "/channel/download", token, json=body)
    assert (added.status, added.json["total"], added.json["read_count"]) == (201, 2, 6)
    engine = api.watched.engine
    await api.watched.until(lambda: all(job.state in FINAL_STATES for job in engine.jobs))
    batch = (await api.ask("GET", f"/batch/{added.json['batch_id']}", token)).json
    assert (batch["completed"], batch["total"]) == (2, 2)
    titles = [one["title"] for one in batch["jobs"]]
    assert titles == sorted(titles, key=str.casefold)
    assert {(job.playlist_title, job.priority) for job in engine.jobs} == {("Films", 3)}


async def test_a_channel_in_this_computer_is_not_asked(
    api: Running, media_site: MediaSiteProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LOOPBACK_SWITCH)
    media_site.reset()
    link = media_site.url("lab/tabs/films")
    answer = await _info(api, link)
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "url")
    _client, token = await api.client(Scope.SUBMIT)
    answer = await api.ask("POST", "/channel/download", token, json={"url": link})
    assert (answer.status, api.watched.engine.jobs, media_site.hits()) == (422, (), [])


async def test_a_tab_that_cannot_be_read_is_said_and_costs_no_other(
    api: Running, media_site: MediaSiteProcess
) -> None:
    told = (await _info(api, media_site.url("lab/tabs/films?n=2&broken=shorts"))).json
    assert (len(told["items"]), told["is_whole"], told["total"]) == (4, False, None)
    assert "“Films - Shorts” could not be read" in told["notes"][0]


@pytest.mark.parametrize(
    ("place", "more", "words"),
    [
        ("media/small.mp4", {}, "single media"),
        ("lab/channel/films?n=2", {"min_duration": 1e6}, "no videos that the filters let through"),
    ],
)
async def test_what_gives_no_download_is_a_problem(
    api: Running, media_site: MediaSiteProcess, place: str, more: dict[str, Any], words: str
) -> None:
    _client, token = await api.client(Scope.SUBMIT)
    body = {"url": media_site.url(place), **more}
    answer = await api.ask("POST", "/channel/download", token, json=body)
    assert (answer.status, answer.code) == (422, "METADATA_EXTRACTION_FAILED")
    assert words in answer.json["detail"]
    assert api.watched.engine.jobs == ()
