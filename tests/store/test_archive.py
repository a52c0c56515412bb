"""The archive's table."""

import dataclasses
import sqlite3
from pathlib import Path

from mediadl.domain.archive import Archived
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.store import schema
from mediadl.store.archive import peek_archive
from mediadl.store.snapshots import dump
from mediadl.store.store import Store
from tests.helpers.jobs import NOON, a_job


async def test_a_completed_job_is_found_by_its_identity_and_by_its_link(store: Store):
    job = a_job(title="Film", site="Youtube", media_id="abc", files=("/v/Film.mp4",), finished_at=NOON)
    job = dataclasses.replace(job, state=JobState.COMPLETED)
    await store.jobs.append([job])
    await store.jobs.save(job, to_history=True)
    line = Archived("youtube abc", "video", NOON, "download", job.url, "Film", "/v/Film.mp4", job.id)
    assert await store.archive.find([job.url, "youtube abc", "youtube x"], "video") == {
        job.url: line,
        "youtube abc": line,
    }
    assert await store.archive.find([job.url], "audio") == {}


async def test_the_newest_file_of_a_media_is_the_one_that_is_here(store: Store):
    for number in (1, 2):
        job = a_job(site="Lab", media_id="x", files=(f"/v/{number}",), options=DownloadOptions())
        job = dataclasses.replace(job, state=JobState.COMPLETED, finished_at=NOON)
        await store.jobs.append([job])
        await store.jobs.save(job, to_history=True)
    (line,) = (await store.archive.find(["lab x"], "video")).values()
    assert line.path == "/v/2"
    assert await store.archive.all() == [line]


async def test_imported_lines_never_take_the_place_of_what_is_known(store: Store):
    known = Archived("lab x", "video", NOON, "scan", path="/v/x.mp4")
    assert await store.archive.add([known]) == 1
    more = [Archived(f"lab {name}", "video", NOON, "import") for name in "xyz"]
    assert await store.archive.add(more) == 2
    assert (await store.archive.find(["lab x"], "video"))["lab x"] == known


async def test_thousands_are_asked_for_at_once(store: Store):
    await store.archive.add([Archived(f"lab {number}", "video", NOON, "import") for number in range(5000)])
    found = await store.archive.find((f"lab {number}" for number in range(0, 10_000, 2)), "video")
    assert len(found) == 2500


def test_what_was_downloaded_before_there_was_an_archive_is_known_by_its_link():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for number, script in schema._migrations():
        if number == 4:
            job = a_job(
                files=("/v/Film.mp4",), options=DownloadOptions(quality="audio_only"), finished_at=NOON
            )
            row = (job.id, NOON.isoformat(), "Film", dump(job))
            connection.execute("INSERT INTO history VALUES (?, ?, ?, ?)", row)
        connection.executescript(script)
    rows = connection.execute("SELECT identity, intent, path, job_id FROM archive").fetchall()
    connection.close()
    assert rows == [(job.url, "audio", "/v/Film.mp4", job.id)]


async def test_the_archive_of_a_database_in_use_is_read_and_one_that_is_not_there_is_empty(
    store: Store, tmp_path: Path
):
    await store.archive.add([Archived("lab x", "video", NOON, "scan", path="/v/x.mp4")])
    place = Path(store.database.path)
    assert set(peek_archive(place, ["lab x", "lab y"], "video")) == {"lab x"}
    assert peek_archive(tmp_path / "none.sqlite3", ["lab x"], "video") == {}
    assert not (tmp_path / "none.sqlite3").exists()
