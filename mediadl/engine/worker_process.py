"""One worker process as the engine sees it: start, ask, end. What a request means is not known here."""

import asyncio
import contextlib
import os
import signal
import sys
from collections import deque
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path

import psutil

from mediadl import wire
from mediadl.domain.secrets import Secrets
from mediadl.engine.forked_process import ForkedProcess
from mediadl.engine.tasks import Tasks
from mediadl.log import masked

OWNER = "MEDIADL_OWNER"
"""Environment variable that marks a worker, and with it whatever it starts, as one of a certain queue's."""

_START_TIMEOUT_S = 90.0
_STDERR_LINES = 60


class WorkerLost(Exception):
    """The process ended, or spoke nonsense, before its request was answered; the text is its last words."""


def worker_command() -> list[str]:
    """How to start a worker: our own executable, or this interpreter in a source checkout."""
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).with_name("mediadl-worker").with_suffix(Path(sys.executable).suffix)
        return [str(beside), "--worker"]
    # -P: the working folder must not come first on sys.path, whatever lies in it.
    return [sys.executable, "-P", "-m", "mediadl", "--worker"]


def worker_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child: without the library path that a frozen program exports."""
    hidden = {"LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"} if getattr(sys, "frozen", False) else set()
    return {name: value for name, value in base.items() if name not in hidden}


def marked_environment(owner: str) -> dict[str, str]:
    """Our own environment for a child that shall be known as this owner's."""
    return {**worker_environment(os.environ), OWNER: owner}


class WorkerProcess:
    """A running worker. It answers one request at a time."""

    def __init__(self, process: asyncio.subprocess.Process | ForkedProcess, tasks: Tasks) -> None:
        self._process = process
        self._stderr: deque[str] = deque(maxlen=_STDERR_LINES)
        self._stderr_task = tasks.spawn(self._keep_stderr(), name=f"stderr of worker {process.pid}")
        self.engine_version = ""
        self.requests_answered = 0
        self.knows_secrets = False
        """It has had cookies or a login, which extractors keep in their classes: not one for another job."""

    @classmethod
    async def start(
        cls, command: Sequence[str], cwd: Path, tasks: Tasks, *, owner: str = ""
    ) -> "WorkerProcess":
        """Start a worker, marked as its owner's, and wait until it has imported yt-dlp.

        Raises:
            WorkerLost: it did not get that far.
        """
        return await cls.greeted(await _spawn(command, cwd, owner), tasks)

    @classmethod
    async def greeted(
        cls, process: asyncio.subprocess.Process | ForkedProcess, tasks: Tasks
    ) -> "WorkerProcess":
        """Wait until a process that has just started says hello as a worker.

        Raises:
            WorkerLost: it does not; it has been ended.
        """
        worker = cls(process, tasks)
        try:
            hello = await asyncio.wait_for(worker._next_message(), _START_TIMEOUT_S)
        except TimeoutError:
            await worker.end()
            raise WorkerLost("The worker did not start in time.") from None
        except BaseException:
            await worker.end()
            raise
        if isinstance(hello, wire.Hello):
            worker.engine_version = hello.engine_version
        return worker

    @property
    def pid(self) -> int:
        """Process id, and id of its process group."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.returncode is None

    @property
    def memory_bytes(self) -> int:
        """Resident memory; 0 when it has ended."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    async def ask(self, request: wire.Work) -> AsyncGenerator[wire.Message, None]:
        """Send a request and yield its messages; the last one is `Finished` or `Failed`.

        Raises:
            WorkerLost: the process ended before that.
        """
        self.knows_secrets |= isinstance(request, wire.OfLink) and request.secrets != Secrets()
        await self._write(request)
        while True:
            message = await self._next_message()
            yield message
            if isinstance(message, wire.Finished | wire.Failed):
                self.requests_answered += 1
                return
            # Otherwise lines that wait in the buffer are read without a pause, and the window stands still.
            await asyncio.sleep(0)

    async def tell(self, control: wire.Control) -> None:
        """Send what holds at once, in the middle of a request too. A worker that has ended is no error."""
        with contextlib.suppress(WorkerLost):  # whoever listens to its answers is told
            await self._write(control)

    async def _write(self, line: wire.Work | wire.Control) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(wire.encode(line))
            await stdin.drain()
        except (ConnectionError, OSError) as error:
            raise WorkerLost(self._last_words()) from error

    async def end(self) -> None:
        """End the process with everything it has started, and wait for it. Ending twice is allowed."""
        kill_tree(self.pid)
        await self._process.wait()
        await asyncio.wait([self._stderr_task], timeout=1)
        # Closing the pipe's transport here keeps it from complaining when the loop is gone.
        if self._process.stdin is not None:
            self._process.stdin.close()
        if isinstance(self._process, ForkedProcess):
            self._process.close()

    async def _next_message(self) -> wire.Message:
        stdout = self._process.stdout
        assert stdout is not None
        try:
            line = await stdout.readline()
        except ValueError as error:  # a line beyond the limit
            raise WorkerLost(f"The worker sent a line that is too long: {error}") from error
        if not line:
            await asyncio.wait([self._stderr_task], timeout=1)
            raise WorkerLost(self._last_words())
        try:
            return wire.decode_message(line)
        except ValueError as error:
            raise WorkerLost(f"The worker sent an {wire.what_is_wrong(error)}") from None

    def _last_words(self) -> str:
        return masked("\n".join(self._stderr)) or "The worker ended without a word."

    async def _keep_stderr(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None
        with contextlib.suppress(ValueError):
            async for line in stderr:
                self._stderr.append(line.decode(errors="replace").rstrip())


async def _spawn(command: Sequence[str], cwd: Path, owner: str) -> asyncio.subprocess.Process:
    try:
        # A cache folder may be cleared at any time.
        await asyncio.to_thread(cwd.mkdir, parents=True, exist_ok=True)
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=cwd,
            env=marked_environment(owner),
            limit=wire.MAX_LINE_BYTES,
            start_new_session=True,  # so that ffmpeg and the rest can be ended with it
        )
    except OSError as error:
        raise WorkerLost(f"The worker cannot be started: {error}") from error


def kill_tree(pid: int) -> None:
    """End a worker and its children now; a process that is gone already is no error."""
    if sys.platform == "win32":
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            for member in [*process.children(recursive=True), process]:
                with contextlib.suppress(psutil.Error):
                    member.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
