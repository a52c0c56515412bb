"""What is read of a channel is numbered over its tabs; what is missing is said."""

from urllib.parse import quote

from mediadl.contract.channels import ChannelFilters
from mediadl.domain.clients import Scope
from mediadl.domain.media import Playlist
from mediadl.server.channels import Channel, criteria_of
from tests.helpers.api import Running
from tests.helpers.choices import an_entry
from tests.helpers.media_site import MediaSiteProcess


def test_a_video_stands_once_and_lists_are_left_out() -> None:
    channel = Channel(Playlist(id="c", extractor="X", url="https://example.com/c", title="C"))
    channel.take([an_entry(1), an_entry(2, is_list=True), an_entry(3)])
    channel.take([an_entry(1, url="https://example.com/3"), an_entry(4)])
    assert [(one.index, one.url[-1]) for one in channel.videos] == [(1, "1"), (2, "3"), (3, "4")]
    assert channel.is_whole
    channel.note("Something is missing.")
    assert (channel.is_whole, channel.notes) == (False, ["Something is missing."])


def test_bounds_are_those_of_the_filters() -> None:
    wanted = ChannelFilters(url="https://example.com/", date_after="20260101", min_duration=60, max_views=9)
    criteria = criteria_of(wanted)
    assert (criteria.shortest_s, criteria.first_day, criteria.most_views) == (60, "20260101", 9)
    assert criteria.fields == {"duration_s", "upload_date", "view_count"}


async def test_a_site_that_asks_for_patience_is_asked_for_nothing_more(
    api: Running, media_site: MediaSiteProcess
) -> None:
    link = media_site.url("lab/channel/busy?n=3&silent=1,2,3&kind=429")
    media_site.reset()
    _client, token = await api.client(Scope.PROBE)
    told = (await api.ask("GET", f"/channel/info?url={quote(link, safe='')}&min_views=1", token)).json
    assert (told["unknown_count"], told["items"]) == (3, [])
    assert "asks for patience" in told["notes"][0]
    assert len({hit.path for hit in media_site.hits() if "/lab/api/429" in hit.path}) == 1
