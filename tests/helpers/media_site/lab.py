"""What the plugin extractor reads as JSON: videos, channels, live streams, shaped as yt-dlp's info dicts."""

import datetime as dt
import re
import time
import urllib.parse
from collections.abc import Mapping
from typing import Any

from .live import LiveClock
from .media import media_path
from .recipes import DURATION_S
from .streams import width_of
from .titles import number_of, title_of

PAGE_ENTRIES = 50
_MANY = 100_000
_FIRST_DAY = dt.date(2026, 11, 1)

# Format id, height, frames a second, codec, file.
_VIDEO = (
    ("160", 144, 30, "avc1.4d400c", "video-avc1-144.mp4"),
    ("133", 240, 30, "avc1.4d4015", "video-avc1-240.mp4"),
    ("134", 360, 30, "avc1.4d401e", "video-avc1-360.mp4"),
    ("135", 480, 30, "avc1.4d401f", "video-avc1-480.mp4"),
    ("136", 720, 30, "avc1.4d401f", "video-avc1-720.mp4"),
    ("298", 720, 60, "avc1.4d4020", "video-avc1-720p60.mp4"),
    ("137", 1080, 30, "avc1.640028", "video-avc1-1080.mp4"),
    ("243", 360, 30, "vp9", "video-vp9-360.webm"),
    ("244", 480, 30, "vp9", "video-vp9-480.webm"),
    ("247", 720, 30, "vp9", "video-vp9-720.webm"),
    ("248", 1080, 30, "vp9", "video-vp9-1080.webm"),
    ("271", 1440, 30, "vp9", "video-vp9-1440.webm"),
    ("313", 2160, 30, "vp9", "video-vp9-2160.webm"),
    ("335", 1080, 30, "vp09.02.41.10", "video-vp9-1080.webm"),
    ("396", 360, 30, "av01.0.01M.08", "video-av01-360.mp4"),
    ("397", 480, 30, "av01.0.04M.08", "video-av01-480.mp4"),
    ("398", 720, 30, "av01.0.05M.08", "video-av01-720.mp4"),
)
_HDR = "335"

# Format id, codec, language, preference of the language, note, kbit/s, file.
_AUDIO = (
    ("139", "mp4a.40.5", "en", 10, "English original (default), low", 48, "audio-en-low.m4a"),
    ("140", "mp4a.40.2", "en", 10, "English original (default), medium", 128, "audio-en.m4a"),
    ("251", "opus", "en", 10, "English original (default), medium", 96, "audio-en.webm"),
    ("140-de", "mp4a.40.2", "de", -1, "German dub, medium", 128, "audio-de.m4a"),
    ("251-de", "opus", "de", -1, "German dub, medium", 96, "audio-de.webm"),
)

_CHAPTERS = (
    {"start_time": 0, "end_time": 4, "title": "Intro"},
    {"start_time": 4, "end_time": 9, "title": "Main part"},
    {"start_time": 9, "end_time": DURATION_S, "title": "End"},
)

MEDIA = ("av360.mp4", *dict.fromkeys(row[-1] for row in (*_VIDEO, *_AUDIO)))


def video(video_id: str, query: Mapping[str, str], base: str) -> dict[str, Any]:
    """Return the info dict of a video.

    Query keys `title`, `uploader`, `duration`, `date` and `views` replace what would be there;
    `swap=ID:PATH` serves another file as this format, without saying so; `only=FILE` offers this one alone,
    and `without=CODEC` all but those whose picture is in this codec.
    """
    return {
        **_summary(video_id),
        "duration": int(query.get("duration", DURATION_S)),
        "title": query.get("title", _title(video_id)),
        **({"upload_date": query["date"]} if "date" in query else {}),
        **({"view_count": int(query["views"])} if "views" in query else {}),
        "description": "Moving bars and a tone, in many sizes.",
        **_publisher(query),
        "like_count": number_of(video_id) % 900,
        "categories": ["Science"],
        "tags": ["bars", "tone"],
        "language": "en",
        "thumbnails": _pictures(video_id, base),
        "chapters": [] if "only" in query else list(_CHAPTERS),
        "formats": [_only(query["only"], base)] if "only" in query else _formats(query, base),
        "subtitles": {language: _tracks(base, language) for language in ("en", "de")},
        "automatic_captions": {"fr": _tracks(base, "fr")},
        "comments": [
            {"id": str(number), "parent": "root", "author": f"Viewer {number}", "text": f"Bar {number}!"}
            for number in range(1, 4)
        ],
    }


def channel(name: str, query: Mapping[str, str], base: str) -> dict[str, Any]:
    """Return one page of a channel: `n` entries in all (default 30), fifty a page, `page` counted from 0.

    The numbers in `silent` are of entries that do not say how long, how old and how often seen they are.
    `kind` is what they all are instead of videos. Query keys that begin with "each." go to every entry, those
    with a number and a dot to that one.
    """
    count = min(_MANY, int(query.get("n", "30")))
    page = int(query.get("page", "0"))
    numbers = range(page * PAGE_ENTRIES + 1, min(count, (page + 1) * PAGE_ENTRIES) + 1)
    private, silent = _numbers(query.get("private", "")), _numbers(query.get("silent", ""))
    entries = []
    for number in numbers:
        video_id = f"{name}-{number}"
        told = {"id": video_id} if number in silent else _summary(video_id)
        entry = {**told, "title": _title(video_id), "thumbnails": _pictures(video_id, base)}
        kind = "private" if number in private else query.get("kind", "v")
        entry["url"] = f"{base}/lab/{kind}/{video_id}{_passed_on(query, number)}"
        entries.append(entry)
    return {
        "id": name,
        "title": query.get("title", f"{name.title()} Films"),
        "channel": f"{name.title()} Films",
        "thumbnail": f"{base}/thumb/{name}.jpg",
        "count": count,
        "entries": entries,
        "more": (page + 1) * PAGE_ENTRIES < count,
    }


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",") if number}


def live(video_id: str, query: Mapping[str, str], base: str, clock: LiveClock) -> dict[str, Any]:
    """Return the info of a live stream of `s` seconds (default 20), which has ended when these are over."""
    shape = query.get("s", "20")
    length_s = int(shape.partition(";")[0])
    playlist = "master" if query.get("apart") else "live"
    return {
        "id": video_id,
        "title": query.get("title", f"Live from the {title_of(video_id).rpartition('the ')[2]}"),
        "uploader": "Lab Films",
        "thumbnail": f"{base}/thumb/{video_id}.jpg",
        "manifest": f"{base}/live/{video_id}/{shape}/{playlist}.m3u8",
        "live_status": "is_live" if clock.elapsed_s(video_id) < length_s else "was_live",
    }


def stream(tree: str, query: Mapping[str, str], base: str) -> dict[str, Any]:
    """Return the info of one made tree, or file, as it is; the query key `n` tells several apart."""
    number = query.get("n", "0")
    is_file = tree.endswith(".mp4")
    manifest = "manifest.mpd" if tree.endswith("dash") else "master.m3u8"
    return {
        "id": f"{tree}-{number}",
        "title": f"Stream {tree} {number}",
        "duration": DURATION_S,
        # As the generic extractor says of a link that is itself the file.
        **({"url": f"{base}/media/{tree}", "ext": "mp4", "direct": True} if is_file else {}),
        **({} if is_file else {"manifest": f"{base}/{tree}/{manifest}"}),
    }


def segments(video_id: str) -> list[dict[str, Any]]:
    """Return what SponsorBlock would say of a video: one segment, from key frame to key frame."""
    segment = {
        "segment": [4, 8],
        "category": "sponsor",
        "actionType": "skip",
        "videoDuration": DURATION_S,
        "description": "",
    }
    return [{"videoID": video_id, "segments": [segment]}]


def soon(video_id: str, query: Mapping[str, str], base: str, clock: LiveClock) -> dict[str, Any]:
    """Return the info of a stream that begins `in` seconds (default 1200) after it was first asked for."""
    wait_s = int(query.get("in", "1200"))
    elapsed_s = clock.elapsed_s(video_id)
    if elapsed_s >= wait_s:
        return live(f"{video_id}-air", query, base, clock)
    return {
        "id": video_id,
        "title": "Soon",
        "thumbnail": f"{base}/thumb/{video_id}.jpg",
        "live_status": "is_upcoming",
        "release_timestamp": round(time.time() + wait_s - elapsed_s),
    }


def _title(video_id: str) -> str:
    """Return a title that tells the videos of a channel apart."""
    part = re.search(r"-(\d+)$", video_id)
    return f"{title_of(video_id)}, part {part[1]}" if part else title_of(video_id)


def _summary(video_id: str) -> dict[str, Any]:
    number = number_of(video_id)
    day = _FIRST_DAY - dt.timedelta(days=number % 1000)
    return {
        "id": video_id,
        "duration": DURATION_S,
        "view_count": 1000 + number * 37 % 2_000_000,
        "upload_date": day.strftime("%Y%m%d"),
    }


def _pictures(video_id: str, base: str) -> list[dict[str, Any]]:
    """Return two thumbnails, the better one last, as yt-dlp orders them."""
    shape = {"width": 640, "height": 360}
    return [
        {"id": "0", "url": f"{base}/thumb/{video_id}.jpg?size=small", **shape, "preference": -1},
        {"id": "1", "url": f"{base}/thumb/{video_id}.jpg", **shape, "preference": 0},
    ]


def _formats(query: Mapping[str, str], base: str) -> list[dict[str, Any]]:
    formats = [_combined(base), *_video_formats(base), *_audio_formats(base)]
    if codec := query.get("without"):
        formats = [one for one in formats if not one["vcodec"].startswith(codec)]
    swapped, _, path = query.get("swap", "").partition(":")
    for one in formats:
        if one["format_id"] == swapped:
            del one["filesize"]
            one["url"] = f"{base}/{path}"
    return formats


def _only(name: str, base: str) -> dict[str, Any]:
    return {**_file(base, "0", name), **_picture(180, 30, "avc1.42001E"), "acodec": "mp4a.40.2"}


def _publisher(query: Mapping[str, str]) -> dict[str, str]:
    """Who has published a video; nobody, when the query says so."""
    if "nobody" in query:
        return {}
    names = {"uploader": query.get("uploader", "Lab Films"), "channel": query.get("channel", "Lab Films")}
    return {**names, "uploader_id": "@labfilms"}


def _passed_on(query: Mapping[str, str], number: int) -> str:
    """What the query of a channel says for one of its entries."""
    parted = [(key.partition("."), value) for key, value in query.items()]
    own = {key: value for (whose, dot, key), value in parted if dot and whose in {"each", str(number)}}
    return f"?{urllib.parse.urlencode(own)}" if own else ""


def _combined(base: str) -> dict[str, Any]:
    """The one format with both streams; with a language yt-dlp would rank it above all others."""
    return {
        **_file(base, "18", "av360.mp4"),
        **_picture(360, 30, "avc1.42001E"),
        "acodec": "mp4a.40.2",
        "format_note": "360p",
    }


def _video_formats(base: str) -> list[dict[str, Any]]:
    return [
        {
            **_file(base, format_id, name),
            **_picture(height, fps, codec),
            "acodec": "none",
            "dynamic_range": "HDR10" if format_id == _HDR else "SDR",
            "format_note": f"{height}p{fps if fps > 30 else ''}{' HDR' if format_id == _HDR else ''}",
        }
        for format_id, height, fps, codec, name in _VIDEO
    ]


def _audio_formats(base: str) -> list[dict[str, Any]]:
    return [
        {
            **_file(base, format_id, name),
            "vcodec": "none",
            "acodec": codec,
            "abr": kbps,
            "asr": 48000,
            "audio_channels": 2,
            "language": language,
            "language_preference": preference,
            "format_note": note,
        }
        for format_id, codec, language, preference, note, kbps, name in _AUDIO
    ]


def _file(base: str, format_id: str, name: str) -> dict[str, Any]:
    size = media_path(name).stat().st_size
    return {
        "format_id": format_id,
        "url": f"{base}/media/{name}",
        "ext": name.rpartition(".")[2],
        "filesize": size,
        "tbr": round(size * 8 / DURATION_S / 1000, 1),
    }


def _picture(height: int, fps: int, codec: str) -> dict[str, Any]:
    return {"width": width_of(height), "height": height, "fps": fps, "vcodec": codec}


def _tracks(base: str, language: str) -> list[dict[str, str]]:
    return [{"ext": ext, "url": f"{base}/subs/{language}.{ext}"} for ext in ("vtt", "srt")]
