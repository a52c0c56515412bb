"""From yt-dlp's info dictionaries to our media, formats and entries. Nothing is fetched here."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from mediadl.domain.media import Chapter, Entry, Format, FormatKind, Media, Playlist, SubtitleTrack
from mediadl.domain.naming import printable
from mediadl.domain.picking import bytes_at

Info = Mapping[str, Any]

_MOST_TAGS = 200


def media_from(info: Info) -> Media:
    """The media that a processed video info describes; `requested_formats` are what was selected."""
    return Media(
        id=str(info.get("id") or ""),
        extractor=_site(info),
        url=str(info.get("webpage_url") or info.get("original_url") or info.get("url") or ""),
        title=title_of(info),
        uploader=_text(info, "uploader") or _text(info, "channel"),
        channel=_text(info, "channel"),
        channel_id=_text(info, "channel_id"),
        duration_s=_number(info, "duration"),
        upload_date=_text(info, "upload_date"),
        view_count=_integer(info, "view_count"),
        thumbnail_url=_thumbnail(info),
        is_live=bool(info.get("is_live")),
        formats=formats_from(info.get("formats") or ()),
        chosen_ids=tuple(str(chosen["format_id"]) for chosen in chosen_infos(info)),
        subtitles=tuple(name for name in info.get("subtitles") or () if name != "live_chat"),
        automatic_captions=tuple(info.get("automatic_captions") or ()),
        tracks=tuple(_tracks(info)),
        chapters=tuple(_chapter(chapter) for chapter in info.get("chapters") or ()),
        tags=tuple(str(tag) for tag in (info.get("tags") or ())[:_MOST_TAGS] if tag),
    )


def formats_from(infos: Sequence[Info]) -> tuple[Format, ...]:
    """The formats of one media, in their order."""
    preferences = [_integer(info, "language_preference") for info in infos if info.get("language")]
    best = max((one for one in preferences if one is not None), default=-1)
    return tuple(_format(info, best) for info in infos)


def chosen_infos(info: Info) -> Sequence[Info]:
    """The formats that were selected: several that will be merged, or the info itself."""
    requested = info.get("requested_formats")
    if requested:
        return tuple(requested)
    return (info,) if info.get("format_id") else ()


def playlist_from(info: Info) -> Playlist:
    """The head of a list."""
    return Playlist(
        id=str(info.get("id") or ""),
        extractor=_site(info),
        url=str(info.get("webpage_url") or info.get("original_url") or ""),
        title=title_of(info),
        uploader=_text(info, "uploader") or _text(info, "channel"),
        channel=_text(info, "channel"),
        channel_id=_text(info, "channel_id"),
        thumbnail_url=_thumbnail(info),
        entry_count=_integer(info, "playlist_count"),
    )


def entry_from(info: Info, index: int, *, is_list: bool = False) -> Entry | None:
    """One row of a list; None when it names no page that could be opened. `is_list`: it is one itself."""
    url = info.get("url") if info.get("_type") in {"url", "url_transparent"} else info.get("webpage_url")
    url = url or info.get("original_url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        return None
    return Entry(
        index=index,
        url=url,
        title=_text(info, "title") or url,
        duration_s=_number(info, "duration"),
        uploader=_text(info, "uploader") or _text(info, "channel"),
        upload_date=_text(info, "upload_date") or _day(info, "timestamp"),
        view_count=_integer(info, "view_count"),
        thumbnail_url=_thumbnail(info),
        availability=_text(info, "availability"),
        live_status=_text(info, "live_status") if info.get("live_status") != "not_live" else None,
        archive_id=_archive_id(info),
        is_list=is_list,
        names_the_file=info.get("_type") == "url_transparent" and bool(info.get("title")),
    )


def title_of(info: Info) -> str:
    """The title, or what comes nearest to one."""
    return _text(info, "title") or _text(info, "id") or "Untitled"


def size_of(info: Info) -> tuple[int | None, bool]:
    """Bytes of a format, and whether that is an estimate, from its size or its bitrate times its duration."""
    exact = _integer(info, "filesize")
    if exact is not None:
        return exact, False
    estimate = _number(info, "filesize_approx")
    if estimate is None and (rate := _number(info, "tbr")) and (length := _number(info, "duration")):
        estimate = bytes_at(rate, length)
    return (round(estimate), True) if estimate else (None, False)


def _format(info: Info, best_preference: int) -> Format:
    size_bytes, is_estimate = size_of(info)
    return Format(
        id=str(info.get("format_id") or ""),
        kind=_kind(info),
        ext=str(info.get("ext") or ""),
        width=_integer(info, "width"),
        height=_integer(info, "height"),
        fps=_number(info, "fps"),
        dynamic_range=_text(info, "dynamic_range"),
        vcodec=_codec(info, "vcodec"),
        acodec=_codec(info, "acodec"),
        bitrate_kbps=_number(info, "tbr") or _number(info, "vbr") or _number(info, "abr"),
        size_bytes=size_bytes,
        size_is_estimate=is_estimate,
        language=_text(info, "language"),
        is_original_language=_is_original(info, best_preference),
        note=_text(info, "format_note") or "",
        protocol=_text(info, "protocol") or "",
    )


def _kind(info: Info) -> FormatKind:
    if info.get("vcodec") == "none":
        return FormatKind.AUDIO_ONLY
    # A codec that is not known may be anything; only an explicit "none" means that there is no such stream.
    return FormatKind.VIDEO_ONLY if info.get("acodec") == "none" else FormatKind.COMBINED


def _is_original(info: Info, best_preference: int) -> bool | None:
    """Sites say of the original that it is preferred, and of dubs next to nothing (-1)."""
    preference = _integer(info, "language_preference")
    if not info.get("language") or preference is None:
        return None
    if best_preference > 0:
        return preference == best_preference
    return None if preference == -1 else False


def _chapter(info: Info) -> Chapter:
    start_s = _number(info, "start_time") or 0.0
    return Chapter(
        title=str(info.get("title") or ""), start_s=start_s, end_s=_number(info, "end_time") or start_s
    )


def _tracks(info: Info) -> Iterator[SubtitleTrack]:
    for field, is_automatic in (("subtitles", False), ("automatic_captions", True)):
        for key, offered in (info.get(field) or {}).items():
            if key != "live_chat":
                yield SubtitleTrack(
                    key=key,
                    is_automatic=is_automatic,
                    formats=tuple(dict.fromkeys(str(one.get("ext") or "") for one in offered or ())),
                    name=next((name for one in offered or () if (name := _text(one, "name"))), ""),
                )


def _archive_id(info: Info) -> str | None:
    """As yt-dlp names an entry in its archive before it has looked at it: extractor and id."""
    key, media_id = _text(info, "ie_key"), _text(info, "id")
    return f"{key.lower()} {media_id}" if key and media_id and key != "Generic" else None


def _site(info: Info) -> str:
    name = str(info.get("extractor_key") or info.get("extractor") or "")
    if name.lower() in {"generic", "html5mediaembed"}:
        return str(info.get("webpage_url_domain") or name)
    return name


def _thumbnail(info: Info) -> str | None:
    if url := _text(info, "thumbnail"):
        return url
    thumbnails = info.get("thumbnails") or ()
    return str(thumbnails[-1]["url"]) if thumbnails and thumbnails[-1].get("url") else None


def _codec(info: Info, key: str) -> str | None:
    codec = _text(info, key)
    return None if codec == "none" else codec


def _text(info: Info, key: str) -> str | None:
    value = info.get(key)
    return printable(value) or None if isinstance(value, str) else None


def _number(info: Info, key: str) -> float | None:
    value = info.get(key)
    # A site's JSON may hold NaN and Infinity, which ours may not.
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _day(info: Info, key: str) -> str | None:
    """A moment's day in UTC as YYYYMMDD, as yt-dlp makes it of a media's own page."""
    seconds = _number(info, key)
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%d")
    except (OverflowError, OSError, ValueError):
        return None


def _integer(info: Info, key: str) -> int | None:
    value = _number(info, key)
    return None if value is None else round(value)
