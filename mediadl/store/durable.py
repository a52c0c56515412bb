"""Making new names of files last over a power cut. What is in the files is not known here."""

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
