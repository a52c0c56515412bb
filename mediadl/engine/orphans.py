"""Ends processes that a killed run left behind: its workers, and whatever these had started; no others."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from mediadl.engine.worker_process import OWNER, kill_tree
from mediadl.store.workers import WorkerRecord

_CLOCK_TOLERANCE_S = 2.0
_MOST_PASSES = 5
"""A process may start another one while the list is read."""


def started_at(pid: int) -> float | None:
    """When the process started, in seconds since the epoch, or None when it is gone."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def birth_of(pid: int) -> str:
    """When the process started, in words that no setting of the clock changes; "" when it is gone.

    Linux counts in ticks since the boot (proc(5)), from which a time of day would have to be computed with
    the clock as it is now. Windows and macOS keep the time of day itself.
    """
    if sys.platform != "linux":
        began = started_at(pid)
        return "" if began is None else f"{began:.3f}"
    try:
        ticks = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19].decode()
        return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()} {ticks}"
    except OSError:
        return ""


def record_of(pid: int) -> WorkerRecord:
    """What tells a process that runs now from any later one with its id."""
    return WorkerRecord(pid, started_at(pid) or 0.0, birth_of(pid))


def end_orphans(records: Iterable[WorkerRecord], owner: str) -> list[int]:
    """End the recorded workers that are still alive, and every process that one of this owner's has started.

    An id alone is used again by the system: a process is only ended when its birth is the recorded one too,
    or when it carries the owner's mark, which it has from a worker, whatever group it is in by now.
    """
    recorded = list(records)
    ended = [record.pid for record in recorded if _is_same(record)]
    for pid in ended:
        kill_tree(pid)
    if recorded or sys.platform == "linux":  # elsewhere, looking at all processes takes its time
        ended += [pid for pid in _end_marked(owner) if pid not in ended]
    return ended


def _is_same(record: WorkerRecord) -> bool:
    if record.birth:
        return birth_of(record.pid) == record.birth
    began = started_at(record.pid)  # recorded by an older version
    return began is not None and abs(began - record.started_at) < _CLOCK_TOLERANCE_S


def _end_marked(owner: str) -> list[int]:
    ended: list[int] = []
    for _pass in range(_MOST_PASSES):
        found = [process for process in _marked(owner) if process.pid not in ended]
        if not found:
            break
        for process in found:
            with contextlib.suppress(psutil.Error):
                process.kill()
            ended.append(process.pid)
    return ended


def _marked(owner: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        if process.pid != os.getpid() and owner and _mark_of(process) == owner:
            yield process


def _mark_of(process: psutil.Process) -> str:
    """The owner in the environment that the process was started with; that of other users cannot be read."""
    if sys.platform != "linux":
        with contextlib.suppress(psutil.Error, OSError):
            return process.environ().get(OWNER, "")
        return ""
    with contextlib.suppress(OSError):  # the same, without taking apart the whole of it for each process
        content = b"\0" + Path(f"/proc/{process.pid}/environ").read_bytes()
        return content.partition(f"\0{OWNER}=".encode())[2].partition(b"\0")[0].decode(errors="replace")
    return ""
