"""Finds out whether the end of an MP4 file is missing, from the sizes of its boxes; no tool is started.

A server that announces less than it should is believed by every HTTP client, and what ffprobe says of the
length stands at the beginning of such a file.
"""

from pathlib import Path
from typing import BinaryIO

_SUFFIXES = frozenset({".mp4", ".m4a", ".m4v", ".mov"})
_HEAD_BYTES, _LONG_HEAD_BYTES = 8, 16


def cut_short(file: Path) -> tuple[str, ...]:
    """What is missing, as sentences: one, or none.

    Raises:
        OSError: it cannot be read.
    """
    if file.suffix.lower() not in _SUFFIXES:
        return ()
    with file.open("rb") as opened:
        missing = _missing_bytes(opened, file.stat().st_size)
    return (f"The end of the file is missing: {missing:,} bytes did not arrive.",) if missing else ()


def _missing_bytes(opened: BinaryIO, size_bytes: int) -> int:
    """How far the last box reaches beyond the end (ISO/IEC 14496-12, 4.2)."""
    start = 0
    while start + _HEAD_BYTES <= size_bytes:
        opened.seek(start)
        head = opened.read(_LONG_HEAD_BYTES)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if length < _HEAD_BYTES:  # 0 is "up to the end"; anything else is no box, and says nothing
            return 0
        start += length
    return max(0, start - size_bytes)
