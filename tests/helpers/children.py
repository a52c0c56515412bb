"""Child processes of the test environment, started and ended by pid; standard library only."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
END_GRACE_S = 5.0
INTERRUPT_GRACE_S = 30.0


class Interrupted(BaseException):
    """A signal asked this process to stop; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def raise_on_signals() -> None:
    """Turn Ctrl+C, SIGTERM and a closed terminal into `Interrupted`, so that every `with` block cleans up."""

    def interrupt(number: int, _frame: object) -> None:
        raise Interrupted(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)


def tied_to_parent(command: Sequence[str]) -> list[str]:
    """Return `command` so that the kernel ends it when its parent dies, however the parent dies."""
    tie = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    return [*tie, *command]


def require(program: str) -> None:
    """Raise RuntimeError, with a sentence for the user, when a program is not installed."""
    if shutil.which(program) is None:
        raise RuntimeError(
            f"{program} is not installed: see packaging/linux/apt-packages.txt for what is needed."
        )


@contextlib.contextmanager
def background(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    pass_fds: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server beside the block. It has a session of its own: Ctrl+C in the terminal is not for it.

    Raises RuntimeError when it is not installed.
    """
    require(command[0])
    process = subprocess.Popen(
        tied_to_parent(command),
        env=dict(environment),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        pass_fds=pass_fds,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, and kill it after `END_GRACE_S`."""
    process.terminate()
    try:
        process.wait(END_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def run_to_end(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> int:
    """Run a command in the foreground and return its exit code.

    An interrupt is passed on once and its end awaited; a second one kills. A terminal's Ctrl+C has reached
    the whole foreground group already and is not sent twice.
    """
    child = subprocess.Popen(tied_to_parent(command), env=dict(environment), cwd=folder)
    try:
        return _wait(child, None)
    except Interrupted as first:
        if first.number != signal.SIGINT or not sys.stdin.isatty():
            child.send_signal(signal.SIGINT)
        try:
            return _wait(child, INTERRUPT_GRACE_S)
        except Interrupted:
            return _wait(child, 0)


def _wait(child: subprocess.Popen[bytes], limit_s: float | None) -> int:
    """Wait for `child`, reaping adopted orphans; kill it after `limit_s`."""
    if not sys.platform.startswith("linux"):
        return child.wait()
    deadline_s = None if limit_s is None else time.monotonic() + limit_s
    while child.returncode is None:
        _reap(child)
        if deadline_s is not None and time.monotonic() >= deadline_s:
            child.kill()
        time.sleep(0.02)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _reap(child: subprocess.Popen[bytes]) -> None:
    """Take the exit code of everything that has ended: an unreaped orphan would look alive to a test."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] == child.pid:
                child.returncode = os.waitstatus_to_exitcode(ended[1])


@contextlib.contextmanager
def no_process_left() -> Iterator[None]:
    """Adopt whatever the block's processes leave behind, and end it after the block (Linux; else nothing).

    A session bus starts services on demand; they outlive the bus and nobody else ends them.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = set(children_of(os.getpid()))
    try:
        yield
    finally:
        deadline_s = time.monotonic() + END_GRACE_S
        while left := set(children_of(os.getpid())) - before:
            number = signal.SIGTERM if time.monotonic() < deadline_s else signal.SIGKILL
            for pid in left:
                _end_by_pid(pid, number)
            time.sleep(0.02)


def _end_by_pid(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, number)
        os.waitpid(pid, os.WNOHANG)


def children_of(parent_pid: int) -> list[int]:
    """Return the pids of the direct children, zombies included."""
    pids = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended while we looked
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == parent_pid:  # proc(5): state, ppid, …
                pids.append(int(stat.parent.name))
    return pids
