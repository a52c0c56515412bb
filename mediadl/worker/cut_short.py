"""Finds out whether the end of an MP4 or Matroska file is missing, from its own sizes; no tool is started.

A server that announces less than it should is believed by every HTTP client, and what ffprobe says of the
length stands at the beginning of such a file.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_HEAD_BYTES, _LONG_HEAD_BYTES = 8, 16
_EBML, _SEGMENT = 0x1A45DFA3, 0x18538067
_LONGEST_EBML_HEAD_BYTES = 4 + 8


def cut_short(file: Path) -> tuple[str, ...]:
    """What is missing, as sentences: one, or none.

    Raises:
        OSError: it cannot be read.
    """
    look = _LOOKS.get(file.suffix.lower())
    if look is None:
        return ()
    with file.open("rb") as opened:
        missing = look(opened, file.stat().st_size)
    return (f"The end of the file is missing: {missing:,} bytes did not arrive.",) if missing else ()


def _missing_of_mp4(opened: BinaryIO, size_bytes: int) -> int:
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


def _missing_of_matroska(opened: BinaryIO, size_bytes: int) -> int:
    """How far the segment reaches beyond the end (RFC 9559, 5; RFC 8794, 4-6)."""
    start = 0
    while start < size_bytes:
        opened.seek(start)
        head = opened.read(_LONGEST_EBML_HEAD_BYTES)
        name, name_bytes = _number(head, keeps_marker=True)
        length, length_bytes = _number(head[name_bytes:])
        is_unknown = length == (1 << 7 * length_bytes) - 1  # of a stream whose end was not known yet
        if name not in {_EBML, _SEGMENT} or not length_bytes or is_unknown:
            return 0
        start += name_bytes + length_bytes + length
    return start - size_bytes


def _number(head: bytes, *, keeps_marker: bool = False) -> tuple[int, int]:
    """A number of variable length and how many bytes it takes; 0 bytes when it is none (RFC 8794, 4)."""
    if not head or not head[0]:
        return 0, 0
    length = 9 - head[0].bit_length()
    if len(head) < length:
        return 0, 0
    value = int.from_bytes(head[:length], "big")
    return (value if keeps_marker else value & ((1 << 7 * length) - 1)), length


_LOOKS: dict[str, Callable[[BinaryIO, int], int]] = {
    **dict.fromkeys((".mp4", ".m4a", ".m4v", ".mov"), _missing_of_mp4),
    **dict.fromkeys((".mkv", ".webm", ".mka", ".weba"), _missing_of_matroska),
}
