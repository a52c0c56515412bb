"""Whether the disks have room for a job before its first byte is asked for. Nothing is written here."""

import math
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mediadl.domain import units
from mediadl.domain.failures import FailureKind
from mediadl.worker.found import size_of
from mediadl.worker.problem import DownloadProblem

ESTIMATE_PERCENT = 110
"""What a size that is computed from a bitrate is taken to be, of itself."""

Info = Mapping[str, Any]


def check_space(
    chosen: Sequence[Info], temp: Path, folder: Path, *, rewrites: bool, share: float = 1.0
) -> None:
    """Compare what the job needs with what is free in its own folder, and on the destination's volume.

    `rewrites` says that a step after the download writes the file once more, `share` how much of the media
    is fetched.

    Raises:
        DownloadProblem: NO_SPACE, with the folder that is too full.
    """
    needed = math.ceil(share * peak_bytes(chosen, rewrites=rewrites))
    have = sum(path.stat().st_size for path in temp.iterdir() if path.is_file())
    _check_volume(temp, needed - have)
    if temp.stat().st_dev != folder.stat().st_dev:
        _check_volume(folder, math.ceil(share * sum(_bytes(stream) for stream in chosen)))


def peak_bytes(chosen: Sequence[Info], *, rewrites: bool) -> int:
    """The most that lies in the job's folder at any time; what nobody knows the size of counts nothing."""
    whole = sum(_bytes(stream) for stream in chosen)
    # Fragments are kept until the file is complete, so they lie there twice once they are put together.
    twice = sum(_bytes(stream) for stream in chosen if _is_fragmented(stream))
    return whole + twice + (whole if len(chosen) > 1 or rewrites else 0)


def _check_volume(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        detail = f"{units.size(needed)} are needed, and {units.size(free)} are free."
        raise DownloadProblem(FailureKind.NO_SPACE, detail, folder=str(folder))


def _bytes(stream: Info) -> int:
    size, is_estimate = size_of(stream)
    return math.ceil((size or 0) * (ESTIMATE_PERCENT if is_estimate else 100) / 100)


def _is_fragmented(stream: Info) -> bool:
    protocol = str(stream.get("protocol") or "")
    return bool(stream.get("fragments")) or protocol.startswith(
        ("m3u8", "http_dash", "ism", "f4m", "websocket")
    )
