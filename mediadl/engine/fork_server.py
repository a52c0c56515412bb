"""The fork server as the engine sees it: start, ask for workers, end. When it is wanted is not known here."""

import asyncio
import contextlib
import os
import socket
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from mediadl import wire
from mediadl.engine.forked_process import ForkedProcess, Newborn, close_all
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, kill_tree, worker_command

_ANSWER_TIMEOUT_S = 60.0
"""It may have to import yt-dlp first."""
_END_S = 1.0
_NEWS_BYTES = 4096
_STDERR_BYTES = 4096

Answer = tuple[int, list[int]]
"""A process id, and its pidfd if there is one."""


def forks_command() -> list[str] | None:
    """How to start the fork server; None where there cannot be one."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return None
    try:
        os.close(os.pidfd_open(os.getpid()))  # older kernels have none, and a sandbox may refuse it
    except OSError:
        return None
    return [*worker_command()[:-1], "--worker-forks"]


class ForkServer:
    """A running fork server. Its workers live on when it ends."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        orders: socket.socket,
        tasks: Tasks,
        environment: Mapping[str, str],
    ) -> None:
        self._process = process
        self._orders = orders
        self._waiting: deque[asyncio.Future[Answer]] = deque()
        self._warm = asyncio.Event()
        self._is_lost = False
        self._words = ""
        self._words_task = tasks.spawn(self._keep_words(), name=f"stderr of fork server {process.pid}")
        self.environment = environment
        """What its workers have as theirs."""
        self.has_forked = False
        asyncio.get_running_loop().add_reader(orders, self._on_news)

    @classmethod
    async def start(
        cls, command: Sequence[str], cwd: Path, tasks: Tasks, environment: Mapping[str, str]
    ) -> "ForkServer":
        """Start one. It can be asked at once, and answers when it has imported yt-dlp.

        Raises:
            WorkerLost: the system refused.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                cwd=cwd,
                env=environment,
                start_new_session=True,
            )
        except BaseException as error:
            ours.close()
            if isinstance(error, OSError):
                raise WorkerLost(f"The fork server cannot be started: {error}") from error
            raise
        finally:
            theirs.close()
        return cls(process, ours, tasks, environment)

    @property
    def pid(self) -> int:
        """Process id, and that of its group, in which its workers are not."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return not self._is_lost

    async def until_warm(self) -> None:
        """Return when its workers have nothing left to warm up, or when it is lost."""
        await self._warm.wait()

    async def fork(self, cwd: Path) -> ForkedProcess:
        """A new worker, which is about to say hello.

        Raises:
            WorkerLost: there is none, and the server is of no use any more.
        """
        theirs, ours = _pipes()
        try:
            pid, pidfds = await self._answer(wire.Fork(cwd=str(cwd)), theirs)
            if not pidfds:
                raise WorkerLost("The system refused to fork a worker.")
        except BaseException:
            close_all(ours)  # a worker that comes all the same ends with its stdin
            raise
        finally:
            close_all(theirs)
        self.has_forked = True
        return await _connected(Newborn(pid, pidfds[0], ours))

    async def end(self) -> None:
        """End it and wait for it. Ending twice is allowed."""
        self._lose()
        if self.has_forked:  # then it buries its children first
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _END_S)
        kill_tree(self.pid)
        await self._process.wait()
        await asyncio.wait([self._words_task], timeout=_END_S)

    async def _answer(self, order: wire.Fork, pipes: Sequence[int]) -> Answer:
        if self._is_lost:
            raise WorkerLost("The fork server has ended.")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        try:
            socket.send_fds(self._orders, [wire.encode(order)], pipes)
        except OSError as error:
            self._lose()
            raise WorkerLost(f"The fork server does not listen: {error}") from error
        self._waiting.append(answer)
        try:
            return await asyncio.wait_for(answer, _ANSWER_TIMEOUT_S)
        except TimeoutError:
            raise WorkerLost("The fork server does not answer.") from None
        except ConnectionError:
            await asyncio.wait([self._words_task], timeout=_END_S)
            raise WorkerLost(f"The fork server has ended: {self._words}") from None

    def _on_news(self) -> None:
        try:
            line, pidfds, _flags, _address = socket.recv_fds(
                self._orders, _NEWS_BYTES, 1, socket.MSG_CMSG_CLOEXEC
            )
            news = wire.decode_fork_news(line) if line else None
        except BlockingIOError:
            return
        except (OSError, ValueError):
            news = None
        match news:
            case wire.Warm():
                self._warm.set()
            case wire.Forked(pid=pid) if self._waiting:
                self._hand_over(self._waiting.popleft(), (pid, pidfds))
            case _:
                self._lose()

    def _hand_over(self, waiting: "asyncio.Future[Answer]", answer: Answer) -> None:
        if waiting.done():  # nobody wants it any more
            close_all(answer[1])
        else:
            waiting.set_result(answer)

    def _lose(self) -> None:
        """It has ended, or shall: whoever waits is told."""
        if self._is_lost:
            return
        self._is_lost = True
        asyncio.get_running_loop().remove_reader(self._orders)
        self._orders.close()
        self._warm.set()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(ConnectionError())
        self._waiting.clear()

    async def _keep_words(self) -> None:
        assert self._process.stderr is not None
        while said := await self._process.stderr.read(_STDERR_BYTES):
            self._words = (self._words + said.decode(errors="replace"))[-_STDERR_BYTES:]


async def _connected(newborn: Newborn) -> ForkedProcess:
    process = ForkedProcess(newborn)
    try:
        await process.connect()
    except BaseException:
        kill_tree(process.pid)
        process.close()
        raise
    return process


def _pipes() -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The worker's ends of stdin, stdout and stderr, and ours."""
    (stdin, to_worker), (stdout_of, stdout), (stderr_of, stderr) = (os.pipe() for _ in range(3))
    return (stdin, stdout, stderr), (to_worker, stdout_of, stderr_of)
