"""Options in words, for whoever is about to use them: "1080p · MP4 · H.264 + AAC · subtitles en, de"."""

from collections.abc import Callable, Iterator, Sequence

from mediadl.domain import units
from mediadl.domain.clips import clip_words
from mediadl.domain.options import DownloadOptions, Wish
from mediadl.domain.selection import codec_name

_Words = Callable[[DownloadOptions], Iterator[str]]


def in_words(options: DownloadOptions) -> str:
    """What comes of these options, the most important first."""
    return " · ".join(word for words in _ALL for word in words(options))


def _media(options: DownloadOptions) -> Iterator[str]:
    if options.only_subtitles:
        yield "only the subtitles"
    elif options.only_thumbnail:
        yield "only the picture" + _as_kind(options)
    elif options.custom_format:
        yield f"format “{options.custom_format}”"
    elif options.is_audio_only:
        yield from _sound(options)
    else:
        yield from _picture(options)


def _sound(options: DownloadOptions) -> Iterator[str]:
    if options.audio_format is None:
        yield "sound as the site has it"
        return
    rate = f" {options.audio_quality_kbps} kbit/s" if options.audio_quality_kbps else ""
    yield f"{'Opus' if options.audio_format == 'opus' else options.audio_format.upper()}{rate}"


def _picture(options: DownloadOptions) -> Iterator[str]:
    quality = "best quality" if options.quality == "best" else f"{options.quality} at most"
    yield quality + _demanded(options, "height")
    container = options.video_format or ("mp4" if options.plays_everywhere else None)
    if container:
        yield container.upper() + _demanded(options, "container")
    plain = ("h264", "aac") if options.plays_everywhere else (None, None)
    names = (
        codec_name(options.video_codec or plain[0]) + _demanded(options, "video_codec"),
        codec_name(options.audio_codec or plain[1]) + _demanded(options, "audio_codec"),
    )
    if codecs := " + ".join(name for name in names if name and not name.startswith(" ")):
        yield codecs
    if options.recode:
        yield "encoded anew where needed"


def _demanded(options: DownloadOptions, wish: Wish) -> str:
    return " (required)" if wish in options.require else ""


def _languages(options: DownloadOptions) -> Iterator[str]:
    if options.audio_language:
        yield f"sound in {options.audio_language}{_demanded(options, 'language')}"
    if options.more_audio_languages == ("all",):
        yield "every language"
    elif options.more_audio_languages:
        yield f"also in {', '.join(options.more_audio_languages)}"


def _subtitles(options: DownloadOptions) -> Iterator[str]:
    wanted = options.download_subtitles or options.embed_subtitles or options.only_subtitles
    if not wanted:
        return
    which = ", ".join(options.subtitle_languages) or "in all languages"
    how = [
        *(["embedded"] if options.embed_subtitles else []),
        *([options.subtitle_format.upper()] if options.subtitle_format else []),
        *(["automatic ones too"] if options.auto_subtitles else []),
    ]
    yield f"subtitles {which}" + (f" ({', '.join(how)})" if how else "")


def _thumbnail(options: DownloadOptions) -> Iterator[str]:
    if options.embed_thumbnail:
        yield "square picture inside" if options.crop_thumbnail else "picture inside"
    if options.write_thumbnail:
        yield f"picture beside it{_as_kind(options)}"


def _as_kind(options: DownloadOptions) -> str:
    return f" as {options.thumbnail_format.upper()}" if options.thumbnail_format else ""


def _metadata(options: DownloadOptions) -> Iterator[str]:
    if not options.embed_metadata:
        yield "without tags"
    if not options.embed_chapters:
        yield "without chapters"
    if options.split_chapters:
        yield "a file for each chapter"
    beside = {
        "information": options.write_info_json,
        "description": options.write_description,
        "comments": options.write_comments,
    }
    if words := [word for word, wanted in beside.items() if wanted]:
        yield f"{', '.join(words)} beside it"


def _sponsorblock(options: DownloadOptions) -> Iterator[str]:
    parts = (("marks", options.sponsorblock_mark), ("removes", options.sponsorblock_remove))
    if said := [f"{verb} {_categories(categories)}" for verb, categories in parts if categories]:
        yield f"SponsorBlock {' and '.join(said)}"


def _categories(categories: Sequence[str]) -> str:
    return ", ".join(category.replace("_", " ") for category in categories)


def _cut(options: DownloadOptions) -> Iterator[str]:
    if not options.clips:
        return
    clips = ", ".join(clip_words(clip) for clip in options.clips)
    yield f"only {clips}{', cut exactly' if options.exact_cut else ''}"


def _live(options: DownloadOptions) -> Iterator[str]:
    if options.live_from_start:
        yield "live streams from their start"


def _network(options: DownloadOptions) -> Iterator[str]:
    if options.proxy is not None:
        yield "through a proxy" if options.proxy else "without a proxy"
    if options.cookies_id:
        yield "with an account of your choice"
    if options.impersonate:
        yield f"as {options.impersonate}"
    if options.headers:
        yield "1 header" if len(options.headers) == 1 else f"{len(options.headers)} headers"
    if options.rate_limit_bps:
        yield f"{units.speed(options.rate_limit_bps)} at most"
    if options.retries is not None:
        yield f"each request repeated {options.retries} times at most"


def _place(options: DownloadOptions) -> Iterator[str]:
    if options.layout == "media_library":
        yield "laid out for a media library"
    if options.path_template is not None:
        yield f"named “{options.path_template}”"
    if options.clash != "number":
        yield {"skip": "skipped where a file is", "replace": "replaces a file of that name"}[options.clash]
    if options.skip_downloaded:
        yield "skipped where it was downloaded before"


def _arguments(options: DownloadOptions) -> Iterator[str]:
    if options.extra_arguments:
        yield f"yt-dlp {' '.join(options.extra_arguments)}"


_ALL: tuple[_Words, ...] = (
    _media,
    _languages,
    _subtitles,
    _thumbnail,
    _metadata,
    _sponsorblock,
    _cut,
    _live,
    _network,
    _place,
    _arguments,
)
