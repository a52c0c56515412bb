"""A job's temporary folder lies beside its destination and leaves nothing when it goes."""

from pathlib import Path

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.engine.workspace import discard_all, sweep, temp_folder
from tests.helpers.jobs import a_job


def _job(folder: Path, job_id: str) -> Job:
    return a_job(id=job_id, options=DownloadOptions(folder=str(folder)))


async def test_the_last_folder_takes_the_one_around_it_along(tmp_path: Path) -> None:
    folder = temp_folder(tmp_path, "one")
    folder.mkdir(parents=True)
    (folder / "media.mp4.part").write_bytes(b"half")
    await discard_all([_job(tmp_path, "one")])
    assert list(tmp_path.iterdir()) == []


async def test_another_jobs_folder_stays(tmp_path: Path) -> None:
    for name in ("one", "two"):
        temp_folder(tmp_path, name).mkdir(parents=True)
    await discard_all([_job(tmp_path, "one")])
    assert temp_folder(tmp_path, "two").is_dir()


async def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    await discard_all([_job(tmp_path, "none")])
    assert list(tmp_path.iterdir()) == []


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
