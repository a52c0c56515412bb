"""Options of `mediadl get` for codecs, languages and what goes with a file; nothing is decided here."""

import argparse
from collections.abc import Callable
from typing import Any, get_args

from mediadl.domain.option_checks import SPONSORBLOCK_CATEGORIES
from mediadl.domain.options import AudioCodec, Clash, SubtitleFormat, ThumbnailFormat, VideoCodec, Wish
from mediadl.domain.templates import parse


def add_wishes(parser: argparse.ArgumentParser) -> None:
    """Add the options to the parser, in a group of their own."""
    add = parser.add_argument_group("what the file shall be, and what goes with it").add_argument
    add("--video-codec", choices=get_args(VideoCodec), help="codec wished for")
    add("--audio-codec", choices=get_args(AudioCodec), help="codec wished for")
    add("--audio-language", metavar="LANGUAGE", help="language of the sound, such as en or pt-BR")
    add("--require", type=_listed(get_args(Wish)), default=(), metavar="WISHES",
        help=f"wishes that stop the download if they cannot be met: {', '.join(get_args(Wish))}")  # fmt: skip
    add("--subtitles", nargs="?", type=_languages, const=(), metavar="LANGUAGES",
        help="fetch subtitles: in these languages, such as en,de, or all that people wrote")  # fmt: skip
    add("--auto-subtitles", action="store_true", help="take captions that a machine wrote, too")
    add("--subtitle-format", choices=get_args(SubtitleFormat), help="convert subtitles")
    add("--embed-subtitles", action="store_true", help="put subtitles into the file")
    add("--thumbnail", action="store_true", help="save the picture beside the file")
    add("--thumbnail-format", choices=get_args(ThumbnailFormat), help="convert the picture")
    add("--embed-thumbnail", action="store_true", help="put the picture into the file")
    add("--sponsorblock-mark", type=_listed(SPONSORBLOCK_CATEGORIES), default=(), metavar="CATEGORIES",
        help=f"mark segments as chapters, of {', '.join(SPONSORBLOCK_CATEGORIES)}")  # fmt: skip
    add("--sponsorblock-remove", type=_listed(SPONSORBLOCK_CATEGORIES), default=(), metavar="CATEGORIES",
        help="cut such segments out")  # fmt: skip
    add("--output", metavar="TEMPLATE",
        help="name of the file below the folder, such as “{uploader}/{title} [{id}]” or “%%(title).150B”;"
        " the suffix is added (default: as in Settings)")  # fmt: skip
    add("--clash", choices=get_args(Clash),
        help="a file of that name is there: another number, no download, or it is replaced")  # fmt: skip


def wishes(named: argparse.Namespace) -> dict[str, Any]:
    """The fields of `DownloadOptions` that were asked for; one that goes without another brings it along.

    Raises:
        InvalidTemplate: the name for the files cannot be used.
    """
    languages = named.subtitles
    wants_subtitles = languages is not None or named.auto_subtitles or named.embed_subtitles
    asked = {
        "video_codec": named.video_codec,
        "audio_codec": named.audio_codec,
        "audio_language": named.audio_language,
        "require": named.require,
        "download_subtitles": wants_subtitles,
        "subtitle_languages": languages or (),
        "auto_subtitles": named.auto_subtitles,
        "subtitle_format": named.subtitle_format,
        "embed_subtitles": named.embed_subtitles,
        "write_thumbnail": named.thumbnail or named.thumbnail_format is not None,
        "thumbnail_format": named.thumbnail_format,
        "embed_thumbnail": named.embed_thumbnail,
        "sponsorblock_mark": named.sponsorblock_mark,
        "sponsorblock_remove": named.sponsorblock_remove,
        "path_template": _template(named.output),
        "clash": named.clash,
    }
    return {name: value for name, value in asked.items() if value}  # the preset's own stay


def _template(text: str | None) -> str | None:
    """The template as it was given, once it is known that it can be read; an empty one is an error too."""
    if text is not None:
        parse(text)
    return text


def _languages(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _listed(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """Reads "a,b" into a tuple of known words."""

    def read(text: str) -> tuple[str, ...]:
        words = _languages(text)
        if unknown := [word for word in words if word not in known]:
            raise argparse.ArgumentTypeError(f"“{unknown[0]}” is none of {', '.join(known)}")
        return words

    return read
