"""What will come of a choice of formats, subtitles and clips, in one line and a few words; no widget."""

from collections.abc import Sequence
from dataclasses import dataclass

from mediadl.domain.clips import clip_words, length_s
from mediadl.domain.conversions import conversions, delivered_as
from mediadl.domain.media import Format, FormatKind, SubtitleTrack
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import total_size
from mediadl.domain.selection import codec_name, delivery, is_silent, resolution
from mediadl.ui.models.format_words import hdr_words, language_words, size_words, track_name

_CLIPS_SHOWN = 3


@dataclass(frozen=True)
class Outcome:
    """What was chosen, as far as the words need it."""

    formats: tuple[Format, ...]
    options: DownloadOptions
    duration_s: float | None = None
    tracks: tuple[SubtitleTrack, ...] = ()


def outcome_words(outcome: Outcome) -> str:
    """What will be delivered: "1080p · MKV · VP9 + Opus · 2 sounds: English, German · about 1.2 GB"."""
    formats, options = outcome.formats, outcome.options
    hdr = "" if options.is_audio_only else hdr_words(formats)
    what = delivery(formats, options, delivered_as(formats, options))
    words = (what, hdr, sound_words(formats), _files_words(options), _size_words(outcome))
    return " · ".join(word for word in words if word)


def detail_words(outcome: Outcome) -> str:
    """What happens to it on the way, in sentences: converted, cut, subtitles put in."""
    said = (
        *conversions(outcome.formats, outcome.options),
        _clips_words(outcome.options),
        _track_words(outcome),
    )
    return " ".join(sentence for sentence in said if sentence)


def sound_words(formats: Sequence[Format]) -> str:
    """The sounds where that is not simply one: "no sound", "2 sounds: English, German"; else its language."""
    if is_silent(formats):
        return "no sound"
    sounds = [one for one in formats if one.kind is not FormatKind.VIDEO_ONLY]
    names = [_language(one) if one.language else "unknown" for one in sounds]
    if len(sounds) > 1:
        return f"{len(sounds)} sounds: {', '.join(names)}"
    return "".join(name for name in names if name != "unknown")


def picked_words(one: Format) -> str:
    """A picked row in a few words: "1080p60 H.264", "AAC English · original"."""
    line = resolution(one)
    fps = f"{one.fps:.3g}" if one.fps and one.fps > 30 else ""
    picture = f"{line}p{fps}" if line else ""
    codecs = " + ".join(name for name in (codec_name(one.vcodec), codec_name(one.acodec)) if name)
    words = (picture, codecs, language_words(one) if one.kind is FormatKind.AUDIO_ONLY else "")
    return " ".join(word for word in words if word) or one.id


def _language(one: Format) -> str:
    name, _, mark = language_words(one).partition(" · ")
    return f"{name} ({mark})" if mark else name


def _files_words(options: DownloadOptions) -> str:
    return f"{len(options.clips)} files" if len(options.clips) > 1 else ""


def _size_words(outcome: Outcome) -> str:
    """The size of what is downloaded; of clips their share of it, which is a guess."""
    size = total_size(outcome.formats, outcome.duration_s)
    options = outcome.options
    if size is None:
        return ""
    is_converted = options.is_audio_only and conversions(outcome.formats, options)
    if is_converted and options.audio_quality_kbps and outcome.duration_s:
        size = round(options.audio_quality_kbps * 125 * outcome.duration_s), True
    wanted_s = length_s(options.clips, outcome.duration_s)
    if options.clips and outcome.duration_s and wanted_s is not None:
        size = round(size[0] * min(1.0, wanted_s / outcome.duration_s)), True
    return size_words(size)


def _clips_words(options: DownloadOptions) -> str:
    if not options.clips:
        return ""
    shown = [clip_words(clip) for clip in options.clips[:_CLIPS_SHOWN]]
    more = len(options.clips) - len(shown)
    return f"Only {', '.join(shown)}{f' and {more} more' if more else ''}."


def _track_words(outcome: Outcome) -> str:
    options = outcome.options
    if not outcome.tracks:
        return ""
    names = ", ".join(track_name(track) for track in outcome.tracks)
    suffix = f" as {options.subtitle_format.upper()}" if options.subtitle_format else ""
    places = [
        *(["beside the file"] if options.download_subtitles else []),
        *(["inside it"] if options.embed_subtitles else []),
    ]
    return f"Subtitles{suffix} {' and '.join(places)}: {names}."
