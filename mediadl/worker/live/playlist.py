"""What a live media playlist says at a moment (RFC 8216); only text is read here, nothing is fetched."""

from dataclasses import dataclass
from typing import Any

import m3u8

_PLAIN_KEYS = frozenset({None, "NONE"})
_KNOWN_KEYS = _PLAIN_KEYS | {"AES-128"}


@dataclass(frozen=True)
class Resource:
    """Something to fetch; `span` is its first byte and the one behind its last, None is all of it."""

    url: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Segment:
    """A few seconds of the stream."""

    sequence: int
    """Media sequence number (RFC 8216, 6.2.1): it names the segment in every later playlist too."""
    resource: Resource
    duration_s: float
    init: Resource | None = None
    """What has to stand before the first segment of its kind (EXT-X-MAP)."""
    key_url: str | None = None
    """Where the AES-128 key is; None when the segment is not encrypted."""
    iv: bytes | None = None
    """Initialisation vector; None takes the sequence number (RFC 8216, 5.2)."""
    is_break: bool = False
    """Time stamps or codecs change before it (EXT-X-DISCONTINUITY)."""
    is_missing: bool = False
    """The server says itself that it has not got it (EXT-X-GAP)."""


@dataclass(frozen=True)
class Snapshot:
    """One reading of a playlist, oldest segment first."""

    segments: tuple[Segment, ...]
    target_s: float
    """No segment is longer; also how often a new one is to be expected."""
    has_ended: bool = False
    """No segment will be added."""
    is_recordable: bool = True
    """False for a list of playlists, and for an encryption other than AES-128."""


def read_playlist(text: str, url: str) -> Snapshot:
    """Read a playlist that came from `url`.

    Raises:
        ValueError: it is no playlist.
    """
    if not text.lstrip("\ufeff \r\n").startswith("#EXTM3U"):
        raise ValueError(f"not a playlist: {text[:40]!r}")
    playlist = m3u8.loads(text, uri=url)
    ends: dict[str, int] = {}
    methods = {key.method for key in playlist.keys if key is not None}
    return Snapshot(
        segments=tuple(_segment(segment, ends) for segment in playlist.segments),
        target_s=float(playlist.target_duration or 0) or 2.0,
        has_ended=bool(playlist.is_endlist),
        is_recordable=not playlist.is_variant and methods <= _KNOWN_KEYS,
    )


def _segment(segment: Any, ends: dict[str, int]) -> Segment:
    """`ends` keeps, for each address, where the last range of bytes ended."""
    key = segment.key if segment.key is not None and segment.key.method not in _PLAIN_KEYS else None
    init = segment.init_section
    url = str(segment.absolute_uri)
    return Segment(
        sequence=int(segment.media_sequence),
        resource=Resource(url, _span(segment.byterange, url, ends)),
        duration_s=float(segment.duration or 0.0),
        init=Resource(str(init.absolute_uri), _span(init.byterange, "", {})) if init else None,
        key_url=str(key.absolute_uri) if key else None,
        iv=_vector(key.iv) if key and key.iv else None,
        is_break=bool(segment.discontinuity),
        is_missing=bool(segment.gap_tag),
    )


def _span(text: str | None, url: str, ends: dict[str, int]) -> tuple[int, int] | None:
    """Read `<length>[@<start>]`; without a start it follows the range before (RFC 8216, 4.3.2.2)."""
    if not text:
        return None
    length, _, start = text.partition("@")
    first = int(start) if start else ends.get(url, 0)
    ends[url] = first + int(length)
    return first, ends[url]


def _vector(text: str) -> bytes:
    return int(text, 16).to_bytes(16, "big")
