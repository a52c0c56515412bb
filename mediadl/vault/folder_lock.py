"""One process at a time changes a folder: the window and a command may both have the vault open."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIMIT_S = 5.0
_PAUSE_S = 0.02


class Busy(OSError):
    """Another process has held the lock for `LIMIT_S`."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of this file; a process that is killed lets go of it. Blocks up to `LIMIT_S`.

    Raises:
        Busy: it is held too long.
        OSError: the file cannot be made.
    """
    ends_at = time.monotonic() + LIMIT_S
    with path.open("ab") as file:
        while not _taken(file.fileno()):
            if time.monotonic() > ends_at:
                raise Busy
            time.sleep(_PAUSE_S)
        yield  # closing the file lets go


def _taken(descriptor: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
