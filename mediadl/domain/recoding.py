"""What of a file is encoded anew to be what was asked for, as arguments of ffmpeg. Nothing runs here."""

from dataclasses import dataclass

from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import codec_name
from mediadl.domain.verification import Found
from mediadl.domain.wishes import audio_codec, video_codec

_ENCODERS = {
    "H.264": ("libx264", "-crf", "20", "-preset", "veryfast", "-pix_fmt", "yuv420p"),
    "H.265": ("libx265", "-crf", "23", "-preset", "veryfast", "-pix_fmt", "yuv420p"),
    "VP9": (
        "libvpx-vp9",
        "-crf",
        "31",
        "-b:v",
        "0",
        "-row-mt",
        "1",
        "-deadline",
        "realtime",
        "-cpu-used",
        "6",
    ),
    "AV1": ("libsvtav1", "-crf", "32", "-preset", "8"),
    # H.264 copied into AVI lacks time stamps; this is what old players that want AVI read.
    "mpeg4": ("mpeg4", "-vtag", "XVID", "-q:v", "3"),
    "AAC": ("aac", "-b:a", "192k"),
    "Opus": ("libopus", "-b:a", "160k"),
    "MP3": ("libmp3lame", "-q:a", "2"),
    "Vorbis": ("libvorbis", "-q:a", "6"),
    "FLAC": ("flac",),
}
"""ffmpeg's encoder for a codec, and settings that nobody sees or hears a difference with."""

_HOLDS = {
    "mp4": (("H.264", "H.265", "AV1", "VP9"), ("AAC", "MP3", "AC-3", "E-AC-3", "Opus", "FLAC")),
    "mov": (("H.264", "H.265"), ("AAC", "MP3", "AC-3", "PCM")),
    "webm": (("VP9", "AV1", "VP8"), ("Opus", "Vorbis")),
    "avi": (("mpeg4",), ("MP3", "AC-3", "PCM")),
}
"""What a container holds in a way that players read; the first of each is what it is given."""


@dataclass(frozen=True)
class Recoding:
    """A container and what goes into it."""

    suffix: str
    arguments: tuple[str, ...]
    """ffmpeg's, of the output."""


def recoding(found: Found, options: DownloadOptions) -> Recoding | None:
    """What to do with a file of picture and sound; None when it is as it was asked for."""
    if options.is_audio_only or not options.recode:
        return None
    present = found.suffix.lower()
    suffix = options.video_format or ("mp4" if options.plays_everywhere else present)
    pictures, sounds = _HOLDS.get(suffix, ((), ()))
    picture = _target([codec_name(one.codec) for one in found.pictures], video_codec(options), pictures)
    sound = _target([codec_name(one.codec) for one in found.sounds], audio_codec(options), sounds)
    if not picture and not sound and suffix == present:
        return None
    arguments = ["-map", "0", "-dn", "-ignore_unknown", "-c", "copy"]
    arguments += ["-c:v", *_ENCODERS[picture]] if picture else []
    arguments += ["-c:a", *_ENCODERS[sound]] if sound else []
    if suffix in {"mp4", "mov"}:
        arguments += ["-movflags", "+faststart"]
    return Recoding(suffix, tuple(arguments))


def _target(present: list[str], wished: str, held: tuple[str, ...]) -> str:
    """The codec to encode to; empty when what is there can stay."""
    if not present:
        return ""
    if wished and held and wished not in held:
        wished = ""  # the container decides, and that the codec is another one is told
    if wished and any(codec != wished for codec in present):
        return wished
    return held[0] if held and any(codec not in held for codec in present) else ""
