"""A job's temporary folders: beside its destination, on the same volume, or where the user wants them."""

import asyncio
import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from mediadl.domain.job import DELIVERED_STATES, Job, JobState

_NAME = ".mediadl"
_NEEDS_NOTHING = DELIVERED_STATES | {JobState.CANCELLED}


def temp_folder(download_folder: Path, job_id: str) -> Path:
    """Where the job keeps its partial files; nothing is created."""
    return download_folder / _NAME / job_id


def own_folder(job: Job) -> Path:
    """Where this job keeps its partial files: beside its destination, or where the user wanted them."""
    return temp_folder(Path(job.options.temp_folder or job.options.folder or ""), job.id)


def folders_of(job: Job) -> tuple[Path, ...]:
    """The job's own folder, and the one beside its destination where files of another volume arrive."""
    if job.options.folder is None:
        return ()
    return tuple(dict.fromkeys((own_folder(job), temp_folder(Path(job.options.folder), job.id))))


async def discard_all(jobs: Iterable[Job]) -> None:
    """Delete these jobs' folders, and the one around them with the last. What cannot be deleted is left."""
    await asyncio.to_thread(_discard_all, tuple(jobs))


async def sweep(jobs: Iterable[Job]) -> None:
    """Delete what jobs that need nothing any more have left: a kill came before it was deleted."""
    await discard_all(job for job in jobs if job.state in _NEEDS_NOTHING)


def _discard_all(jobs: Iterable[Job]) -> None:
    folders = [folder for job in jobs for folder in folders_of(job)]
    for folder in folders:
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
    # Also when the job's own folder is gone already: a kill may have come between the two.
    for around in {folder.parent for folder in folders}:
        with contextlib.suppress(OSError):
            around.rmdir()  # fails while other jobs work in it, as it should
