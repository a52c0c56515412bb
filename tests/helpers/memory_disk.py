"""Where temporary files of a test run lie: in memory if there is enough; standard library only."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 << 30
"""A run has some hundred megabytes at a time; what is made here competes with the tests themselves."""


@contextlib.contextmanager
def temporary_files(place: Path = SHARED_MEMORY) -> Iterator[dict[str, str]]:
    """Yield `TMPDIR` for a run of tests: a folder that is removed afterwards, with what failed tests left.

    It yields nothing where one is set already, memory is short, or the system is not Linux. Databases sync
    after each change: a third of the tests' time was waiting for the disk. No test can tell, because what a
    killed program has written is there either way; only a power cut would show the difference.
    """
    if "TMPDIR" in os.environ or not _has_room(place):
        yield {}
    else:  # a short name: the path of a socket has at most 107 bytes (unix(7))
        with tempfile.TemporaryDirectory(prefix="mdt-", dir=place, ignore_cleanup_errors=True) as folder:
            yield {"TMPDIR": folder}


def _has_room(place: Path) -> bool:
    if sys.platform != "linux" or not _is_in_memory(place):
        return False
    return min(_free_bytes(place), _available_bytes()) >= ENOUGH_BYTES


def _is_in_memory(place: Path) -> bool:
    mounts = (line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    return any(mount[1] == str(place) and mount[2] == "tmpfs" for mount in mounts) and os.access(
        place, os.W_OK
    )


def _free_bytes(place: Path) -> int:
    disk = os.statvfs(place)
    return disk.f_bavail * disk.f_frsize


def _available_bytes() -> int:
    """Memory that can be had without swapping (proc(5): MemAvailable, in KiB)."""
    lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), 0)
