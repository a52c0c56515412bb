"""Whose the database is: one process at a time holds a lock of the system, which ends with the process."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Literal

import psutil

Kind = Literal["window", "serve"]

_FAR = 1024
"""Where Windows locks a byte: behind all that is written, which can then still be read."""

_CLOCK_S = 2.0
"""By so much the clocks of files and processes may differ."""


class Ownership:
    """A file that is locked while its database is in use; what a killed owner left is nobody's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self, kind: Kind) -> bool:
        """Become the owner; False when another process is, or this one is already.

        Raises:
            OSError: the file cannot be made.
        """
        if self._handle is not None:
            return False
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(handle):
            os.close(handle)
            return False
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{kind} {os.getpid()}\n".encode())
        self._handle = handle
        return True

    def release(self) -> None:
        """Let another process be the owner. The file stays: removing it would let two believe they are."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def owner_kind(self) -> Kind | None:
        """What the owner is, as it says itself; None where it says nothing."""
        return self._said()[0]

    def owner_is_alive(self) -> bool:
        """Whether the process that was the last owner lives. It is asked without touching the lock.

        A process that has started since is another one that got the same number.
        """
        with contextlib.suppress(OSError, ValueError, psutil.Error):
            written_at = self._path.stat().st_mtime
            return psutil.Process(self._said()[1]).create_time() < written_at + _CLOCK_S
        return False

    def _said(self) -> tuple[Kind | None, int]:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            match self._path.read_text(encoding="utf-8").split():
                case ["window", pid] if pid.isdecimal():
                    return "window", int(pid)
                case ["serve", pid] if pid.isdecimal():
                    return "serve", int(pid)
        return None, -1


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
