"""A browser's processes: one browser of a test run at a time, started beside the tests, ended by pid."""

import asyncio
import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from tests.helpers.browsers.browser import until
from tests.helpers.children import tied_to_parent

END_GRACE_S = 5.0


class _Turn:
    """Which process of a spread run may have browsers open: two of them starve a small machine."""

    def __init__(self) -> None:
        self._open = 0
        self._file: int | None = None

    async def begin(self) -> None:
        """Wait until no other process has one; this one may open several."""
        self._open += 1
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
        if run and self._file is None:
            name = Path(tempfile.gettempdir(), f"mediadl-browser-{run}.lock")
            self._file = os.open(name, os.O_CREAT | os.O_RDWR, 0o600)
            await asyncio.to_thread(fcntl.flock, self._file, fcntl.LOCK_EX)

    def end(self) -> None:
        """Let others begin once the last one is closed."""
        self._open -= 1
        if self._file is not None and not self._open:
            os.close(self._file)
            self._file = None


_turn = _Turn()


def needed(program: str) -> str:
    """The program's path; skips the test, loudly, where it is not installed, and fails it on CI."""
    path = shutil.which(program)
    if path is None:
        sentence = f"{program} IS NOT INSTALLED, so this test did not run: see apt-packages.txt"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path


@asynccontextmanager
async def started(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Run a browser beside the block, and end it with all that it started; what it says goes to `log`."""
    await _turn.begin()
    try:
        process = _begun(command, environment, log)
        try:
            yield process
        finally:
            await _end(process)
    finally:
        _turn.end()


async def address_in(file: Path, process: subprocess.Popen[bytes], log: Path) -> str:
    """What the browser writes into this file of its profile once it listens."""

    async def look() -> str:
        if process.poll() is not None:
            raise RuntimeError(f"The browser ended at its start: {log.read_text(errors='replace')[-2000:]}")
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return text if text.endswith(("}", "\n")) or "/devtools/" in text else ""

    return await until(look, f"the browser to listen: {log}")


def _begun(command: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            tied_to_parent(command),
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


async def _end(process: subprocess.Popen[bytes]) -> None:
    family = {*psutil.Process(process.pid).children(recursive=True), *_session(process.pid)}
    process.terminate()
    await asyncio.to_thread(_wait, process, family)


def _session(leader: int) -> Iterator[psutil.Process]:
    """Whatever belongs to the browser's session, though another process may be its parent by now."""
    for process in psutil.process_iter():
        with contextlib.suppress(ProcessLookupError):
            if process.pid != leader and os.getsid(process.pid) == leader:
                yield process


def _wait(process: subprocess.Popen[bytes], family: Collection[psutil.Process]) -> None:
    try:
        process.wait(END_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, left = psutil.wait_procs(family, END_GRACE_S)
    for member in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    psutil.wait_procs(left, END_GRACE_S)
