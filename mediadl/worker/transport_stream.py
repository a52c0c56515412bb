"""An MPEG transport stream that is called an MP4, as HLS leaves it: how it is told and put right."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import FFmpegFixupM3u8PP

_PACKET_BYTES = 188
_SYNC = 0x47
"""Each packet begins with this byte (ISO/IEC 13818-1, 2.4.3.2)."""
_PACKETS = 5
_NAMES = frozenset({".mp4", ".m4a"})


def is_misnamed(file: Path) -> bool:
    """Whether the file is a transport stream that is called an MP4.

    Raises:
        OSError: it cannot be read.
    """
    if file.suffix.lower() not in _NAMES:
        return False
    with file.open("rb") as opened:
        starts = opened.read(_PACKETS * _PACKET_BYTES)[::_PACKET_BYTES]
    return starts == bytes([_SYNC] * _PACKETS)


def without_repair(steps: Sequence[Any], file: Path) -> list[Any]:
    """yt-dlp's steps after a download without the one that only makes an MP4 of a misnamed file.

    It stays where it does more than any other ffmpeg that writes the file: for what looks like no transport
    stream, and with an ffmpeg that has to be told how AAC lies in an MP4.
    """
    kept = [step for step in steps if not _only_rewraps(step)]
    # Streams that are yet to be joined are no file; they have no such step either.
    return kept if len(kept) < len(steps) and is_misnamed(file) else list(steps)


def repair(ydl: yt_dlp.YoutubeDL, info: dict[str, Any]) -> None:
    """Make `info["filepath"]` the MP4 that it is called, if it is none.

    Raises:
        yt_dlp.utils.PostProcessingError: ffmpeg refuses.
    """
    if is_misnamed(Path(info["filepath"])):
        step = FFmpegFixupM3u8PP(ydl)
        if step.available:
            ydl.run_pp(step, info)


def _only_rewraps(step: Any) -> bool:
    if not isinstance(step, FFmpegFixupM3u8PP):
        return False
    # Known only once the step was asked whether there is an ffmpeg.
    return bool(step.available) and not step._features.get("needs_adtstoasc")  # noqa: SLF001 - no public way
