"""What fails a test that passed but left something behind: log records, asyncio tasks, child processes."""

import asyncio
import contextlib
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

TASK_GRACE_S = 5.0
CHILD_GRACE_S = 10.0


class LogGuard:
    """Collects every record of WARNING and worse, whichever logger made it and whatever its handlers are."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Accept records whose `logger: message` matches this regular expression somewhere."""
        self._allowed.append(re.compile(pattern))

    def stray(self) -> list[str]:
        """Return the records that nothing allows, as `logger: message`."""
        return [said for said in self._said if not any(known.search(said) for known in self._allowed)]

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Look at each record where it is made: not every logger propagates to the root."""
        make = logging.getLogRecordFactory()

        def note(*details: Any, **more: Any) -> logging.LogRecord:
            record = make(*details, **more)
            if isinstance(record.levelno, int) and record.levelno >= logging.WARNING:
                self._said.append(f"{record.name}: {record.getMessage()}")
            return record

        logging.setLogRecordFactory(note)
        try:
            yield
        finally:
            logging.setLogRecordFactory(make)


async def leaked_tasks(before: set[asyncio.Task[Any]]) -> list[str]:
    """Return the names of this loop's tasks that are neither in `before` nor done within the grace."""
    known = before | {task for task in (asyncio.current_task(),) if task is not None}
    if left := asyncio.all_tasks() - known:
        _, left = await asyncio.wait(left, timeout=TASK_GRACE_S)
    return sorted(f"{task.get_name()}: {task.get_coro()!r}" for task in left)


def children() -> set[psutil.Process]:
    """Return the direct children of this process.

    Every test asks twice. Linux keeps a list (proc(5)); elsewhere the parent of each process is looked at.
    """
    if not Path("/proc/thread-self/children").is_file():
        return set(psutil.Process().children())
    listed = _listed()
    while listed != (again := _listed()):  # one that ended meanwhile can hide the next in the list
        listed = again
    return {process for pid in listed if (process := _process(pid))}


def _listed() -> list[int]:
    """Return the pids in the lists of every thread: a child is in the list of the thread that started it."""
    pids: list[int] = []
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # the thread has ended
            pids += map(int, (thread / "children").read_text().split())
    return sorted(pids)


def _process(pid: int) -> psutil.Process | None:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid)
    return None


def end_leaked_children(before: set[psutil.Process]) -> list[str]:
    """Return what still runs after the grace, with all below it, and end it: the next test is not to blame.

    A child in `before` may start what it likes; the media site runs ffmpeg for the whole session.
    """
    deadline_s = time.monotonic() + CHILD_GRACE_S
    while (
        left := [child for child in children() - before if _runs(child)]
    ) and time.monotonic() < deadline_s:
        time.sleep(0.02)
    said = []
    for child in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            said.append(f"{child.pid}: {' '.join(child.cmdline())}")
            for process in [*child.children(recursive=True), child]:
                process.kill()
    return said


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
