"""The prober looks at links and makes no job of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.app import open_engine
from mediadl.domain.errors import InvalidLink
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Media, Playlist
from mediadl.engine.prober import ProbeFailed, Prober
from mediadl.engine.tasks import Tasks
from tests.helpers.engines import paths_in
from tests.helpers.media_site import MediaSiteProcess


@pytest.fixture
async def prober(tmp_path: Path) -> AsyncIterator[Prober]:
    async with open_engine(paths_in(tmp_path), Tasks()) as (_engine, opened):
        yield opened


async def test_a_media_is_found_with_its_formats(prober: Prober, media_site: MediaSiteProcess) -> None:
    (found,) = [found async for found in prober.look(media_site.url("hls/master.m3u8"))]
    assert isinstance(found, Media)
    assert {480, 720} <= {format_.height for format_ in found.formats}


async def test_a_list_comes_first_and_then_its_entries(prober: Prober, media_site: MediaSiteProcess) -> None:
    head, *batches = [found async for found in prober.look(media_site.url("feed.rss?n=450"))]
    assert isinstance(head, Playlist)
    entries = [entry for batch in batches if isinstance(batch, tuple) for entry in batch]
    assert [entry.index for entry in entries] == list(range(1, 451))


async def test_a_failure_is_raised_with_its_kind(prober: Prober, media_site: MediaSiteProcess) -> None:
    with pytest.raises(ProbeFailed, match="does not exist") as caught:
        _ = [found async for found in prober.look(media_site.url("media/small.mp4", status=404))]
    assert caught.value.failure.kind is FailureKind.NOT_FOUND


async def test_what_is_no_link_is_refused_at_once(prober: Prober) -> None:
    with pytest.raises(InvalidLink):
        _ = [found async for found in prober.look("--exec=id")]
