"""Flags of `mediadl get` for single options, one table; what goes with a file has its own in `wishes`."""

import argparse
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from mediadl.domain.clips import parse_clips
from mediadl.domain.errors import UserError
from mediadl.domain.options import (
    MOST_FRAGMENTS,
    AudioFormat,
    Clip,
    Layout,
    Quality,
    VideoFormat,
)


@dataclass(frozen=True)
class Flag:
    """A flag that sets one field of `DownloadOptions`."""

    name: str
    field: str
    help: str
    value: str = ""
    """What stands for the value in the help; empty for a flag that takes none."""
    read: Callable[[str], Any] = str
    choices: tuple[str, ...] = ()
    sets: bool = True
    """What a flag without a value sets."""
    repeats: bool = False


def _clips(text: str) -> tuple[Clip, ...]:
    clips: tuple[Clip, ...] = _in_words(parse_clips, text)
    return clips


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is no header. Write for example “Referer: https://…”")
    return name.strip(), value.strip()


def _words(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a quotation mark is not closed in “{text}”") from error


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"“{text}” is not a number from {least} to {most}")
        return int(text)

    return read


def _in_words(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except UserError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


FILE_FLAGS = (
    Flag("--quality", "quality", "largest picture wanted, or audio_only", choices=get_args(Quality)),
    Flag("--container", "video_format", "container wanted", choices=get_args(VideoFormat)),
    Flag("--plays-everywhere", "plays_everywhere", "prefer H.264 and AAC in MP4, at 1080p or less"),
    Flag("--audio-format", "audio_format", "convert the sound alone", choices=get_args(AudioFormat)),
    Flag("--audio-bitrate", "audio_quality_kbps", "kbit/s of that", "N", _number(8, 640)),
    Flag("--more-audio", "more_audio_languages", "further sounds in the same file, such as de,fr, or all",
         "LANGUAGES", _listed),
    Flag("--recode", "recode", "encode anew what does not fit the container or codec wanted"),
    Flag("--clip", "clips", "parts wanted, a file each, such as 1:23-2:10,5:00-", "CLIPS", _clips),
    Flag("--exact-cut", "exact_cut", "encode anew around a cut, so that it is exact"),
    Flag("--split-chapters", "split_chapters", "make a file of each chapter, too"),
    Flag("--only-subtitles", "only_subtitles", "fetch the subtitles and nothing else"),
    Flag("--only-picture", "only_thumbnail", "fetch the picture and nothing else"),
    Flag("--square-picture", "crop_thumbnail", "cut the picture of a sound to a square"),
    Flag("--no-metadata", "embed_metadata", "write no title, uploader and date into the file", sets=False),
    Flag("--no-chapters", "embed_chapters", "write no chapters into the file", sets=False),
    Flag("--description", "write_description", "save the description beside the file"),
    Flag("--info-json", "write_info_json", "save what the site says as JSON, without what is secret"),
    Flag("--comments", "write_comments", "save the comments as JSON"),
    Flag("--layout", "layout", "files as people or as media servers want them", choices=get_args(Layout)),
    Flag("--temp", "temp_folder", "folder for unfinished files (default: as in Settings)", "DIR"),
)  # fmt: skip
FETCH_FLAGS = (
    Flag("--proxy", "proxy", "http, https or socks5 URL of a proxy; empty is none at all", "URL"),
    Flag("--account", "cookies_id", "account to use at its site, by name (default: the newest)", "NAME"),
    Flag("--impersonate", "impersonate", "browser whose handshake is imitated, such as chrome", "BROWSER"),
    Flag("--header", "headers", "HTTP header to send, as “Name: value”; may be repeated", "HEADER", _header,
         repeats=True),
    Flag("--rate-each", "rate_limit_bps", "bytes a second of each download at most", "N",
         _number(1, 1024**4)),
    Flag("--request-retries", "retries", "how often a request is repeated (default: 10)", "N",
         _number(0, 100)),
    Flag("--fragments", "concurrent_fragments", "fragments of one stream at once", "N",
         _number(1, MOST_FRAGMENTS)),
    Flag("--skip-downloaded", "skip_downloaded", "leave out what the window has, if its file is there"),
    Flag("--ytdlp", "extra_arguments", "further arguments of yt-dlp, in quotes, such as \"--xff DE\"",
         "ARGUMENTS", _words),
)  # fmt: skip


def add_option_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags to the parser, in groups of their own."""
    for title, flags in (("which file, and how it is cut", FILE_FLAGS), ("how it is fetched", FETCH_FLAGS)):
        group = parser.add_argument_group(title)
        for flag in flags:
            _add(group, flag)


def chosen_options(named: argparse.Namespace) -> dict[str, Any]:
    """The fields that were asked for."""
    asked = {flag.field: getattr(named, _place(flag)) for flag in (*FILE_FLAGS, *FETCH_FLAGS)}
    return {
        field: tuple(value) if isinstance(value, list) else value
        for field, value in asked.items()
        if value is not None
    }


def _add(group: Any, flag: Flag) -> None:
    place = _place(flag)
    if flag.choices:
        group.add_argument(flag.name, dest=place, choices=flag.choices, help=flag.help)
    elif flag.value:
        action = "append" if flag.repeats else "store"
        how = {"type": flag.read, "action": action, "metavar": flag.value}
        group.add_argument(flag.name, dest=place, help=flag.help, **how)
    else:
        group.add_argument(flag.name, dest=place, action="store_const", const=flag.sets, help=flag.help)


def _place(flag: Flag) -> str:
    return f"option_{flag.field}"
