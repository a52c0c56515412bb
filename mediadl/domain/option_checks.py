"""What is wrong with options, field by field in sentences, before anything starts. Pure: shared by all faces.

Window and terminal call `problems(options)` when something is typed, and again with the media once it was
looked at. What only yt-dlp's own parser knows (a selector's grammar, an argument's value, whether a browser
can be imitated) is asked of a worker: `Engine.check_options`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from mediadl.domain.clips import clip_problem
from mediadl.domain.extra_arguments import refusals
from mediadl.domain.media import FormatKind, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.proxies import NOT_KEPT, may_hold_password
from mediadl.domain.selection import named_formats
from mediadl.domain.subtitle_choice import choose_tracks
from mediadl.domain.wishes import speaks

SPONSORBLOCK_CATEGORIES = (
    "sponsor", "selfpromo", "interaction", "intro", "outro", "preview", "filler", "music_offtopic", "hook",
)  # fmt: skip
"""The categories of segments at sponsor.ajay.app that have a length."""
PROXY_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
EVERY_LANGUAGE = "all"
"""In `more_audio_languages`: every language there is."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,12})*")
_TARGET = re.compile(r"[a-z]+(?:-[\w.]+)?(?::[a-z]+(?:-[\w.]+)?)?", re.IGNORECASE | re.ASCII)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A header's name, RFC 9110, 5.6.2."""
_SECRET = re.compile(r"auth|token|key|secret|session|password", re.IGNORECASE)
"""What the name of a header has in it whose value is nobody else's business."""
_OWN_HEADERS = frozenset(
    {"host", "range", "connection", "content-length", "transfer-encoding", "accept-encoding"}
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


class Problem(BaseModel):
    """Something about one field of `DownloadOptions`, in a sentence that says what to do."""

    model_config = ConfigDict(frozen=True)

    field: str
    sentence: str
    stops: bool = True
    """Whether nothing can start like this; else the download will differ from the wish, and say so."""


def problems(options: DownloadOptions, media: Media | None = None) -> tuple[Problem, ...]:
    """All that can be said against the options, of themselves and for this media; none when all is well."""
    checks: tuple[Callable[[DownloadOptions], Iterable[Problem]], ...] = (
        _selector, _container, _alone, _proxy, _headers, _impersonation, _languages, _categories, _arguments,
    )  # fmt: skip
    found = [problem for check in checks for problem in check(options)]
    if media is not None:
        for look in (_formats, _clips, _sounds, _subtitles, _chapters):
            found += look(options, media)
    return tuple(found)


def needs_parser(options: DownloadOptions) -> bool:
    """Whether only yt-dlp's own parser can say if these options are right."""
    return bool(options.custom_format or options.extra_arguments or options.impersonate)


def stopping(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those with which nothing can start."""
    return tuple(problem for problem in found if problem.stops)


def _selector(options: DownloadOptions) -> Iterator[Problem]:
    if options.custom_format is None:
        return
    text = _QUOTED.sub("", options.custom_format)
    if not text.strip():
        sentence = "The selector is empty. Write one such as bv*[height<=720]+ba."
        yield Problem(field="custom_format", sentence=sentence)
    elif text.count("[") != text.count("]") or text.count("(") != text.count(")"):
        sentence = f"A bracket is not closed in the selector “{options.custom_format}”."
        yield Problem(field="custom_format", sentence=sentence)


def _container(options: DownloadOptions) -> Iterator[Problem]:
    if options.video_format == "avi" and not options.recode and not options.is_audio_only:
        sentence = "Hardly any site has what fits into AVI. Have it encoded anew, or take MP4."
        yield Problem(field="video_format", sentence=sentence, stops=False)


def _alone(options: DownloadOptions) -> Iterator[Problem]:
    if options.only_subtitles and options.only_thumbnail:
        sentence = "Nothing but subtitles and nothing but the picture do not go together. Choose one of them."
        yield Problem(field="only_thumbnail", sentence=sentence)


def _proxy(options: DownloadOptions) -> Iterator[Problem]:
    if not options.proxy:
        return
    try:
        parts = urlsplit(options.proxy)
        is_right = parts.scheme in PROXY_SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_right = False
    if not is_right or re.search(r"[\x00-\x20\x7f]", options.proxy):
        sentence = (
            "The proxy is no address. Write one such as http://localhost:3128 or socks5://localhost:1080."
        )
        yield Problem(field="proxy", sentence=sentence)
    elif may_hold_password(options.proxy):
        yield Problem(field="proxy", sentence=NOT_KEPT)


def is_secret_header(name: str) -> bool:
    """Whether the value of such a header is nobody else's business."""
    return name.lower() == "cookie" or bool(_SECRET.search(name))


def _headers(options: DownloadOptions) -> Iterator[Problem]:
    for name, value in options.headers:
        if sentence := _header_problem(name, value):
            yield Problem(field="headers", sentence=sentence)
        elif options.clips and _SECRET.search(name):
            yield Problem(
                field="headers",
                sentence=f"Clips are fetched by ffmpeg, whose command line other programs can read: “{name}” "
                "cannot be sent with them. Download the whole, or leave the header out.",
            )


def _header_problem(name: str, value: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in name)
    if not _TOKEN.fullmatch(name):
        return f"“{shown}” is no name of a header. Write for example Referer: https://example.com/."
    if name.lower() == "cookie":
        return "Cookies cannot be given as a header: they would be sent to every site that is asked."
    if name.lower() in _OWN_HEADERS:
        return f"The header “{name}” is set by each request itself. Remove it."
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
        return f"The header “{name}” has a line break or a control character in it. Write it on one line."
    if not value.isascii():
        return f"The header “{name}” may have plain ASCII characters only."
    return ""


def _impersonation(options: DownloadOptions) -> Iterator[Problem]:
    if options.impersonate is not None and not _TARGET.fullmatch(options.impersonate):
        sentence = f"“{options.impersonate}” is no browser. Write for example chrome or safari-18.0:ios-18.0."
        yield Problem(field="impersonate", sentence=sentence)


def _languages(options: DownloadOptions) -> Iterator[Problem]:
    if options.more_audio_languages and options.is_audio_only:
        sentence = "Several sounds need a picture to go with. Take only one language for a sound alone."
        yield Problem(field="more_audio_languages", sentence=sentence)
    wishes = [("audio_language", options.audio_language)] if options.audio_language is not None else []
    wishes += [("more_audio_languages", one) for one in options.more_audio_languages if one != EVERY_LANGUAGE]
    wishes += [("subtitle_languages", one) for one in options.subtitle_languages]
    for field, wish in wishes:
        if not _LANGUAGE.fullmatch(wish):
            sentence = f"“{wish}” is no language. Write its code, such as en or pt-BR."
            yield Problem(field=field, sentence=sentence)


def _categories(options: DownloadOptions) -> Iterator[Problem]:
    for field in ("sponsorblock_mark", "sponsorblock_remove"):
        for category in getattr(options, field):
            if category not in SPONSORBLOCK_CATEGORIES:
                known = ", ".join(SPONSORBLOCK_CATEGORIES)
                yield Problem(field=field, sentence=f"SponsorBlock has no “{category}”. There are: {known}.")


def _arguments(options: DownloadOptions) -> Iterator[Problem]:
    for sentence in refusals(options.extra_arguments):
        yield Problem(field="extra_arguments", sentence=sentence)


def _formats(options: DownloadOptions, media: Media) -> Iterator[Problem]:
    """Only the first choice is looked at: what comes behind it is there for when it is gone."""
    offered = {one.id for one in media.formats}
    first = (options.custom_format or "").split("/")[0]
    gone = [name for name in named_formats(first) if name not in offered]
    if gone and offered:
        sentence = f"The format “{gone[0]}” is not offered any more. What comes nearest will be taken."
        yield Problem(field="custom_format", sentence=sentence, stops=False)


def _clips(options: DownloadOptions, media: Media) -> Iterator[Problem]:
    if options.clips and media.is_live:
        yield Problem(field="clips", sentence="A live stream cannot be cut while it runs. Take all of it.")
        return
    if sentence := clip_problem(options.clips, media.duration_s):
        yield Problem(field="clips", sentence=sentence)


def _sounds(options: DownloadOptions, media: Media) -> Iterator[Problem]:
    sounds = [one for one in media.formats if one.kind is not FormatKind.VIDEO_ONLY and one.language]
    if not sounds:
        return  # the site does not say, and then nobody knows before the file is there
    there = ", ".join(dict.fromkeys(f"“{one.language}”" for one in sounds))
    wishes = [("audio_language", options.audio_language)] if options.audio_language else []
    wishes += [("more_audio_languages", one) for one in options.more_audio_languages if one != EVERY_LANGUAGE]
    for field, wish in wishes:
        if not any(speaks(one, wish) for one in sounds):
            sentence = f"The site has no sound in “{wish}”; there is {there}."
            yield Problem(field=field, sentence=sentence, stops="language" in options.require)


def _subtitles(options: DownloadOptions, media: Media) -> Iterator[Problem]:
    if not (options.download_subtitles or options.embed_subtitles or options.only_subtitles):
        return
    choice = choose_tracks(media.subtitles, media.automatic_captions, options)
    if options.only_subtitles and not choice.tracks and not choice.missing:
        sentence = "The site has no subtitles for this."
        if media.automatic_captions and not options.auto_subtitles:
            sentence = "The site has no subtitles for this but those that a machine wrote."
        yield Problem(field="only_subtitles", sentence=sentence)
    for language in choice.missing:
        sentence = f"The site has no subtitles in “{language}”."
        stops = options.only_subtitles and not choice.tracks
        yield Problem(field="subtitle_languages", sentence=sentence, stops=stops)


def _chapters(options: DownloadOptions, media: Media) -> Iterator[Problem]:
    if options.split_chapters and not media.chapters:
        sentence = "The site has no chapters for this, so there is nothing to split."
        yield Problem(field="split_chapters", sentence=sentence, stops=False)
