"""What the user wished for beyond the best there is, and which wishes a choice or a file does not fulfil."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.options import DownloadOptions, Wish
from mediadl.domain.selection import codec_name, is_served, resolution
from mediadl.domain.verification import Found, is_called


@dataclass(frozen=True)
class Unmet:
    """A wish that was not fulfilled, in a sentence."""

    wish: Wish
    sentence: str


def video_codec(options: DownloadOptions) -> str:
    """Name of the codec wished for the picture; empty when any will do."""
    return codec_name(options.video_codec or ("h264" if options.plays_everywhere else None))


def audio_codec(options: DownloadOptions) -> str:
    """Name of the codec wished for the sound; empty when any will do, or when it is converted anyway."""
    if options.is_audio_only and options.audio_format:
        return ""
    return codec_name(options.audio_codec or ("aac" if options.plays_everywhere else None))


def unmet_by_choice(media: Media, chosen: Sequence[Format], options: DownloadOptions) -> tuple[Unmet, ...]:
    """Wishes that the chosen formats do not fulfil; what the site does not tell counts only when required.

    What will be encoded anew fulfils a wish for a codec.
    """
    picture, sound = ("", "") if options.recode else (video_codec(options), audio_codec(options))
    said = (
        _height(media, chosen, options),
        _codec(chosen, "video_codec", picture, "picture", lambda one: one.vcodec),
        _codec(chosen, "audio_codec", sound, "sound", lambda one: one.acodec),
        _language(chosen, options),
    )
    known = [unmet for unmet in said if unmet is not None]
    return (*known, *_more_languages(chosen, options))


def unmet_by_file(found: Found, options: DownloadOptions) -> tuple[Unmet, ...]:
    """Wishes that the finished file does not fulfil, as far as it tells."""
    unmet: list[Unmet] = []
    wanted = video_codec(options)
    if found.pictures and wanted and (codec := codec_name(found.pictures[0].codec)) != wanted:
        unmet.append(Unmet("video_codec", f"The picture is {codec}; {wanted} was asked for."))
    wanted = audio_codec(options)
    plain_sound = options.plays_everywhere and not options.audio_codec and not found.pictures
    if found.sounds and wanted and not plain_sound and (codec := codec_name(found.sounds[0].codec)) != wanted:
        unmet.append(Unmet("audio_codec", f"The sound is {codec}; {wanted} was asked for."))
    container = options.audio_format if options.is_audio_only else options.video_format
    fitting = {container, "m4a"} if container == "aac" else {container}
    if container and (found.pictures or options.is_audio_only) and found.suffix.lower() not in fitting:
        sentence = f"The file is {found.suffix.upper()}; {container.upper()} was asked for."
        unmet.append(Unmet("container", sentence))
    languages = {sound.language for sound in found.sounds}
    wish = options.audio_language
    if (
        wish
        and languages
        and None not in languages
        and _root(wish) not in {_root(x or "") for x in languages}
    ):
        unmet.append(Unmet("language", f"The sound is in “{languages.pop()}”; “{wish}” was asked for."))
    return tuple(unmet)


def required(unmet: Iterable[Unmet], options: DownloadOptions) -> Unmet | None:
    """The first of these that the user made a condition."""
    return next((one for one in unmet if one.wish in options.require), None)


def speaks(one: Format, language: str) -> bool:
    """Whether the sound is in this language: "pt" is served by "pt-BR", "pt-BR" only by itself."""
    return bool(one.language) and is_served(language, one.language or "")


def _height(media: Media, chosen: Sequence[Format], options: DownloadOptions) -> Unmet | None:
    """A smaller picture is news only if a larger one that was asked for was there to be taken."""
    asked = options.max_height
    picture = next((one for one in chosen if one.height), None)
    if asked is None or picture is None or is_called(asked, picture.width, picture.height):
        return None
    lines = resolution(picture) or 0
    if "height" in options.require:
        sentence = f"Its picture was required to be {asked}p, and the nearest that is offered is {lines}p."
        return Unmet("height", sentence)
    better = [
        line
        for one in media.formats
        if _is_alternative(one, picture, options) and lines < (line := resolution(one) or 0) <= asked
    ]
    if not better or options.custom_format:
        return None
    return Unmet("height", f"The picture is {lines}p, though {max(better)}p was offered.")


def _is_alternative(one: Format, picture: Format, options: DownloadOptions) -> bool:
    """Whether taking this picture instead would not have cost a wish that the other one fulfils."""
    if one.kind is FormatKind.AUDIO_ONLY:
        return False
    wanted = video_codec(options)
    return not wanted or codec_name(picture.vcodec) != wanted or codec_name(one.vcodec) == wanted


def _codec(
    chosen: Sequence[Format], wish: Wish, wanted: str, what: str, codec_of: Callable[[Format], str | None]
) -> Unmet | None:
    announced = [codec_name(codec) for one in chosen if (codec := codec_of(one))]
    if not wanted or not announced or wanted in announced:
        return None
    return Unmet(wish, f"The site has its {what} in {announced[0]}, and not in {wanted}.")


def _language(chosen: Sequence[Format], options: DownloadOptions) -> Unmet | None:
    wish = options.audio_language
    sounds = [one for one in chosen if one.kind is not FormatKind.VIDEO_ONLY]
    if not wish or any(speaks(one, wish) for one in sounds):
        return None
    if said := next((one.language for one in sounds if one.language), None):
        return Unmet("language", f"The site has no sound in “{wish}”; what is there is in “{said}”.")
    if "language" in options.require:
        return Unmet(
            "language", f"The site does not say which language its sound is in; “{wish}” was required."
        )
    return None


def _more_languages(chosen: Sequence[Format], options: DownloadOptions) -> Iterable[Unmet]:
    for wish in options.more_audio_languages:
        if wish != "all" and chosen and not any(speaks(one, wish) for one in chosen):
            yield Unmet("language", f"The site has no sound in “{wish}”, so it is not in the file.")


def _root(language: str) -> str:
    return language.lower().split("-")[0]
