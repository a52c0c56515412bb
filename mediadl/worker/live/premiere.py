"""Streams that have not begun: what their page says of them, and when they will. Nothing waits here."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from yt_dlp.utils import YoutubeDLError

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.worker.failures import failure_from
from mediadl.worker.found import media_from
from mediadl.worker.live.radio import extract_with_radio
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.problem import DownloadProblem

Info = dict[str, Any]


def extract_on_air(ydl: NetworkedYoutubeDL, url: str, announce: Callable[[wire.Message], None]) -> Info:
    """As `extract`, but a stream that has not begun is announced, with its title, and its failure says when.

    Raises:
        DownloadProblem: it begins later, and the page says when.
        YoutubeDLError: as the extractors do.
    """
    try:
        info = extract_with_radio(ydl, url)
    except YoutubeDLError as error:
        if failure_from(error, url).kind is not FailureKind.NOT_LIVE_YET:
            raise
        info = _announced(ydl, url)
        _refuse(info, announce, str(error))
        if info.get("formats"):  # it has begun between the two readings
            return info
        raise
    if not info.get("formats") and not info.get("url"):
        _refuse(info, announce, "")
    return info


def _announced(ydl: NetworkedYoutubeDL, url: str) -> Info:
    """Read the page again without asking for anything to play: only so do extractors tell the rest."""
    ydl.params["ignore_no_formats_error"] = True
    try:
        return extract_with_radio(ydl, url)
    except YoutubeDLError:
        return {}
    finally:
        ydl.params["ignore_no_formats_error"] = False


def _refuse(info: Info, announce: Callable[[wire.Message], None], detail: str) -> None:
    begins_at = _moment(info.get("release_timestamp"))
    if info.get("live_status") == "is_upcoming" and begins_at is not None:
        announce(wire.Probed(found=media_from(info)))
        raise DownloadProblem(FailureKind.NOT_LIVE_YET, detail, begins_at=begins_at)


def _moment(timestamp: object) -> datetime | None:
    if not isinstance(timestamp, int | float) or not math.isfinite(timestamp):
        return None
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (OverflowError, OSError, ValueError):
        return None
