"""The fork server as a process: each order is a worker of its own; without an engine there is no server."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from mediadl import wire
from mediadl.worker.fork_server import EngineGone, ForkServer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fork server is for Linux")

TIMEOUT_S = 60.0
_TELLING = (
    "import os, random, socket, sys\n"
    "from mediadl.worker.fork_server import EngineGone, ForkServer\n"
    "server = ForkServer(socket.socket(fileno=os.dup(0)))\n"
    "try: server.run(iter([None] * 3))\n"
    "except EngineGone: sys.exit(7)\n"
    "files = len([fd for fd in os.listdir('/proc/self/fd')])\n"
    "print(os.getpid() == os.getsid(0), os.getcwd(), files, server.is_warm, random.random(), flush=True)\n"
    "print(sys.stdin.readline(), end='', flush=True)\n"
)
"""A server whose workers tell how they came into the world, and then repeat a line."""


@contextmanager
def _server(command: list[str]) -> Iterator[tuple[socket.socket, subprocess.Popen[bytes]]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(TIMEOUT_S)
    process = subprocess.Popen(command, stdin=theirs, start_new_session=True)
    theirs.close()
    try:
        yield ours, process
    finally:
        ours.close()
        assert process.wait(TIMEOUT_S) in {0, 7}


def _news(ours: socket.socket) -> tuple[wire.ForkNews, list[int]]:
    line, descriptors, _flags, _address = socket.recv_fds(ours, 4096, 1)
    return wire.decode_fork_news(line), descriptors


def _fork(ours: socket.socket, cwd: str) -> tuple[int, int, int, int]:
    """The process id, its pidfd, and our ends of stdin and stdout."""
    (stdin, to_worker), (from_worker, stdout) = os.pipe(), os.pipe()
    socket.send_fds(ours, [wire.encode(wire.Fork(cwd=cwd))], [stdin, stdout, 2])
    os.close(stdin)
    os.close(stdout)
    news, (pidfd,) = _news(ours)
    assert isinstance(news, wire.Forked)
    return news.pid, pidfd, to_worker, from_worker


def test_each_order_is_a_process_of_its_own_session_folder_and_luck(tmp_path) -> None:
    said = []
    with _server([sys.executable, "-c", _TELLING]) as (ours, _process):
        assert _news(ours) == (wire.Warm(), [])
        for _number in range(2):
            _pid, pidfd, stdin, stdout = _fork(ours, str(tmp_path))
            with os.fdopen(stdin, "w") as to_worker, os.fdopen(stdout) as from_worker:
                said.append(from_worker.readline().split())
                to_worker.write("hello\n")
                to_worker.flush()
                assert from_worker.readline() == "hello\n"
            assert select.select([pidfd], [], [], TIMEOUT_S)[0]
            os.close(pidfd)
    standard_a_question_and_the_listing = "5"
    expected = ["True", str(tmp_path), standard_a_question_and_the_listing, "True"]
    assert [words[:4] for words in said] == [expected] * 2
    assert said[0][4] != said[1][4]


def test_the_server_buries_its_workers(tmp_path) -> None:
    with _server([sys.executable, "-c", _TELLING]) as (ours, _process):
        _news(ours)
        pid, *descriptors = _fork(ours, str(tmp_path))
        os.kill(pid, signal.SIGKILL)
        gives_up_s = time.monotonic() + TIMEOUT_S
        while psutil.pid_exists(pid):  # as a zombie, too
            assert time.monotonic() < gives_up_s
            time.sleep(0.02)
        for descriptor in descriptors:
            os.close(descriptor)


def test_an_order_is_not_kept_waiting_until_all_is_warm() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    steps = iter(range(1000))
    ours.close()
    with theirs, pytest.raises(EngineGone):
        ForkServer(theirs).run(steps)
    assert next(steps) == 1  # it has looked after one step


def test_the_real_one_ends_with_the_engine_even_before_it_is_warm() -> None:
    with _server([sys.executable, "-P", "-m", "mediadl", "--worker-forks"]) as (ours, process):
        assert process.poll() is None
        ours.close()
        assert process.wait(TIMEOUT_S) == 0
