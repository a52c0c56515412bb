"""From single arguments of yt-dlp to fields of `DownloadOptions`; nothing is read or checked here."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from mediadl.domain.clips import parse_clips
from mediadl.domain.errors import UserError
from mediadl.domain.option_checks import SPONSORBLOCK_CATEGORIES
from mediadl.domain.options import (
    MOST_FRAGMENTS,
    AudioFormat,
    DownloadOptions,
    SubtitleFormat,
    ThumbnailFormat,
    VideoFormat,
)

_MOST_RETRIES = 100


class NoField(UserError):
    """There is no field for this; the text says what happens instead."""


@dataclass(frozen=True)
class Changes:
    """Fields that were set so far, and arguments that are passed on as they are."""

    fields: dict[str, Any] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    archive: str | None = None
    """The file of `--download-archive`, as it is named."""

    def with_fields(self, **values: Any) -> "Changes":
        """With these set as well; the later line of a file wins."""
        return replace(self, fields={**self.fields, **values})

    def added(self, name: str, value: tuple[Any, ...]) -> "Changes":
        """With this behind what the field holds already."""
        return self.with_fields(**{name: (*self.fields.get(name, ()), *value)})

    def options(self) -> DownloadOptions:
        """The layer in which only these are set; to skip the download makes sense for what goes with it."""
        fields = dict(self.fields)
        if not (fields.get("download_subtitles") or fields.get("embed_subtitles")):
            is_skipped = fields.pop("only_subtitles", False)
            if is_skipped and fields.get("write_thumbnail"):
                fields["only_thumbnail"] = True
        extra = {"extra_arguments": self.extra} if self.extra else {}
        return DownloadOptions(**fields, **extra)


def apply(changes: Changes, name: str, values: tuple[str, ...]) -> Changes:
    """The changes with one more option, by its first name.

    Raises:
        NoField: the value has no place here.
    """
    if name == "--no-download-archive":
        changes = replace(changes, archive=None)
    if name in _FLAGS:
        return changes.with_fields(**_FLAGS[name])
    if name in _WITH_VALUE:
        return _WITH_VALUE[name](changes, values[0])
    raise NoField(f"“{name}” has no counterpart here.")


_FLAGS: dict[str, dict[str, Any]] = {
    "--live-from-start": {"live_from_start": True},
    "--no-live-from-start": {"live_from_start": False},
    "--extract-audio": {"quality": "audio_only"},
    "--write-subs": {"download_subtitles": True},
    "--no-write-subs": {"download_subtitles": False},
    "--all-subs": {"download_subtitles": True, "subtitle_languages": ()},
    "--write-auto-subs": {"download_subtitles": True, "auto_subtitles": True},
    "--no-write-auto-subs": {"auto_subtitles": False},
    "--embed-subs": {"embed_subtitles": True},
    "--no-embed-subs": {"embed_subtitles": False},
    "--write-thumbnail": {"write_thumbnail": True},
    "--no-write-thumbnail": {"write_thumbnail": False},
    "--embed-thumbnail": {"embed_thumbnail": True},
    "--no-embed-thumbnail": {"embed_thumbnail": False},
    "--embed-metadata": {"embed_metadata": True, "embed_chapters": True},
    "--no-embed-metadata": {"embed_metadata": False},
    "--embed-chapters": {"embed_chapters": True},
    "--no-embed-chapters": {"embed_chapters": False},
    "--write-description": {"write_description": True},
    "--no-write-description": {"write_description": False},
    "--write-info-json": {"write_info_json": True},
    "--no-write-info-json": {"write_info_json": False},
    "--write-comments": {"write_comments": True},
    "--no-write-comments": {"write_comments": False},
    "--split-chapters": {"split_chapters": True},
    "--no-split-chapters": {"split_chapters": False},
    "--force-keyframes-at-cuts": {"exact_cut": True},
    "--no-force-keyframes-at-cuts": {"exact_cut": False},
    "--no-sponsorblock": {"sponsorblock_mark": (), "sponsorblock_remove": ()},
    "--no-download-archive": {"skip_downloaded": False},
    "--no-overwrites": {"clash": "skip"},
    "--force-overwrites": {"clash": "replace"},
    "--no-force-overwrites": {"clash": "number"},
    "--skip-download": {"only_subtitles": True},
}

_ALIASES: dict[str, dict[str, Any]] = {
    "mp3": {"quality": "audio_only", "audio_format": "mp3"},
    "aac": {"quality": "audio_only", "audio_format": "aac"},
    "mp4": {"video_format": "mp4", "video_codec": "h264", "audio_codec": "aac"},
    "mkv": {"video_format": "mkv"},
}


_Read = Callable[[Changes, str], Changes]


def _text(name: str) -> _Read:
    return lambda changes, value: changes.with_fields(**{name: value})


def _one_of(name: str, known: tuple[str, ...], none: tuple[str, ...] = ()) -> _Read:
    """A field that takes some words; of "a/b" and "a>b" the first that is known counts."""

    def read(changes: Changes, value: str) -> Changes:
        words = [word.rpartition(">")[2].strip().lower() for word in value.split("/")]
        if set(words) <= set(none):
            return changes.with_fields(**{name: None})
        for word in words:
            if word in known:
                return changes.with_fields(**{name: word})
        raise NoField(f"“{value}” is none of {', '.join(known)}.")

    return read


def _count(name: str, most: int) -> _Read:
    def read(changes: Changes, value: str) -> Changes:
        if value in {"inf", "infinite"}:
            return changes.with_fields(**{name: most})
        if not (value.isascii() and value.isdigit()):
            raise NoField(f"“{value}” is no number.")
        return changes.with_fields(**{name: min(most, int(value))})

    return read


def _recode(changes: Changes, value: str) -> Changes:
    return _one_of("video_format", get_args(VideoFormat))(changes, value).with_fields(recode=True)


def _rate(changes: Changes, value: str) -> Changes:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([kmgt]?)(?:i?b)?", value.lower(), re.ASCII)
    if match is None:
        raise NoField(f"“{value}” is no speed.")
    unit: int = 1024 ** " kmgt".index(match[2] or " ")
    return changes.with_fields(rate_limit_bps=max(1, round(float(match[1]) * unit)))


def _header(changes: Changes, value: str) -> Changes:
    name, colon, content = value.partition(":")
    if not colon:
        raise NoField(f"“{value}” is no header.")
    return changes.added("headers", ((name.strip(), content.strip()),))


def _languages(changes: Changes, value: str) -> Changes:
    """Patterns such as "en.*" become the language, which takes its regions along."""
    words = [re.sub(r"[-.*]+$", "", word.strip()) for word in value.split(",")]
    wanted = tuple(word for word in words if word and not word.startswith("-"))
    return changes.with_fields(subtitle_languages=() if "all" in wanted else wanted)


def _categories(name: str) -> _Read:
    def read(changes: Changes, value: str) -> Changes:
        taken: dict[str, None] = dict.fromkeys(changes.fields.get(name, ()))
        for word in (word.strip() for word in value.split(",")):
            known = SPONSORBLOCK_CATEGORIES if word.lstrip("-") in {"all", "default"} else (word.lstrip("-"),)
            for category in known:
                taken.pop(category, None) if word.startswith("-") else taken.update({category: None})
        unknown = [category for category in taken if category not in SPONSORBLOCK_CATEGORIES]
        if unknown:
            raise NoField(f"SponsorBlock has no “{unknown[0]}” that has a length.")
        return changes.with_fields(**{name: tuple(taken)})

    return read


def _sections(changes: Changes, value: str) -> Changes:
    if not value.startswith("*") or value == "*from-url":
        raise NoField("Only times such as *1:23-2:10 can be taken over, no chapters by name.")
    try:
        return changes.added("clips", parse_clips(re.sub(r"-\s*inf(?:inite)?", "-", value.removeprefix("*"))))
    except UserError as error:
        raise NoField(str(error)) from error


def _quality_of_audio(changes: Changes, value: str) -> Changes:
    match = re.fullmatch(r"(\d+)k", value.lower(), re.ASCII)
    if match is not None:
        return changes.with_fields(audio_quality_kbps=int(match[1]))
    if value == "0":
        return changes.with_fields(audio_quality_kbps=None)
    raise NoField("Only a bitrate such as 192K, or 0 for the best, can be taken over.")


def _template(changes: Changes, value: str) -> Changes:
    if re.match(r"[a-z_]+:", value):
        raise NoField("Names for single kinds of files cannot be taken over.")
    return changes.with_fields(path_template=value.removesuffix(".%(ext)s"))


def _path(changes: Changes, value: str) -> Changes:
    kind, colon, path = value.partition(":")
    place = {"home": "folder", "temp": "temp_folder"}.get(kind) if colon and len(kind) > 1 else "folder"
    path = path if colon and len(kind) > 1 else value
    if place is None or not re.match(r"/|[A-Za-z]:[\\/]", path):
        raise NoField("Only whole paths of the download folder and of unfinished files can be taken over.")
    return changes.with_fields(**{place: path})


def _archive(changes: Changes, value: str) -> Changes:
    return replace(changes.with_fields(skip_downloaded=True), archive=value)


def _alias(changes: Changes, value: str) -> Changes:
    if value not in _ALIASES:
        raise NoField(f"The preset alias “{value}” has no counterpart here.")
    return changes.with_fields(**_ALIASES[value])


_WITH_VALUE: dict[str, _Read] = {
    "--proxy": _text("proxy"),
    "--impersonate": _text("impersonate"),
    "--format": _text("custom_format"),
    "--add-headers": _header,
    "--user-agent": lambda changes, value: changes.added("headers", (("User-Agent", value),)),
    "--referer": lambda changes, value: changes.added("headers", (("Referer", value),)),
    "--limit-rate": _rate,
    "--retries": _count("retries", _MOST_RETRIES),
    "--concurrent-fragments": _count("concurrent_fragments", MOST_FRAGMENTS),
    "--download-archive": _archive,
    "--merge-output-format": _one_of("video_format", get_args(VideoFormat)),
    "--remux-video": _one_of("video_format", get_args(VideoFormat)),
    "--recode-video": _recode,
    "--audio-format": _one_of("audio_format", get_args(AudioFormat), ("best",)),
    "--audio-quality": _quality_of_audio,
    "--preset-alias": _alias,
    "--sub-format": _one_of("subtitle_format", get_args(SubtitleFormat), ("best",)),
    "--convert-subs": _one_of("subtitle_format", get_args(SubtitleFormat), ("none",)),
    "--sub-langs": _languages,
    "--convert-thumbnails": _one_of("thumbnail_format", get_args(ThumbnailFormat), ("none",)),
    "--download-sections": _sections,
    "--sponsorblock-mark": _categories("sponsorblock_mark"),
    "--sponsorblock-remove": _categories("sponsorblock_remove"),
    "--output": _template,
    "--paths": _path,
}
