"""What an answer is made of, before HTTP: bytes, a file, a padded file or a stream. No headers, no faults."""

import functools
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MIB = 1 << 20
_FILE_BLOCK_BYTES = 256 * 1024


class Body(Protocol):
    """A body that can be read from any byte to any other; a stream has no length and only one beginning."""

    @property
    def size_bytes(self) -> int | None:
        """Length of the whole body."""

    def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` up to `stop` in blocks; a stream ignores both."""


@dataclass(frozen=True)
class DataBody:
    """Bytes in memory."""

    data: bytes

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        yield self.data[start:stop]


@dataclass(frozen=True)
class FileBody:
    """A file on disk."""

    path: Path

    @property
    def size_bytes(self) -> int:
        return self.path.stat().st_size

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(start)
            while start < stop and (block := file.read(min(_FILE_BLOCK_BYTES, stop - start))):
                start += len(block)
                yield block


@dataclass(frozen=True)
class EditionBody:
    """A body as it is, or with its bytes turned round: another file of the same size, that is media too."""

    body: Body
    is_turned: bool

    @property
    def size_bytes(self) -> int | None:
        return self.body.size_bytes

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        async for block in self.body.read(start, stop):
            yield turned(block, start) if self.is_turned else block
            start += len(block)


_TURNED_FROM = 64 * 1024
"""The head of the file stays: players find there what follows."""
_TURNED = bytes(255 - value for value in range(256))


def turned(block: bytes, start: int = 0) -> bytes:
    """Turn round the bytes of a block that begins at `start`."""
    kept = max(0, _TURNED_FROM - start)
    return block[:kept] + block[kept:].translate(_TURNED)


@dataclass(frozen=True)
class StreamBody:
    """Text made while it is sent; `blocks` is called once for each request."""

    blocks: Callable[[], AsyncIterator[bytes]]

    @property
    def size_bytes(self) -> None:
        return None

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        async for block in self.blocks():
            yield block


@dataclass(frozen=True)
class PaddedBody:
    """An MP4 file grown to a whole number of MiB by a `free` box (ISO/IEC 14496-12, 8.1.2).

    The filling differs from MiB to MiB and within each, so that misplaced bytes show.
    """

    path: Path
    mebibytes: int

    def __post_init__(self) -> None:
        if self.size_bytes < self.path.stat().st_size + 16:
            raise ValueError(f"{self.mebibytes} MiB are less than the medium itself")

    @property
    def size_bytes(self) -> int:
        return self.mebibytes * MIB

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        while start < stop:
            block = self.block(start // MIB)[start % MIB :]
            block = block[: stop - start]
            start += len(block)
            yield block

    def block(self, index: int) -> bytes:
        """Return the MiB number `index`."""
        head = _media_with_box_header(self.path, self.size_bytes)
        start = index * MIB
        taken = head[start : start + MIB]
        filling = index.to_bytes(8, "big") + _noise()[8:]
        return taken + filling[len(taken) :]

    def is_same_as(self, path: Path) -> bool:
        """Return whether the file has exactly these bytes."""
        if path.stat().st_size != self.size_bytes:
            return False
        with path.open("rb") as file:
            return all(file.read(MIB) == self.block(index) for index in range(self.mebibytes))


@functools.cache
def _noise() -> bytes:
    return random.Random(1).randbytes(MIB)


@functools.lru_cache(maxsize=4)
def _media_with_box_header(path: Path, size_bytes: int) -> bytes:
    """Return the medium and the header of the box that fills the rest, with its 64-bit size form."""
    data = path.read_bytes()
    return data + (1).to_bytes(4, "big") + b"free" + (size_bytes - len(data)).to_bytes(8, "big")
