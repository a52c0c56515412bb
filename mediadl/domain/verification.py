"""The finished file against what was announced: pure comparison, in words. No file is opened here."""

from collections.abc import Sequence
from dataclasses import dataclass

from mediadl.domain import units
from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import codec_name

_FAMILIES = {
    suffix: name
    for name, suffixes in {
        "mp4": ("mp4", "m4a", "m4v", "mov", "3gp"),
        "matroska": ("mkv", "webm", "mka", "weba"),
        "ogg": ("ogg", "oga", "ogv", "opus"),
        "mp3": ("mp3",),
        "flac": ("flac",),
        "wav": ("wav",),
        "mpegts": ("ts",),
        "avi": ("avi",),
        "flv": ("flv",),
    }.items()
    for suffix in suffixes
}
"""The name among ffprobe's for a container that a suffix promises; what is not here is not checked."""


@dataclass(frozen=True)
class Picture:
    """A moving picture in a file; a cover image is none."""

    codec: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Sound:
    """A sound in a file."""

    codec: str = ""
    language: str | None = None
    """ISO 639-1 where there is such a code; None when the file does not say."""


@dataclass(frozen=True)
class Found:
    """What a look into a file has found."""

    suffix: str
    containers: frozenset[str] = frozenset()
    """ffprobe's names for the container: "mov", "mp4", "matroska", "webm"…"""
    duration_s: float | None = None
    pictures: tuple[Picture, ...] = ()
    sounds: tuple[Sound, ...] = ()

    @property
    def is_media(self) -> bool:
        """Whether it can be played at all."""
        return bool(self.pictures or self.sounds)


@dataclass(frozen=True)
class Length:
    """How long the file should be, in seconds."""

    expected_s: float
    longer_s: float = 0.0
    """How much longer it may be, because cuts fall on key frames."""

    def holds(self, seconds: float) -> bool:
        """Whether a file of so many seconds is as long as it should be, give or take a rounding."""
        slack = max(1.0, self.expected_s / 100)
        return -slack <= seconds - self.expected_s <= slack + self.longer_s


def length_of(media: Media) -> Length | None:
    """The length that the site announced; a live stream has none."""
    return Length(media.duration_s) if media.duration_s and not media.is_live else None


def differences(
    chosen: Sequence[Format], options: DownloadOptions, length: Length | None, found: Found
) -> tuple[str, ...]:
    """In what the file is not what the chosen formats announced, a sentence each."""
    said = (
        _streams(chosen, options, found),
        _codecs(chosen, options, found),
        _height(chosen, options, found),
        _container(found),
        _length(length, found),
    )
    return tuple(sentence for sentence in said if sentence)


def counts_as(width: int | None, height: int | None) -> tuple[int, int] | None:
    """From how many lines to how many a picture may be called: 1920 x 804 is a "1080p" as well as an "804p".

    Sites name a format for the ladder's rung, cut off the black bars, and stand pictures upright.
    """
    if not height:
        return None
    if not width:
        return height, height
    return min(width, height), max(min(width, height), round(max(width, height) * 9 / 16))


def is_called(lines: int, width: int | None, height: int | None) -> bool:
    """Whether a picture of this size may be called so many lines high, give or take a rounding."""
    span = counts_as(width, height)
    slack = max(8, lines // 50)
    return span is not None and span[0] - slack <= lines <= span[1] + slack


def _streams(chosen: Sequence[Format], options: DownloadOptions, found: Found) -> str:
    wants_picture = not options.is_audio_only and any(one.kind is not FormatKind.AUDIO_ONLY for one in chosen)
    # A direct link does not say what is inside; then a silent file is what it is.
    wants_sound = options.is_audio_only or any(
        one.acodec or one.kind is FormatKind.AUDIO_ONLY for one in chosen
    )
    if wants_picture and not found.pictures:
        return "There is no picture in the file, only sound."
    if wants_sound and not found.sounds:
        return "There is no sound in the file, though the site announced one."
    sounds = sum(one.kind is FormatKind.AUDIO_ONLY for one in chosen)
    if not options.is_audio_only and len(found.sounds) < sounds:
        return f"There are {len(found.sounds)} sounds in the file; {sounds} were chosen."
    if options.is_audio_only and found.pictures:
        return "There is a picture in the file, though only the sound was asked for."
    return ""


def _codecs(chosen: Sequence[Format], options: DownloadOptions, found: Found) -> str:
    if options.recode:
        return ""  # what was wished for is what counts, and `wishes` looks at that
    announced = [codec_name(one.vcodec) for one in chosen if one.vcodec]
    if found.pictures and announced and not options.is_audio_only:
        codec = codec_name(found.pictures[0].codec)
        if codec not in announced:
            return f"The picture is {codec}; {announced[0]} was announced."
    announced = [codec_name(one.acodec) for one in chosen if one.acodec]
    is_converted = options.is_audio_only and options.audio_format is not None
    if found.sounds and announced and not is_converted:
        codec = codec_name(found.sounds[0].codec)
        if codec not in announced:
            return f"The sound is {codec}; {announced[0]} was announced."
    return ""


def _height(chosen: Sequence[Format], options: DownloadOptions, found: Found) -> str:
    announced = [one for one in chosen if one.height]
    if not announced or not found.pictures or options.is_audio_only:
        return ""
    lines, picture = announced[0].height or 0, found.pictures[0]
    if lines == picture.height or is_called(lines, picture.width, picture.height):
        return ""
    return f"The picture is {picture.height} lines high; {lines} were announced."


def _container(found: Found) -> str:
    family = _FAMILIES.get(found.suffix.lower())
    if family is None or family in found.containers:
        return ""
    real = next(iter(sorted(found.containers)), "something else")
    return f"The file is called .{found.suffix}, and inside it is {real.upper()}."


def _length(length: Length | None, found: Found) -> str:
    if length is None or found.duration_s is None:
        return ""
    if length.holds(found.duration_s):
        return ""
    there, wanted = units.duration(found.duration_s), units.duration(length.expected_s)
    return f"The file is {there} long; {wanted} was expected."
