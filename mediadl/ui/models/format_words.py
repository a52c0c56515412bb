"""The columns of a format table and what stands in them: words for people, keys to sort by; no Qt model."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QLocale, Qt

from mediadl.domain import units
from mediadl.domain.media import Format, SubtitleTrack
from mediadl.domain.picking import size_of
from mediadl.domain.plays_on import WORDS, plays_on
from mediadl.domain.selection import codec_name, resolution

UNKNOWN = "—"
_NO_REGION = QLocale.Country.AnyCountry


class FormatColumn(IntEnum):
    """The columns, from left to right."""

    RESOLUTION = 0
    FPS = 1
    HDR = 2
    VIDEO = 3
    AUDIO = 4
    LANGUAGE = 5
    BITRATE = 6
    SIZE = 7
    CONTAINER = 8
    PLAYS_ON = 9
    NOTE = 10


_C = FormatColumn
HEADERS = {
    _C.RESOLUTION: "Resolution",
    _C.FPS: "FPS",
    _C.HDR: "HDR",
    _C.VIDEO: "Video",
    _C.AUDIO: "Audio",
    _C.LANGUAGE: "Language",
    _C.BITRATE: "Bitrate",
    _C.SIZE: "Size",
    _C.CONTAINER: "Container",
    _C.PLAYS_ON: "Plays on",
    _C.NOTE: "Note",
}
NUMERIC = frozenset({_C.FPS, _C.BITRATE, _C.SIZE})
_RANGES = {"SDR": 0, "HLG": 1, "HDR10": 2, "HDR10+": 3, "HDR12": 4, "DV": 5}
_RANGE_NAMES = {"DV": "Dolby Vision"}
_PROTOCOLS = {"m3u8": "HLS", "m3u8_native": "HLS", "http_dash_segments": "DASH", "mhtml": "Images"}


def alignment(column: FormatColumn) -> Qt.AlignmentFlag:
    """Numbers stand to the right, words to the left."""
    side = Qt.AlignmentFlag.AlignRight if column in NUMERIC else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_KEYS: dict[FormatColumn, Callable[[Format], tuple[float, ...] | str | None]] = {
    _C.RESOLUTION: lambda one: (resolution(one) or 0, one.width or 0) if one.height else None,
    _C.FPS: lambda one: (one.fps,) if one.fps else None,
    _C.HDR: lambda one: (_RANGES.get(one.dynamic_range, 1),) if one.dynamic_range else None,
    _C.VIDEO: lambda one: codec_name(one.vcodec) or None,
    _C.AUDIO: lambda one: codec_name(one.acodec) or None,
    _C.LANGUAGE: lambda one: language_words(one) if one.language else None,
    _C.BITRATE: lambda one: (one.bitrate_kbps,) if one.bitrate_kbps else None,
    _C.CONTAINER: lambda one: one.ext or None,
    _C.PLAYS_ON: lambda one: (devices,) if (devices := plays_on(one)) else None,
    _C.NOTE: lambda one: note_words(one) or None,
}


def sort_key(one: Format, column: FormatColumn, duration_s: float | None) -> Any:
    """What a column is sorted by: numbers as numbers; None where nothing is known."""
    return size_of(one, duration_s) if column is _C.SIZE else _KEYS[column](one)


def resolution_words(one: Format) -> str:
    """Width by height, or the lines alone where that is all the site says."""
    if one.width and one.height:
        return f"{one.width} \N{MULTIPLICATION SIGN} {one.height}"
    return f"{one.height}p" if one.height else ""


def language_words(one: Format) -> str:
    """The language's name in English, and whether it is the original or a dub."""
    if not one.language:
        return ""
    name = language_name(one.language)
    if one.is_original_language is None:
        return name
    return f"{name} · {'original' if one.is_original_language else 'dub'}"


def language_name(code: str) -> str:
    """A language of BCP 47 in English, with its region in brackets: "German", "Portuguese (Brazil)"."""
    known = QLocale(code).language()
    if known is QLocale.Language.C:
        return code
    region = QLocale.codeToTerritory(code.rpartition("-")[2]) if "-" in code else _NO_REGION
    name = QLocale.languageToString(known)
    return name if region is _NO_REGION else f"{name} ({QLocale.territoryToString(region)})"


def track_name(track: SubtitleTrack) -> str:
    """The language of subtitles: "German", "English (United States)", else the site's own name for it."""
    name = language_name(track.key)
    return track.name or name if name == track.key else name


def note_words(one: Format) -> str:
    """How it is sent, where that is not as one file, and the site's own note."""
    return " · ".join(word for word in (_PROTOCOLS.get(one.protocol, ""), one.note) if word)


def size_words(size: tuple[int, bool] | None) -> str:
    """A size with "about" before an estimate; nothing for what is not known."""
    if size is None:
        return ""
    size_bytes, is_estimate = size
    return f"about {units.size(size_bytes)}" if is_estimate else units.size(size_bytes)


def hdr_words(formats: Iterable[Format]) -> str:
    """The name of the picture's high dynamic range, "HDR10"; nothing for the ordinary one or an unknown."""
    return next((_range_name(one) for one in formats if one.dynamic_range not in {None, "", "SDR"}), "")


def _range_name(one: Format) -> str:
    return _RANGE_NAMES.get(one.dynamic_range or "", one.dynamic_range or "")


_TEXTS: dict[FormatColumn, Callable[[Format], str]] = {
    _C.RESOLUTION: resolution_words,
    _C.FPS: lambda one: f"{one.fps:.4g}" if one.fps else "",
    _C.HDR: _range_name,
    _C.VIDEO: lambda one: codec_name(one.vcodec),
    _C.AUDIO: lambda one: codec_name(one.acodec),
    _C.LANGUAGE: language_words,
    _C.BITRATE: lambda one: f"{one.bitrate_kbps:,.0f} kbit/s" if one.bitrate_kbps else "",
    _C.CONTAINER: lambda one: one.ext.upper(),
    _C.PLAYS_ON: lambda one: WORDS[devices] if (devices := plays_on(one)) else "",
}


def text_of(one: Format, column: FormatColumn, duration_s: float | None) -> str:
    """What a cell says, a dash where the site does not."""
    if column is _C.NOTE:
        return note_words(one)
    text = size_words(size_of(one, duration_s)) if column is _C.SIZE else _TEXTS[column](one)
    return text or UNKNOWN
