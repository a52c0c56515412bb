"""Jobs come into the queue together, and lists in a client's list stay one batch."""

from pathlib import Path

from mediadl.domain.clients import ForClient
from mediadl.domain.events import JobAdded, JobChanged
from mediadl.domain.items import EVERYTHING
from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.domain.media import Playlist
from mediadl.domain.resolving import Asked
from tests.helpers.choices import some_entries
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess


async def test_none_ends_before_all_are_there(
    tmp_path: Path, media_site: MediaSiteProcess, monkeypatch
) -> None:
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with running_engine(tmp_path) as watched:
        link = media_site.url("media/small.mp4")
        await watched.until_ended((await watched.engine.add(link)).id)
        watched.events.clear()
        jobs = await watched.engine.add_all_for(ForClient("c", batch_id="b"), [link, link], Asked())
        assert [(job.state, job.is_had, job.batch_id) for job in jobs] == [(JobState.DIFFERS, True, "b")] * 2
        kinds = [type(event) for event in watched.events[:4]]
        assert kinds == [JobAdded, JobAdded, JobChanged, JobChanged]


async def test_lists_in_a_clients_list_are_of_its_batch(
    tmp_path: Path, media_site: MediaSiteProcess, monkeypatch
) -> None:
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with running_engine(tmp_path) as watched:
        link = media_site.url("lab/tabs/films?n=1&each.only=small.mp4")
        added = await watched.engine.add_for(ForClient("c", priority=2), link, Asked(), items=EVERYTHING)
        await watched.until(
            lambda: (
                len(watched.engine.jobs) == 3
                and all(job.state in FINAL_STATES for job in watched.engine.jobs)
            )
        )
        assert {(job.batch_id, job.priority) for job in watched.engine.jobs} == {(added.id, 2)}


async def test_entries_of_a_list_that_was_read_elsewhere_know_their_list(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        url = "https://example.invalid/list"
        playlist = Playlist(id="p", extractor="Example", url=url, title="Films", entry_count=9)
        client = ForClient("c", batch_id="b", retention_hours=2)
        jobs = await watched.engine.add_entries_for(client, playlist, some_entries(2, first=4), Asked())
        assert [(job.playlist_index, job.batch_id, job.retention_hours) for job in jobs] == [
            (4, "b", 2),
            (5, "b", 2),
        ]
        assert {(job.playlist_url, job.playlist_title, job.playlist_count) for job in jobs} == {
            (url, "Films", 9)
        }
