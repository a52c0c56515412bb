"""Presets: a name, a title for people, a layer of options; the built-in ones, and checks of one's own."""

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from mediadl.domain.errors import UnknownPreset
from mediadl.domain.layers import Layer
from mediadl.domain.options import DownloadOptions, Quality

MAX_TITLE = 60
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


class Preset(BaseModel):
    """A named layer of options; `name` is for the terminal and the store, `title` and `hint` for people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    """Lower-case letters, digits, and - . _ between them: it is typed on command lines."""
    title: str
    hint: str = ""
    options: Layer = DownloadOptions()


def _made(name: str, title: str, hint: str, options: DownloadOptions) -> Preset:
    return Preset(name=name, title=title, hint=hint, options=options)


def _video(quality: Quality) -> Preset:
    return _made(quality, quality, f"At most {quality}", DownloadOptions(quality=quality))


BUILT_IN: tuple[Preset, ...] = (
    _made("best", "Best", "Best video and audio, MKV when needed", DownloadOptions(quality="best")),
    _made(
        "plays-everywhere",
        "Plays everywhere",
        "MP4, H.264 + AAC, up to 1080p",
        DownloadOptions(quality="1080p", video_format="mp4", plays_everywhere=True),
    ),
    _video("2160p"),
    _video("1440p"),
    _video("1080p"),
    _video("720p"),
    _video("480p"),
    _video("360p"),
    _made(
        "audio-mp3",
        "Audio MP3",
        "MP3, 320 kbit/s",
        DownloadOptions(quality="audio_only", audio_format="mp3", audio_quality_kbps=320),
    ),
    _made(
        "audio-m4a",
        "Audio M4A",
        "AAC in M4A, not converted when the site has it",
        DownloadOptions(quality="audio_only", audio_format="m4a"),
    ),
    _made(
        "audio-original",
        "Audio original",
        "The best audio as the site has it",
        DownloadOptions(quality="audio_only"),
    ),
    _made(
        "media-library",
        "Media library",
        "For Plex, Jellyfin, Kodi and Emby: MP4 with NFO, pictures and subtitles, in folders of shows",
        DownloadOptions(
            quality="1080p",
            video_format="mp4",
            plays_everywhere=True,
            layout="media_library",
            download_subtitles=True,
            subtitle_format="srt",
            write_thumbnail=True,
            thumbnail_format="jpg",
        ),
    ),
)
_BUILT_IN_NAMES = frozenset(known.name for known in BUILT_IN)


def is_built_in(name: str) -> bool:
    """Whether a preset of this name comes with the program."""
    return name in _BUILT_IN_NAMES


def with_own(own: Iterable[Preset]) -> tuple[Preset, ...]:
    """The built-in presets, then the user's own; one whose name is taken already is left out."""
    by_name = {known.name: known for known in BUILT_IN}
    for one in own:
        by_name.setdefault(one.name, one)
    return tuple(by_name.values())


def named(presets: Iterable[Preset], name: str) -> Preset:
    """Find a preset by its name.

    Raises:
        UnknownPreset: with the names that exist.
    """
    presets = tuple(presets)
    for candidate in presets:
        if candidate.name == name:
            return candidate
    names = ", ".join(candidate.name for candidate in presets)
    raise UnknownPreset(f"There is no preset “{name}”. There are: {names}.")


def preset(name: str) -> Preset:
    """Find a built-in preset by its name.

    Raises:
        UnknownPreset: with the names that exist.
    """
    return named(BUILT_IN, name)


def name_for(title: str, taken: Iterable[str]) -> str:
    """A name for a new preset: its title as it can be typed on a command line, numbered where it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "preset"
    names, number, name = {*_BUILT_IN_NAMES, *taken}, 2, plain
    while name in names:
        name, number = f"{plain}-{number}", number + 1
    return name


def problem_of_title(title: str, others: Iterable[Preset]) -> str:
    """What is wrong with a title beside those of `others`, as a sentence; empty when nothing is."""
    plain = title.strip()
    if not plain:
        return "Give the preset a name."
    if len(plain) > MAX_TITLE:
        return f"A name has at most {MAX_TITLE} characters."
    if any(plain.casefold() == other.title.casefold() for other in others):
        return f"There is a preset “{plain}” already. Choose another name."
    return ""


def problem_of_own(own: Iterable[Preset]) -> str:
    """What is wrong with the user's presets as a whole, as a sentence; empty when nothing is."""
    seen = set(_BUILT_IN_NAMES)
    for one in own:
        if not _NAME.fullmatch(one.name):
            return f"“{one.name}” is no name for a preset: use small letters, digits and hyphens."
        if one.name in seen:
            return f"There are two presets named “{one.name}”."
        seen.add(one.name)
    return ""
