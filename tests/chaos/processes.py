"""Which processes belong to a trial, and which of them dies next; Linux only, read from /proc (proc(5))."""

import contextlib
import os
import signal
import time
from pathlib import Path

MARK = "MEDIADL_CHAOS_TRIAL"
"""Environment variable that every process of a trial inherits; its value names the trial."""


def children(pid: int) -> list[int]:
    """The direct children of a process; none when it is gone."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


def descendants(pid: int) -> list[int]:
    """Everything below a process, the nearest first."""
    found = children(pid)
    for child in list(found):
        found += descendants(child)
    return found


def name_of(pid: int) -> str:
    """The program's name, "" when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def fork_servers(app: int) -> list[int]:
    """The processes of the app that fork its workers."""
    return [child for child in children(app) if b"--worker-forks" in _words_of(child)]


def workers(app: int) -> list[int]:
    """The workers of an app process, its own children and those of its fork servers."""
    servers = fork_servers(app)
    own = [child for child in children(app) if child not in servers and name_of(child) != "ffmpeg"]
    return own + [worker for server in servers for worker in children(server)]


def _words_of(pid: int) -> list[bytes]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return []


def ffmpegs(app: int) -> list[int]:
    """The ffmpegs that the app's workers run."""
    return [pid for pid in descendants(app) if name_of(pid) in {"ffmpeg", "ffprobe"}]


def kill(pid: int) -> bool:
    """End this one process; whether it was there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def kill_group(pid: int) -> bool:
    """End a worker with everything it has started; whether it was there."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def marked(trial: str) -> list[int]:
    """The living processes of a trial, wherever they hang in the tree."""
    sought = f"{MARK}={trial}".encode()
    found: list[int] = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if sought in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
    return found


def left_after(trial: str, patience_s: float = 5.0) -> list[str]:
    """The names of what a trial left running; each is ended. A worker needs a moment to follow its engine."""
    ends_at = time.monotonic() + patience_s
    while (left := marked(trial)) and time.monotonic() < ends_at:
        time.sleep(0.05)
    names = [f"{name_of(pid)} {pid}" for pid in left]
    for pid in left:
        kill(pid)
    return names
