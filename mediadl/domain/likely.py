"""Which formats a set of options will most likely take, told at once; the worker has the last word."""

from collections.abc import Sequence

from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import codec_name, first_language, is_served, resolution
from mediadl.domain.wishes import audio_codec, video_codec

_AAC = frozenset({"m4a", "aac"})


def likely_formats(media: Media, options: DownloadOptions) -> tuple[Format, ...]:
    """Picture first, then the sounds in the order that they will have. Empty without formats."""
    pictures = [one for one in media.formats if one.kind is not FormatKind.AUDIO_ONLY]
    sounds = [one for one in media.formats if one.kind is FormatKind.AUDIO_ONLY]
    sound = _best_sound(sounds, options, options.audio_language)
    if options.is_audio_only:
        whole = [one for one in pictures if one.kind is FormatKind.COMBINED]
        return sound or tuple(whole[-1:])
    if not pictures:
        return sound
    more = _more_sounds(sounds, options)
    is_apart = bool(sounds and options.audio_codec)
    if more or is_apart or (options.audio_language and _speaking(sounds, options.audio_language)):
        alone = [one for one in pictures if one.kind is FormatKind.VIDEO_ONLY]
        return (
            (_best_picture(alone, options), *sound, *more) if alone else (_best_picture(pictures, options),)
        )
    picture = _best_picture(pictures, options)
    return (picture,) if picture.kind is FormatKind.COMBINED else (picture, *sound)


def _best_picture(pictures: Sequence[Format], options: DownloadOptions) -> Format:
    """By yt-dlp's order for `sort_keys`, where what exceeds the limit is worse the larger."""
    limit = options.max_height or (1080 if options.plays_everywhere else float("inf"))
    wanted = video_codec(options)

    def rank(item: tuple[int, Format]) -> tuple[bool, bool, float, float, int]:
        position, one = item
        line = resolution(one) or 0
        is_wanted = bool(wanted) and codec_name(one.vcodec) == wanted
        return is_wanted, line <= limit, line if line <= limit else -line, one.fps or 0, position

    return max(enumerate(pictures), key=rank)[1]


def _best_sound(
    sounds: Sequence[Format], options: DownloadOptions, language: str | None
) -> tuple[Format, ...]:
    """The best one in this language if there is any, else the best original."""
    wanted = "AAC" if options.audio_format in _AAC else audio_codec(options)

    def rank(item: tuple[int, Format]) -> tuple[bool, bool, int]:
        position, one = item
        is_wanted = bool(wanted) and codec_name(one.acodec) == wanted
        return one.is_original_language is not False, is_wanted, position

    spoken = _speaking(sounds, language) if language else []
    return (max(enumerate(spoken or sounds), key=rank)[1],) if sounds else ()


def _speaking(sounds: Sequence[Format], language: str) -> list[Format]:
    """Sounds in this language: itself before its regions, these before the language alone."""
    said = [one for one in sounds if one.language]
    exact = [one for one in said if (one.language or "").lower() == language.lower()]
    regions = [one for one in said if is_served(language, one.language or "")]
    root = [one for one in said if (one.language or "").lower() == language.lower().split("-")[0]]
    return exact or regions or root


def _more_sounds(sounds: Sequence[Format], options: DownloadOptions) -> tuple[Format, ...]:
    """The best sound of each further language that is wanted, as the selector asks for them."""
    first = first_language(options, sounds)
    spoken = dict.fromkeys(one.language for one in sounds if one.language)
    taken = dict.fromkeys(
        language
        for wish in options.more_audio_languages
        for language in spoken
        if (wish == "all" or is_served(wish, language)) and not (first and is_served(first, language))
    )
    return tuple(one for language in taken for one in _best_sound(sounds, options, language))
