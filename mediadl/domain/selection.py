"""Which streams are wanted: from a preset or the formats view to yt-dlp's selector and to words."""

import re
from collections.abc import Sequence
from typing import Any, get_args

from mediadl.domain.errors import UserError
from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.options import DownloadOptions, Quality

_CODEC_NAMES = {
    "avc": "H.264", "h264": "H.264", "hev": "H.265", "hvc": "H.265", "h265": "H.265", "hevc": "H.265",
    "vp8": "VP8", "vp08": "VP8", "vp9": "VP9", "vp09": "VP9", "av01": "AV1", "av1": "AV1",
    "mp4a": "AAC", "aac": "AAC", "opus": "Opus", "vorbis": "Vorbis", "mp3": "MP3", "mp4a.40.34": "MP3",
    "mp4a.69": "MP3", "mp4a.6b": "MP3", "flac": "FLAC", "ac-3": "AC-3", "ac3": "AC-3", "ec-3": "E-AC-3",
    "eac3": "E-AC-3", "pcm": "PCM",
}  # fmt: skip


_LANGUAGE = re.compile(r"[A-Za-z0-9-]+")
"""What a filter of a selector can ask for without quotes."""

# yt-dlp's names for "the best of …", and suffixes, which mean that too (YoutubeDL.build_format_selector).
_RULE = re.compile(
    r"(?:b|w|best|worst)(?:v|a|video|audio)?\*?(?:\.\d+)?|all|mergeall"
    r"|mp4|m4v|mov|webm|mkv|flv|3gp|avi|m4a|mp3|aac|ogg|opus|wav|flac|weba"
)


def codec_name(codec: str | None) -> str:
    """The name on the box for a codec string of a manifest: "avc1.64001f" → "H.264"; empty for none."""
    if not codec or codec == "none":
        return ""
    lowered = codec.lower()
    for prefix in sorted(_CODEC_NAMES, key=len, reverse=True):
        if lowered.startswith(prefix):
            return _CODEC_NAMES[prefix]
    return codec.split(".")[0]


def selector(options: DownloadOptions, offered: Sequence[Format] = ()) -> str:
    """The yt-dlp format selector for these options; heights and codecs are a matter of `sort_keys`.

    `offered` is for those who want several sounds: yt-dlp fails on a language that is not there.
    """
    if options.custom_format:
        return options.custom_format
    if options.is_audio_only:
        return _in_language(options.audio_language, "ba{}/b{}", "ba/b")
    # Sorted by their sound, small pictures that have one would stand above large ones that have none.
    apart = "bv+ba/" if options.audio_codec else ""
    plain = _in_language(options.audio_language, "bv+ba{}/b{}", f"{apart}bv*+ba/b/bv*/ba")
    more = _more_sounds(options, offered)
    if not more:
        return plain
    if "all" in options.more_audio_languages and first_language(options, offered) is None:
        return f"bv{more}/{plain}"
    wished = _in_language(options.audio_language, f"bv+ba{{}}{more}", f"bv+ba{more}")
    return f"{wished}/{plain}"


def first_language(options: DownloadOptions, offered: Sequence[Format]) -> str | None:
    """The language of the first sound: the one asked for, or the original; None when nobody says which."""
    originals = (one.language for one in offered if one.is_original_language and one.language)
    return options.audio_language or next(originals, None)


def _more_sounds(options: DownloadOptions, offered: Sequence[Format]) -> str:
    """Selectors, joined by "+", of the sounds wanted beside the first one, each language once."""
    spoken = list(dict.fromkeys(one.language for one in offered if one.kind is FormatKind.AUDIO_ONLY))
    first = first_language(options, offered)
    taken: dict[str, None] = {}
    for wish in options.more_audio_languages:
        for language in spoken:
            if language and (wish == "all" or is_served(wish, language)):
                taken[language] = None
    return "".join(f"+ba[language={one}]" for one in taken if not (first and is_served(first, one)))


def is_served(wish: str, language: str) -> bool:
    """Whether a language is the one wished for: "pt" is served by "pt-BR", "pt-BR" only by itself."""
    there, wanted = language.lower(), wish.lower()
    return there == wanted or there.startswith(f"{wanted}-")


def sort_keys(options: DownloadOptions) -> tuple[str, ...]:
    """yt-dlp sort fields, strongest first: a wish that always finds something, unlike a hard filter."""
    video = options.video_codec or ("h264" if options.plays_everywhere else None)
    audio = options.audio_codec or ("aac" if options.plays_everywhere else None)
    lines = options.max_height or (1080 if options.plays_everywhere else None)
    keys = [f"vcodec:{video}"] if video else []
    keys += ["lang", "quality"] if options.plays_everywhere else []
    keys += [f"res:{lines}"] if lines else []
    keys += ["fps"] if options.plays_everywhere else []
    # Of the sounds in the wrong language the codec does not matter, hence "lang" comes first.
    keys += ["lang"] if audio and not options.plays_everywhere else []
    if options.is_audio_only and options.audio_format in {"m4a", "aac"} and not audio:
        # The original first: a dub must not win because its sound need not be converted.
        return (*keys, "lang", "acodec:aac")
    keys += [f"acodec:{audio}"] if audio else []
    return tuple(keys)


def _in_language(language: str | None, pattern: str, plain: str) -> str:
    """Choices for this language in front of the plain ones: itself, its regions, and the language alone."""
    if not language:
        return plain
    root = language.split("-")[0]
    filters = [f"[language={language}]", f"[language^={language}-]"]
    filters += [f"[language={root}]"] if root != language else []
    return "/".join([*(pattern.replace("{}", one) for one in filters), plain])


def selector_for(video: Format | None, audios: Sequence[Format] = ()) -> str:
    """A selector for rows picked by hand: these very ids, else the nearest that serves the same intent.

    Raises:
        UserError: nothing is picked, a combined row is joined with others, or sounds have no picture.
    """
    if video is None and not audios:
        raise UserError("Pick a video row, an audio row, or one of each.")
    if video is not None and video.kind is FormatKind.COMBINED and audios:
        raise UserError("This format has its own sound. Pick a video-only row to join it with another sound.")
    if video is None and len(audios) > 1:
        raise UserError(
            "Several sounds need a picture. Pick one sound only, or a video-only row to go with them."
        )
    ids = "+".join(part.id for part in (*([video] if video else []), *audios))
    spoken = [f"[language={one.language}]" for one in audios if _LANGUAGE.fullmatch(one.language or "")]
    # Sounds in these languages, as long as all of them are known; else any sound.
    same = "".join(f"+ba{language}" for language in spoken) if len(spoken) == len(audios) else ""
    if video is None:
        return f"{ids}/{same.removeprefix('+')}/ba/b" if same else f"{ids}/ba/b"
    height = f"[height<={video.height}]" if video.height else ""
    if video.kind is FormatKind.VIDEO_ONLY and not audios:
        return f"{ids}/bv{height}/bv"
    again = f"bv{height}{same}/" if same else ""
    return f"{ids}/{again}bv*{height}+ba/b{height}/bv*+ba/b"


def nearest(options: DownloadOptions) -> DownloadOptions | None:
    """The same wish without the very formats that are no longer there, or None when it names none.

    A selector without ids, such as `b[height>9000]`, is a condition and stays one. A height that the
    selector names stays the limit.
    """
    if options.custom_format is None or not named_formats(options.custom_format):
        return None
    heights = [int(lines) for lines in re.findall(r"\[height<?=(\d+)\]", options.custom_format)]
    wanted: dict[str, Any] = {"custom_format": None, **_languages_in(options)}
    if heights and options.quality == "best":
        known = sorted(int(quality[:-1]) for quality in get_args(Quality) if quality.endswith("p"))
        limit = next((lines for lines in known if lines >= max(heights)), None)
        wanted["quality"] = f"{limit}p" if limit else "best"
    return options.model_copy(update=wanted)


def _languages_in(options: DownloadOptions) -> dict[str, Any]:
    """What a selector says of the sounds' languages, as options; what these say themselves stays."""
    named = list(dict.fromkeys(re.findall(r"\[language=([\w-]+)\]", options.custom_format or "")))
    if not named or options.audio_language or options.more_audio_languages:
        return {}
    return {"audio_language": named[0], "more_audio_languages": tuple(named[1:])}


def named_formats(selector: str) -> tuple[str, ...]:
    """The parts of a yt-dlp selector that are ids of formats rather than rules, in their order."""
    parts = re.split(r"[/+,()]", re.sub(r"\[[^]]*\]", "", selector))
    return tuple(part.strip() for part in parts if part.strip() and not _RULE.fullmatch(part.strip()))


def resolution(one: Format) -> int | None:
    """Lines of the picture as people count them, also when it stands upright: 1080 when 1080 wide."""
    return min(one.height, one.width) if one.height and one.width else one.height


def chosen_formats(media: Media) -> tuple[Format, ...]:
    """The formats that the options select, in yt-dlp's order; empty when the probe did not say."""
    by_id = {candidate.id: candidate for candidate in media.formats}
    return tuple(by_id[chosen] for chosen in media.chosen_ids if chosen in by_id)


def is_silent(formats: Sequence[Format]) -> bool:
    """Whether a picture comes of these without any sound; nothing picked is not silent."""
    return bool(formats) and all(one.kind is FormatKind.VIDEO_ONLY for one in formats)


def container_of(formats: Sequence[Format], options: DownloadOptions) -> str:
    """The suffix of the file that these streams give."""
    if options.is_audio_only and options.audio_format:
        return options.audio_format
    if options.video_format and not options.is_audio_only:
        return options.video_format
    suffixes = {candidate.ext for candidate in formats}
    if len(formats) <= 1:
        return next(iter(suffixes), "")
    if suffixes <= {"mp4", "m4a", "m4v", "mov"}:
        return "mp4"
    return "webm" if suffixes <= {"webm", "weba"} else "mkv"


def delivery(formats: Sequence[Format], options: DownloadOptions, container: str | None = None) -> str:
    """What will be delivered, for people: "1080p · MP4 · H.264 + AAC"; empty when nothing is known.

    `container` is the suffix of the finished file; without one it is foretold.
    """
    heights = [height for candidate in formats if (height := resolution(candidate))]
    parts = [f"{max(heights)}p"] if heights and not options.is_audio_only else []
    container = container or container_of(formats, options)
    if container:
        parts.append(container.upper())
    codecs = [name for name in _codecs(formats, options) if name and name.upper() != container.upper()]
    if codecs:
        parts.append(" + ".join(dict.fromkeys(codecs)))
    return " · ".join(parts)


def _codecs(formats: Sequence[Format], options: DownloadOptions) -> list[str]:
    if options.is_audio_only:
        if options.audio_format:
            return []
        return [codec_name(candidate.acodec) for candidate in formats]
    names = [codec_name(candidate.vcodec) for candidate in formats]
    return names + [codec_name(candidate.acodec) for candidate in formats]
