"""A job's temporary folder: beside its destination, on the same volume, so that the last move is atomic."""

import asyncio
import contextlib
import shutil
from pathlib import Path

_NAME = ".mediadl"


def temp_folder(download_folder: Path, job_id: str) -> Path:
    """Where the job keeps its partial files; nothing is created."""
    return download_folder / _NAME / job_id


async def discard(folder: Path) -> None:
    """Delete a job's folder, and the one around it when it was the last. What cannot be deleted is left."""
    await asyncio.to_thread(_discard, folder)


def _discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()  # fails while other jobs work in it, as it should
