"""The client against the real API: each method asks what it says, and downloads are real."""

import asyncio
import subprocess
import sys
from contextlib import aclosing
from pathlib import Path

import pytest

from mediadl.client import (
    BatchDownloadRequest,
    ChannelDownloadRequest,
    ChannelQuery,
    DownloadQuery,
    DownloadRequest,
    MediaDL,
    PairingEnded,
    PlaylistDownloadRequest,
    Problem,
)
from tests.helpers.api import Running
from tests.helpers.media_site import MediaSiteProcess, media_path


async def test_a_link_becomes_a_file_here(
    mediadl: MediaDL, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    added = await mediadl.add(DownloadRequest(url=media_site.url("media/small.mp4"), embed_metadata=False))
    done = await asyncio.wait_for(mediadl.wait(added.request_id), 60)
    assert (done.status, done.title, done.file_path) == ("completed", "small", "small.mp4")
    here = await mediadl.save_file(done.request_id, tmp_path)
    assert (here.name, here.read_bytes()) == ("small.mp4", media_path("small.mp4").read_bytes())
    assert await mediadl.wait(added.request_id) == await mediadl.get(added.request_id)
    assert (await mediadl.logs(added.request_id)).logs
    found = await mediadl.downloads(DownloadQuery(status="completed", page_size=1))
    assert (found.total, found.items[0].request_id) == (1, added.request_id)


async def test_downloads_are_steered_and_a_no_has_its_reason(mediadl: MediaDL) -> None:
    added = await mediadl.add(DownloadRequest(url="https://example.invalid/a", start="paused"))
    assert (await mediadl.pause(added.request_id)).status == "paused"
    assert (await mediadl.resume(added.request_id)).status in {"queued", "running"}
    assert (await mediadl.cancel(added.request_id)).status == "cancelled"
    assert (await mediadl.wait(added.request_id)).status == "cancelled"
    with pytest.raises(Problem, match="nothing to cancel") as refused:
        await mediadl.cancel(added.request_id)
    assert (refused.value.status, refused.value.code) == (409, "CONFLICT")
    assert len(refused.value.request_id) == 36
    assert (await mediadl.retry(added.request_id)).status in {"queued", "running"}
    with pytest.raises(Problem) as wrong:
        await mediadl.add("ftp://example.invalid/")
    assert (wrong.value.code, list(wrong.value.errors)) == ("VALIDATION_ERROR", ["url"])


async def test_links_are_looked_at_and_lists_and_batches_are_added(
    mediadl: MediaDL, media_site: MediaSiteProcess
) -> None:
    media = media_site.url("media/small.mp4")
    assert (await mediadl.metadata(media)).title == "small"
    assert [one.ext for one in (await mediadl.formats(media)).formats.combined] == ["mp4"]
    lab = media_site.url("feed.rss?n=3")
    assert (await mediadl.preview(lab, page_size=2)).has_more
    entries = await mediadl.add_list(PlaylistDownloadRequest(url=lab, items="1"))
    assert (await asyncio.wait_for(mediadl.wait_batch(entries.batch_id), 60)).total == 1
    links = [f"{media}?{number}" for number in (1, 2)]
    batch = await mediadl.add_batch(BatchDownloadRequest(urls=links, start="paused"))
    assert (batch.total, (await mediadl.batch(batch.batch_id)).total) == (2, 2)
    assert (await mediadl.cancel_batch(batch.batch_id)).cancelled == 2
    assert (await mediadl.add_batch(["https://example.invalid/1", "https://example.invalid/2"])).total == 2
    films = media_site.url("lab/channel/films?n=2")
    assert (await mediadl.channel(ChannelQuery(url=films, sort_by="title", page_size=1))).total == 2
    assert (await mediadl.add_channel(ChannelDownloadRequest(url=films, max_downloads=1))).total == 1


async def test_events_are_typed_and_go_on_where_they_ended(mediadl: MediaDL) -> None:
    async with aclosing(mediadl.events()) as events:
        assert (await anext(events)).name == "queue.stats"
        added = await mediadl.add(DownloadRequest(url="https://example.invalid/a", start="paused"))
        while (told := await anext(events)).name != "job.added":
            pass
    assert (told.request_id, told.data.url) == (added.request_id, "https://example.invalid/a")
    await mediadl.cancel(added.request_id)
    async with aclosing(mediadl.events(str(told.id))) as events:
        missed = await anext(events)
    assert (missed.name, missed.data.status) == ("job.changed", "cancelled")


async def test_a_token_is_asked_for_and_used(api: Running) -> None:
    async with MediaDL(api.server.address) as stranger:
        assert (await stranger.version()).name == "MediaDL"
        assert "engine" in (await stranger.health()).checks
        with pytest.raises(Problem, match="token"):
            await stranger.downloads()
        api.server.pairing.open()
        asked = await stranger.pair("Test", ["read"])
        assert asked.code == api.server.pairing.waiting[0].code
        api.server.pairing.allow(asked.pair_id)
        await stranger.token_of(asked)
        assert (await stranger.downloads()).total == 0
        second = await stranger.pair("Test", ["read"])
        api.server.pairing.deny(second.pair_id)
        with pytest.raises(PairingEnded, match="said no"):
            await stranger.token_of(second)


def test_it_brings_neither_window_nor_engine_nor_server_along() -> None:
    heavy = ("PySide6", "yt_dlp", "aiohttp.web", "sqlite3", "mediadl.engine", "mediadl.server")
    line = f"import sys, mediadl.client; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
