"""A job's temporary folder lies beside its destination and leaves nothing when it goes."""

from pathlib import Path

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.engine.workspace import discard_all, folders_of, own_folder, sweep, temp_folder
from tests.helpers.jobs import a_job


def _job(folder: Path, name: str = "one", **options: str) -> Job:
    return a_job(id=name, options=DownloadOptions(folder=str(folder), **options))


async def test_the_last_folder_takes_the_one_around_it_along(tmp_path: Path) -> None:
    job = _job(tmp_path)
    own_folder(job).mkdir(parents=True)
    (own_folder(job) / "media.mp4.part").write_bytes(b"half")
    await discard_all([job])
    assert list(tmp_path.iterdir()) == []


async def test_another_jobs_folder_stays(tmp_path: Path) -> None:
    for name in ("one", "two"):
        temp_folder(tmp_path, name).mkdir(parents=True)
    await discard_all([_job(tmp_path)])
    assert temp_folder(tmp_path, "two").is_dir()


async def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    await discard_all([_job(tmp_path)])
    assert list(tmp_path.iterdir()) == []


async def test_both_volumes_of_a_job_are_cleared(tmp_path: Path) -> None:
    job = _job(tmp_path / "downloads", temp_folder=str(tmp_path / "temp"))
    assert own_folder(job) == tmp_path / "temp" / ".mediadl" / "one"
    for folder in folders_of(job):
        folder.mkdir(parents=True)
    await discard_all([job])
    assert not list(tmp_path.rglob("one"))


@pytest.mark.parametrize(
    ("state", "is_kept"),
    [
        (JobState.COMPLETED, False),
        (JobState.DIFFERS, False),
        (JobState.CANCELLED, False),
        (JobState.FAILED, True),
        (JobState.PAUSED, True),
        (JobState.QUEUED, True),
    ],
)
async def test_a_sweep_takes_what_ended_jobs_left(state: JobState, is_kept: bool, tmp_path: Path) -> None:
    job = a_job(state=state, options=DownloadOptions(folder=str(tmp_path)))
    temp_folder(tmp_path, job.id).mkdir(parents=True)
    await sweep([job])
    assert temp_folder(tmp_path, job.id).exists() is is_kept


async def test_a_sweep_takes_the_folder_around_when_a_kill_left_it_empty(tmp_path: Path) -> None:
    job = a_job(state=JobState.COMPLETED, options=DownloadOptions(folder=str(tmp_path)))
    temp_folder(tmp_path, job.id).parent.mkdir()
    await sweep([job])
    assert list(tmp_path.iterdir()) == []
