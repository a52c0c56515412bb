"""A worker that the fork server has started: what asyncio tells of a child, for one that is not ours."""

import asyncio
import contextlib
import os
import select
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from mediadl import wire

UNKNOWN_CODE = -1
"""Only its parent, the fork server, is told how a process has ended."""


class Newborn(NamedTuple):
    """A process and our ends of its pipes, all of them descriptors that somebody has to close."""

    pid: int
    pidfd: int
    pipes: tuple[int, int, int]
    """stdin, to be written to, and stdout and stderr."""


class ForkedProcess:
    """Has of `asyncio.subprocess.Process` what `WorkerProcess` needs, under the same names."""

    def __init__(self, newborn: Newborn) -> None:
        """Takes over the descriptors; call `connect` before anything else."""
        self.pid = newborn.pid
        self.stdin: asyncio.StreamWriter | None = None
        self.stdout = asyncio.StreamReader(limit=wire.MAX_LINE_BYTES)
        self.stderr = asyncio.StreamReader(limit=wire.MAX_LINE_BYTES)
        self._pidfd = newborn.pidfd
        to_worker, *from_worker = newborn.pipes
        self._files = [os.fdopen(to_worker, "wb", 0), *(os.fdopen(pipe, "rb", 0) for pipe in from_worker)]
        self._transports: list[asyncio.BaseTransport] = []
        self._has_ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._pidfd, self._on_end)

    async def connect(self) -> None:
        """Join the pipes to the loop."""
        to_worker, protocol = await self._loop.connect_write_pipe(_protocol, self._files[0])
        self._transports.append(to_worker)
        self.stdin = asyncio.StreamWriter(to_worker, protocol, None, self._loop)
        for reader, file in zip((self.stdout, self.stderr), self._files[1:], strict=True):
            from_worker, _ = await self._loop.connect_read_pipe(partial(_protocol, reader), file)
            self._transports.append(from_worker)

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        if not self._has_ended.is_set() and _is_readable(self._pidfd):
            self._on_end()  # the loop has not come round to it yet
        return UNKNOWN_CODE if self._has_ended.is_set() else None

    async def wait(self) -> None:
        """Return when it has ended."""
        await self._has_ended.wait()

    def close(self) -> None:
        """Let go of the pipes."""
        for transport in self._transports:
            transport.close()
        for file in self._files[len(self._transports) :]:
            file.close()

    def _on_end(self) -> None:
        if not self._has_ended.is_set():
            self._has_ended.set()
            self._loop.remove_reader(self._pidfd)
            os.close(self._pidfd)


def close_all(descriptors: Sequence[int]) -> None:
    """Close them, those too that are closed already."""
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _is_readable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


def _protocol(reader: asyncio.StreamReader | None = None) -> asyncio.StreamReaderProtocol:
    """What fills the reader; without one, what tells a `StreamWriter` when it may go on."""
    return asyncio.StreamReaderProtocol(reader or asyncio.StreamReader())
