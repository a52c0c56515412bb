"""A process that has yt-dlp imported and warm, and forks into workers; what a worker does is not known here.

Its workers share most of their memory with it, and are there in a hundredth of a second. Linux only.
"""

import contextlib
import gc
import os
import select
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from mediadl import wire
from mediadl.worker.main import prepare, serve
from mediadl.worker.warm_up import warming_up

_STANDARD = 3
"""stdin, stdout and stderr."""
_ORDER_BYTES = 64 * 1024


class EngineGone(Exception):
    """The other end of the socket is closed: there is nobody left to fork for."""


def main() -> int:
    """Fork on order until the engine is gone; in a child this is the worker's main. stdin is the socket."""
    prepare()
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        sys.stderr.write("A library has started a thread: workers cannot be forked off.\n")
        return 1
    server = ForkServer(socket.socket(fileno=os.dup(0)))
    try:
        server.run(warming_up())
    except EngineGone:
        return 0
    gc.enable()
    return serve(is_warm=server.is_warm)


class ForkServer:
    """Takes orders from the engine, and the end of each of its children.

    It stays single-threaded: a fork copies the calling thread alone, with the locks of all the others.
    """

    def __init__(self, engine: socket.socket) -> None:
        self._engine = engine
        self._children: dict[int, int] = {}
        """Process ids by pidfd."""
        self._news = select.poll()
        self._news.register(engine, select.POLLIN)
        self.is_warm = False

    def run(self, warming: Iterator[None]) -> None:
        """Serve, and take a step of `warming` whenever there is no order; returns in each child.

        Raises:
            EngineGone: in the server itself.
        """
        gc.freeze()  # the collector would write to each object that it looks at
        for _step in warming:
            if self._attend(wait=False):
                return
        gc.freeze()
        self.is_warm = True
        self._say(wire.Warm())
        while not self._attend(wait=True):
            pass

    def _attend(self, *, wait: bool) -> bool:
        """Take in what has happened; whether this is a child now."""
        for descriptor, _event in self._news.poll(None if wait else 0):
            if descriptor in self._children:
                self._bury(descriptor)
            elif self._take_order():
                return True
        return False

    def _bury(self, pidfd: int) -> None:
        self._news.unregister(pidfd)
        os.waitpid(self._children.pop(pidfd), 0)
        os.close(pidfd)

    def _take_order(self) -> bool:
        try:
            line, pipes, _flags, _address = socket.recv_fds(
                self._engine, _ORDER_BYTES, _STANDARD, socket.MSG_CMSG_CLOEXEC
            )
        except OSError:
            line, pipes = b"", []
        if not line:
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:  # those that are left end by themselves, as this does
                    pass
            raise EngineGone
        return self._fork(wire.decode_fork(line).cwd, pipes)

    def _fork(self, cwd: str, pipes: list[int]) -> bool:
        gate, entered = os.pipe()
        try:
            pid = os.fork()
        except OSError:
            for descriptor in (*pipes, gate, entered):
                os.close(descriptor)
            self._say(wire.Forked(pid=0))
            return False
        if pid == 0:
            self._forget()
            become_leader(cwd, pipes)
            os.close(gate)
            os.close(entered)
            return True
        for descriptor in (*pipes, entered):
            os.close(descriptor)
        os.read(gate, 1)  # ends when the child has closed it: only then can it be killed as a group
        os.close(gate)
        self._keep(pid)
        return False

    def _keep(self, pid: int) -> None:
        pidfd = os.pidfd_open(pid)
        self._children[pidfd] = pid
        self._news.register(pidfd, select.POLLIN)
        self._say(wire.Forked(pid=pid), pidfd)

    def _say(self, news: wire.ForkNews, *descriptors: int) -> None:
        try:
            socket.send_fds(self._engine, [wire.encode(news)], descriptors)
        except OSError:
            raise EngineGone from None

    def _forget(self) -> None:
        """Close, in a child, what is the server's alone."""
        self._engine.close()
        for pidfd in self._children:
            os.close(pidfd)
        self._children.clear()


def become_leader(cwd: str, pipes: list[int]) -> None:
    """Be the leader of a new session, with these as stdin, stdout and stderr."""
    os.setsid()
    with contextlib.suppress(OSError):  # it is the engine's cache folder, which anybody may clear
        os.chdir(cwd)
    for standard, pipe in enumerate(pipes):
        os.dup2(pipe, standard)
        os.close(pipe)
