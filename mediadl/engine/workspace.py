"""A job's temporary folder: beside its destination, on the same volume, so that the last move is atomic."""

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


async def discard_all(jobs: Iterable[Job]) -> None:
    """Delete these jobs' folders, and the one around them with the last. What cannot be deleted is left."""
    await asyncio.to_thread(_discard_all, tuple(jobs))


async def sweep(jobs: Iterable[Job]) -> None:
    """Delete what jobs that need nothing any more have left: a kill came before it was deleted."""
    await discard_all(job for job in jobs if job.state in _NEEDS_NOTHING)


def _discard_all(jobs: Iterable[Job]) -> None:
    for job in jobs:
        if job.options.folder is not None:
            folder = temp_folder(Path(job.options.folder), job.id)
            if folder.is_dir():
                _discard(folder)


def _discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()  # fails while other jobs work in it, as it should
