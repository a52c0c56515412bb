"""What is behind a link is told over a real socket, by a real worker that looks at a real site."""

from urllib.parse import quote

import pytest

from mediadl.domain.clients import Scope
from tests.helpers.api import Answered, Running
from tests.helpers.media_site import MediaSiteProcess


async def _ask(api: Running, path: str, link: str, more: str = "") -> Answered:
    _client, token = await api.client(Scope.PROBE)
    return await api.ask("GET", f"/{path}?url={quote(link, safe='')}{more}", token)


async def test_formats_are_told_by_kind_with_the_best_of_each(
    api: Running, media_site: MediaSiteProcess
) -> None:
    told = (await _ask(api, "formats", media_site.url("dash/manifest.mpd"))).json
    kinds = told["formats"]
    assert kinds["combined"] == []
    assert told["best_video_format"] == kinds["video_only"][-1]["format_id"]
    assert told["best_audio_format"] == kinds["audio_only"][-1]["format_id"]
    assert told["recommended_format"].split("+")[0] in {one["format_id"] for one in kinds["video_only"]}


async def test_metadata_is_told_and_nothing_is_added(api: Running, media_site: MediaSiteProcess) -> None:
    told = (await _ask(api, "metadata", media_site.url("media/small.mp4"))).json
    assert (told["title"], told["tags"], told["is_live"]) == ("small", [], False)
    assert told["formats"][0]["ext"] == "mp4"
    assert api.watched.engine.jobs == ()


@pytest.mark.parametrize(
    ("path", "place", "status", "words"),
    [
        ("metadata", "media/small.mp4#404", 422, "does not exist"),
        ("formats", "media/small.mp4#503", 502, ""),
        ("formats", "feed.rss?n=3", 422, "is a list"),
        ("playlist/preview", "media/small.mp4", 422, "single media"),
    ],
)
async def test_what_cannot_be_looked_at_is_a_problem(
    api: Running, media_site: MediaSiteProcess, path: str, place: str, status: int, words: str
) -> None:
    name, _, fault = place.partition("#")
    link = media_site.url(name, status=int(fault)) if fault else media_site.url(name)
    answer = await _ask(api, path, link)
    assert (answer.status, answer.code) == (status, "METADATA_EXTRACTION_FAILED")
    assert words in answer.json["detail"]


async def test_a_link_into_this_computer_is_refused(
    api: Running, monkeypatch: pytest.MonkeyPatch, media_site: MediaSiteProcess
) -> None:
    monkeypatch.delenv("MEDIADL_ALLOW_LOOPBACK_URLS")
    answer = await _ask(api, "metadata", media_site.url("media/small.mp4"))
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "url")


async def test_a_list_is_told_a_page_at_a_time(api: Running, media_site: MediaSiteProcess) -> None:
    link = media_site.url("feed.rss?n=7")
    told = (await _ask(api, "playlist/preview", link, "&page=2&page_size=3")).json
    assert [one["index"] for one in told["items"]] == [4, 5, 6]
    assert told["has_more"] is True
    end = (await _ask(api, "playlist/preview", link, "&page=3&page_size=3")).json
    assert ([one["index"] for one in end["items"]], end["total"], end["has_more"]) == ([7], 7, False)
