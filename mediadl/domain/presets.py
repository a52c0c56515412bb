"""The built-in presets: a name, a title for people, and the options they stand for."""

from dataclasses import dataclass

from mediadl.domain.errors import UnknownPreset
from mediadl.domain.options import DownloadOptions, Quality


@dataclass(frozen=True)
class Preset:
    """A named set of options; `name` is for the terminal and the store, `title` and `hint` for people."""

    name: str
    title: str
    hint: str
    options: DownloadOptions


def _video(quality: Quality) -> Preset:
    return Preset(quality, quality, f"At most {quality}", DownloadOptions(quality=quality))


BUILT_IN: tuple[Preset, ...] = (
    Preset("best", "Best", "Best video and audio, MKV when needed", DownloadOptions(quality="best")),
    Preset(
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
    Preset(
        "audio-mp3",
        "Audio MP3",
        "MP3, 320 kbit/s",
        DownloadOptions(quality="audio_only", audio_format="mp3", audio_quality_kbps=320),
    ),
    Preset(
        "audio-m4a",
        "Audio M4A",
        "AAC in M4A, not converted when the site has it",
        DownloadOptions(quality="audio_only", audio_format="m4a"),
    ),
    Preset(
        "audio-original",
        "Audio original",
        "The best audio as the site has it",
        DownloadOptions(quality="audio_only"),
    ),
)


def preset(name: str) -> Preset:
    """Find a built-in preset by its name.

    Raises:
        UnknownPreset: with the names that exist.
    """
    for candidate in BUILT_IN:
        if candidate.name == name:
            return candidate
    names = ", ".join(candidate.name for candidate in BUILT_IN)
    raise UnknownPreset(f"There is no preset “{name}”. There are: {names}.")
