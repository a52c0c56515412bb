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
from mediadl.worker.matching import Asker, answer, keep_extractors, question
from mediadl.worker.shortcuts import QuickYoutubeDL
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
        server.run(_warming())
    except EngineGone:
        return 0
    if server.is_warm and server.asker is not None:
        QuickYoutubeDL.key_of = Asker(server.asker)
    gc.enable()
    return serve(is_warm=server.is_warm)


def _warming() -> Iterator[None]:
    yield from warming_up()
    keep_extractors()


class ForkServer:
    """Takes orders from the engine, and the questions and the end of each of its children.

    It stays single-threaded: a fork copies the calling thread alone, with the locks of all the others.
    """

    def __init__(self, engine: socket.socket) -> None:
        self._engine = engine
        self._children: dict[int, int] = {}
        """Process ids by pidfd."""
        self._askers: dict[int, socket.socket] = {}
        """Our ends of the sockets of the children, by descriptor."""
        self.asker: socket.socket | None = None
        """A child's own end."""
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
            elif descriptor in self._askers:
                self._answer(descriptor)
            elif self._take_order():
                return True
        return False

    def _bury(self, pidfd: int) -> None:
        self._news.unregister(pidfd)
        os.waitpid(self._children.pop(pidfd), 0)
        os.close(pidfd)

    def _answer(self, descriptor: int) -> None:
        """Have a child of ours find the answer, so that what we share with the workers stays shared."""
        asker = self._askers[descriptor]
        try:
            pid = os.fork() if (link := question(asker)) else -1
        except OSError:
            pid = -1
        if pid == 0:
            try:
                answer(asker, link)
            finally:
                os._exit(0)
        if pid < 0:
            self._news.unregister(descriptor)
            self._askers.pop(descriptor).close()
        else:
            self._watch(pid)

    def _watch(self, pid: int) -> int:
        pidfd = os.pidfd_open(pid)
        self._children[pidfd] = pid
        self._news.register(pidfd, select.POLLIN)
        return pidfd

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
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            ours.close()
            self._forget()
            self.asker = theirs
            become_leader(cwd, pipes)
            os.close(gate)
            os.close(entered)
            return True
        theirs.close()
        for descriptor in (*pipes, entered):
            os.close(descriptor)
        os.read(gate, 1)  # ends when the child has closed it: only then can it be killed as a group
        os.close(gate)
        self._keep(pid, ours)
        return False

    def _keep(self, pid: int, asker: socket.socket) -> None:
        if pid < 0:
            asker.close()
            self._say(wire.Forked(pid=0))
            return
        self._askers[asker.fileno()] = asker
        self._news.register(asker, select.POLLIN)
        self._say(wire.Forked(pid=pid), self._watch(pid))

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
        for asker in self._askers.values():
            asker.close()
        self._children.clear()
        self._askers.clear()


def become_leader(cwd: str, pipes: list[int]) -> None:
    """Be the leader of a new session, with these as stdin, stdout and stderr."""
    os.setsid()
    with contextlib.suppress(OSError):  # it is the engine's cache folder, which anybody may clear
        os.chdir(cwd)
    for standard, pipe in enumerate(pipes):
        os.dup2(pipe, standard)
        os.close(pipe)
