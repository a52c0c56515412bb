"""Where temporary files of a test run lie: in memory if there is enough; standard library only."""

import os
import sys
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 << 30
"""A whole run has some hundred megabytes at a time; what is made here competes with the tests themselves."""


def temporary_files(place: Path = SHARED_MEMORY) -> dict[str, str]:
    """Return `TMPDIR` for a run of tests; nothing when one is set, or memory is short, or not Linux.

    Databases sync after each change; a third of the tests' time was waiting for the disk. No test can tell:
    what a killed program has written is there either way, and only a power cut would show the difference.
    """
    if sys.platform != "linux" or "TMPDIR" in os.environ or not _is_in_memory(place):
        return {}
    if min(_free_bytes(place), _available_bytes()) < ENOUGH_BYTES:
        return {}
    return {"TMPDIR": str(place)}


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
