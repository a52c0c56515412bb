"""Writes a file that somebody asked for: it is there whole, or as it was before."""

import asyncio
from pathlib import Path

from mediadl.domain.errors import FolderUnusable


def write_whole(path: Path, text: str) -> None:
    """Write the text as UTF-8; a file of that name is replaced once the new one is complete. This blocks.

    Raises:
        OSError: it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(text.encode(errors="replace"))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


async def save_whole(path: Path, text: str) -> None:
    """The same without blocking, for a file that the user has named.

    Raises:
        FolderUnusable: it cannot be written; with the reason.
    """
    try:
        await asyncio.to_thread(write_whole, path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FolderUnusable(f"“{path}” cannot be written: {reason}. Choose another place.") from error
