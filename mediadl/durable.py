"""Making files and their names last over a power cut. What is in the files is not known here."""

import contextlib
import os
import sys
from pathlib import Path


def sync_file(path: Path) -> None:
    """Return when the file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when names made, changed or deleted in this folder are on the disk (POSIX; else nothing).

    Windows has no such call; NTFS keeps names in its journal.
    """
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some network file systems refuse it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Make or replace a file that this user alone can read: whole and on the disk, or as it was before.

    Raises:
        OSError: it is as it was.
    """
    making = path.with_name(f"{path.name}.making")
    try:
        making.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(making, flags, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
