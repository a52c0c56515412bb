"""Which formats a selector takes of those that were found before: yt-dlp's own choice, without any link."""

from collections.abc import Sequence
from typing import Any

import yt_dlp

from mediadl.domain.media import Format, FormatKind


def chosen_of(ydl: yt_dlp.YoutubeDL, selector: str, formats: Sequence[Format]) -> tuple[str, ...]:
    """Ids of the formats that the selector takes, of formats ordered from worst to best; none when none fits.

    Raises:
        SyntaxError: the selector cannot be read.
    """
    choose = ydl.build_format_selector(selector)
    taken = ydl._select_formats([_as_info(one) for one in formats], choose)  # noqa: SLF001 - no public way
    if not taken:
        return ()
    parts = taken[-1].get("requested_formats") or (taken[-1],)
    return tuple(str(part["format_id"]) for part in parts)


def _as_info(one: Format) -> dict[str, Any]:
    """The format as yt-dlp's dictionaries have it, with what its filters can ask for."""
    return {
        "format_id": one.id,
        "format": one.id,
        "ext": one.ext,
        # Never fetched: it tells the protocol, which is asked for when formats are joined.
        "url": "http://formats.invalid/",
        "protocol": one.protocol or "http",
        "width": one.width,
        "height": one.height,
        "fps": one.fps,
        "dynamic_range": one.dynamic_range,
        "vcodec": "none" if one.kind is FormatKind.AUDIO_ONLY else one.vcodec,
        "acodec": "none" if one.kind is FormatKind.VIDEO_ONLY else one.acodec,
        "tbr": one.bitrate_kbps,
        "filesize": None if one.size_is_estimate else one.size_bytes,
        "filesize_approx": one.size_bytes,
        "language": one.language,
        "format_note": one.note,
    }
