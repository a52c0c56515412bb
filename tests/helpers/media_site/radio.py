"""A radio station: one song's sound over and over, at the pace of its bit rate. HTTP is `routes.py`'s."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

KBPS = 128
_BLOCK_BYTES = 4000
_BURST_BYTES = 64_000
"""What a listener is sent at once, as Icecast does."""


def frames_of(song: Path) -> bytes:
    """The frames of an MP3 file without its tags and the frame that says how long the whole is."""
    data = song.read_bytes()
    about = max(data.find(b"Xing"), data.find(b"Info"))
    return data[data.index(b"\xff\xfb", about) :]


async def on_air(frames: bytes, speed: float) -> AsyncIterator[bytes]:
    """Play for ever, `speed` times as fast as a listener would hear it."""
    begun_s = asyncio.get_running_loop().time()
    sent = 0
    while True:
        start = sent % len(frames)
        block = frames[start : start + _BLOCK_BYTES]
        due_s = begun_s + max(0, sent - _BURST_BYTES) / (KBPS * 125 * speed)
        await asyncio.sleep(max(0.0, due_s - asyncio.get_running_loop().time()))
        yield block
        sent += len(block)
