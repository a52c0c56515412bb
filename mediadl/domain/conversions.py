"""What is converted on the way from the chosen formats to the file, in sentences; nothing is done here."""

from collections.abc import Sequence

from mediadl.domain.media import Format
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import codec_name, container_of

_CARRIES = {
    "mp4": frozenset({"H.264", "H.265", "AV1", "VP9", "AAC", "MP3", "Opus", "AC-3", "E-AC-3", "FLAC"}),
    "mov": frozenset({"H.264", "H.265", "AAC", "MP3", "AC-3", "E-AC-3", "PCM"}),
    "webm": frozenset({"VP8", "VP9", "AV1", "Opus", "Vorbis"}),
    "avi": frozenset({"H.264", "MP3", "AC-3"}),
}
"""Codecs that ffmpeg puts into each container; MKV takes all."""
_REMUXED = {
    "mp4": frozenset({"mp4", "mkv", "mov", "m4v", "flv", "ts", "3gp", "f4v"}),
    "mov": frozenset({"mov", "mp4", "m4v"}),
    "mkv": frozenset({"mkv", "mp4", "webm", "mov", "m4v", "flv", "ts", "avi"}),
}
"""What a single file is put into without encoding (worker/options)."""
_SOUND_FILES = frozenset({"aiff", "alac", "flac", "m4a", "mka", "mp3", "ogg", "opus", "wav"})
_SUFFIX_OF = {"AAC": "m4a", "Opus": "opus", "Vorbis": "ogg", "MP3": "mp3", "FLAC": "flac"}
_SOUND_OF = {"m4a": "AAC", "aac": "AAC", "mp3": "MP3", "opus": "Opus", "flac": "FLAC", "wav": "PCM"}


def conversions(formats: Sequence[Format], options: DownloadOptions) -> tuple[str, ...]:
    """One sentence for each thing that is converted; none when the streams stay as the site has them."""
    said = (_sound_alone(formats, options), _container(formats, options), _cuts(options))
    return tuple(sentence for sentence in said if sentence)


def fits(formats: Sequence[Format], container: str) -> bool:
    """Whether a container carries these streams as they are; a codec that is not known is taken to fit."""
    carried = _CARRIES.get(container)
    return carried is None or all(name in carried for name in _codecs(formats))


def delivered_as(formats: Sequence[Format], options: DownloadOptions) -> str:
    """The suffix of the file that these formats will give, as yt-dlp and ffmpeg make it; "" without any."""
    if options.is_audio_only:
        return options.audio_format or _suffix_of_sound(formats)
    wanted = options.video_format
    if not wanted or not formats:
        return container_of(formats, options)
    if options.recode or (len(formats) > 1 and fits(formats, wanted)):
        return wanted
    if len(formats) > 1:
        return "mkv"
    return wanted if formats[0].ext in _REMUXED.get(wanted, frozenset()) else formats[0].ext


def _suffix_of_sound(formats: Sequence[Format]) -> str:
    """Of the sound alone: the file as it is, else what fits its codec (yt-dlp's FFmpegExtractAudioPP)."""
    if not formats:
        return ""
    ext, codec = formats[0].ext, codec_name(formats[-1].acodec)
    return ext if ext in _SOUND_FILES else _SUFFIX_OF.get(codec, ext)


def _sound_alone(formats: Sequence[Format], options: DownloadOptions) -> str:
    if not options.is_audio_only or not options.audio_format:
        return ""
    names = [name for one in formats if (name := codec_name(one.acodec))]
    if names and names[0] == _SOUND_OF[options.audio_format]:
        return ""
    rate = f" at {options.audio_quality_kbps} kbit/s" if options.audio_quality_kbps else ""
    source = f" from {names[0]}" if names else ""
    return f"The sound is converted{source} to {options.audio_format.upper()}{rate}."


def _container(formats: Sequence[Format], options: DownloadOptions) -> str:
    wanted = options.video_format
    if options.is_audio_only or not wanted or not formats:
        return ""
    there = delivered_as(formats, options)
    if there != wanted:
        return f"{wanted.upper()} cannot carry this as it is; it stays {there.upper()}."
    if options.recode and not fits(formats, wanted):
        return f"What does not fit into {wanted.upper()} is encoded anew, which takes a while."
    return ""


def _cuts(options: DownloadOptions) -> str:
    if not options.clips:
        return ""
    if options.exact_cut:
        return "It is encoded anew at the cuts, which are exact."
    return "It is cut at the nearest key frames, not to the second."


def _codecs(formats: Sequence[Format]) -> list[str]:
    names = [codec_name(codec) for one in formats for codec in (one.vcodec, one.acodec)]
    return [name for name in names if name]
