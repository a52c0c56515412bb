"""Writes a file that somebody asked for: it is there whole, or as it was before."""

import asyncio
import os
from pathlib import Path

from mediadl.domain.errors import FolderUnusable


def write_whole(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write the text as UTF-8; a file of that name is replaced once the new one is complete. This blocks.

    `mode` is what others may do with it, as in `os.open`, from the first byte on.

    Raises:
        OSError: it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(fresh, flags, mode), "wb") as file:
            file.write(text.encode(errors="replace"))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


async def save_private(path: Path, text: str) -> None:
    """As `save_whole`, for what nobody else may read.

    Raises:
        FolderUnusable: it cannot be written; with the reason.
    """
    await save_whole(path, text, mode=0o600)


async def save_whole(path: Path, text: str, *, mode: int = 0o666) -> None:
    """The same without blocking, for a file that the user has named.

    Raises:
        FolderUnusable: it cannot be written; with the reason.
    """
    try:
        await asyncio.to_thread(write_whole, path, text, mode=mode)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FolderUnusable(f"“{path}” cannot be written: {reason}. Choose another place.") from error
