"""Files that are not to be kept are deleted when their time is over, and no other file ever is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mediadl.domain.job import Job, JobState
from mediadl.store.store import Store
from tests.helpers.engines import paths_in, running_engine, until
from tests.helpers.jobs import a_job


async def write_queue(folder: Path, jobs: list[Job]) -> None:
    """Leave a queue there for the next start."""
    place = paths_in(folder).database
    place.parent.mkdir(parents=True)
    store = await Store.open(place)
    await store.jobs.append(jobs)
    await store.close()


PAST = datetime.now(UTC) - timedelta(hours=3)
"""When jobs have ended and their files were written, however late in a run of all tests this one is."""


def a_file(folder: Path, name: str, *, is_changed: bool = False) -> str:
    path = folder / name
    path.write_bytes(b"media")
    if not is_changed:
        os.utime(path, (PAST.timestamp(), PAST.timestamp()))
    return str(path)


def delivered(job_id: str, *files: str, **changes: Any) -> Job:
    fields = {"retention_hours": 1, "finished_at": PAST, "files": files, "client_id": "client", **changes}
    return a_job(JobState.COMPLETED, id=job_id, **fields)


async def test_what_is_due_at_the_start_is_deleted_and_the_job_stays(tmp_path: Path) -> None:
    film, words = a_file(tmp_path, "film.mp4"), a_file(tmp_path, "film.srt")
    await write_queue(tmp_path, [delivered("one", film, words)])
    async with running_engine(tmp_path) as scene:
        await until(lambda: not scene.engine.job("one").files)
        assert scene.engine.job("one").state is JobState.COMPLETED
    assert not Path(film).exists()
    assert not Path(words).exists()


async def test_what_is_not_due_or_not_the_jobs_own_stays(tmp_path: Path) -> None:
    names = ("due", "later", "kept", "changed", "replaced", "had")
    files = {name: a_file(tmp_path, f"{name}.mp4", is_changed=name == "changed") for name in names}
    jobs = [
        delivered("later", files["later"], retention_hours=9),
        delivered("kept", files["kept"], retention_hours=None),
        delivered("changed", files["changed"]),
        delivered("replaced", files["replaced"]),
        delivered("by this", files["replaced"], retention_hours=None),
        delivered("had", files["had"], is_had=True),
        delivered("due", files["due"]),
    ]
    await write_queue(tmp_path, jobs)
    async with running_engine(tmp_path) as scene:
        await until(lambda: not scene.engine.job("due").files)
        await until(lambda: not scene.engine.job("changed").files)
    left = {name for name, path in files.items() if Path(path).exists()}
    assert left == {"later", "kept", "changed", "replaced", "had"}


async def test_a_link_in_place_of_the_file_leads_to_no_deletion(tmp_path: Path) -> None:
    precious = a_file(tmp_path, "precious.txt")
    link = tmp_path / "film.mp4"
    link.symlink_to(precious)
    await write_queue(tmp_path, [delivered("one", str(link))])
    async with running_engine(tmp_path) as scene:
        await until(lambda: not scene.engine.job("one").files)
    assert Path(precious).exists()
    assert link.is_symlink()


async def test_a_job_that_ends_later_is_followed(tmp_path: Path) -> None:
    film = a_file(tmp_path, "film.mp4")
    waiting = a_job(JobState.PAUSED, id="one", retention_hours=1)
    await write_queue(tmp_path, [waiting])
    async with running_engine(tmp_path) as scene:
        await scene.engine._queue.change("one", state=JobState.COMPLETED, files=(film,), finished_at=PAST)
        await until(lambda: not scene.engine.job("one").files)
    assert not Path(film).exists()
