"""A process that another one has started is heard, told and noticed as a child would be."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import pytest

from mediadl.engine.forked_process import ForkedProcess, Newborn

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pidfds are of Linux")

TIMEOUT_S = 60.0


@pytest.fixture
def popen() -> Iterator[subprocess.Popen[bytes]]:
    """It repeats what it is told."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(["cat"], stdin=pipe, stdout=pipe, stderr=pipe)
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
async def cat(popen: subprocess.Popen[bytes]) -> AsyncIterator[ForkedProcess]:
    files = [file for file in (popen.stdin, popen.stdout, popen.stderr) if file]
    stdin, stdout, stderr = (os.dup(file.fileno()) for file in files)
    for file in files:
        file.close()  # the copies are what is joined to the loop
    popen.stdin = popen.stdout = popen.stderr = None
    process = ForkedProcess(Newborn(popen.pid, os.pidfd_open(popen.pid), (stdin, stdout, stderr)))
    await process.connect()
    yield process
    popen.kill()
    await asyncio.wait_for(process.wait(), TIMEOUT_S)
    process.close()


async def test_it_is_told_and_heard(cat: ForkedProcess) -> None:
    assert cat.stdin is not None
    cat.stdin.write(b"hello\n")
    await cat.stdin.drain()
    assert await asyncio.wait_for(cat.stdout.readline(), TIMEOUT_S) == b"hello\n"
    assert cat.returncode is None


async def test_its_end_is_noticed_by_who_waits(cat: ForkedProcess, popen: subprocess.Popen[bytes]) -> None:
    popen.kill()
    await asyncio.wait_for(cat.wait(), TIMEOUT_S)
    assert cat.returncode is not None
    assert await cat.stdout.read() == b""


async def test_its_end_is_known_before_the_loop_comes_round(
    cat: ForkedProcess, popen: subprocess.Popen[bytes]
) -> None:
    popen.kill()
    popen.wait()
    assert cat.returncode is not None
    await asyncio.wait_for(cat.wait(), TIMEOUT_S)


async def test_pipes_that_were_never_joined_are_closed(popen: subprocess.Popen[bytes]) -> None:
    pipes = [os.pipe() for _number in range(3)]
    ours = (pipes[0][1], pipes[1][0], pipes[2][0])
    process = ForkedProcess(Newborn(popen.pid, os.pidfd_open(popen.pid), ours))
    process.close()
    for theirs in (pipes[0][0], pipes[1][1], pipes[2][1]):
        os.close(theirs)
    popen.kill()
    await asyncio.wait_for(process.wait(), TIMEOUT_S)
    for descriptor in ours:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)
