"""Ends worker processes that a killed run left behind. Only those whose id and start time both match."""

import contextlib
import os
import sys
from collections.abc import Iterable

import psutil

from mediadl.engine.worker_process import kill_tree
from mediadl.store.workers import WorkerRecord

_CLOCK_TOLERANCE_S = 2.0


def started_at(pid: int) -> float | None:
    """When the process started, in seconds since the epoch, or None when it is gone."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def end_orphans(records: Iterable[WorkerRecord]) -> list[int]:
    """End the recorded workers that are still alive, with their children; returns their ids."""
    ended: list[int] = []
    for record in records:
        now = started_at(record.pid)
        same = now is not None and abs(now - record.started_at) < _CLOCK_TOLERANCE_S
        if same or (now is None and _left_in_group(record)):
            kill_tree(record.pid)
            ended.append(record.pid)
    return ended


def _left_in_group(record: WorkerRecord) -> bool:
    """Whether children outlive a dead worker: a group keeps its id as long as it has a member."""
    if sys.platform == "win32":
        return False
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError, PermissionError):
            in_group = os.getpgid(process.pid) == record.pid
            if in_group and process.create_time() >= record.started_at - _CLOCK_TOLERANCE_S:
                return True
    return False
