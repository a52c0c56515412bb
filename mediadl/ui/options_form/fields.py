"""Which options the form shows, in which sections and words; what they do is said in the domain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from mediadl.domain.clips import clips_text, parse_clips
from mediadl.domain.options import MOST_FRAGMENTS, Wish
from mediadl.ui.options_form import texts

Choices = tuple[tuple[Any, str], ...]


@dataclass(frozen=True)
class Field:
    """One option; `hint` says what it brings where the label does not."""

    name: str
    label: str
    hint: str = ""
    wish: Wish | None = None
    """The wish that it is, when it can be preferred or required."""
    is_wide: ClassVar[bool] = False
    """Whether its control needs the whole width."""


@dataclass(frozen=True)
class Choice(Field):
    """One of a few values, each with its word."""

    choices: Choices = ((True, "Yes"), (False, "No"))


@dataclass(frozen=True)
class Pick(Choice):
    """One of those that there are now, which the form is told; what is gone meanwhile can still be said."""


@dataclass(frozen=True)
class Text(Field):
    """Something typed."""

    read: Callable[[str], Any] = texts.read_plain
    """Raises `UserError`."""
    show: Callable[[Any], str] = texts.show_plain
    sample: str = ""
    """What it may look like."""


@dataclass(frozen=True)
class Template(Text):
    """An output template."""

    is_wide: ClassVar[bool] = True


@dataclass(frozen=True)
class Chips(Field):
    """Any of a few words."""

    chips: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """Fields under one heading."""

    title: str
    fields: tuple[Field, ...]


def _same(*words: str) -> Choices:
    return tuple((word, word) for word in words)


def _upper(*words: str) -> Choices:
    return tuple((word, word.upper()) for word in words)


_CODECS: Choices = ((None, "Any"), ("h264", "H.264"), ("h265", "H.265"), ("vp9", "VP9"), ("av1", "AV1"))
_SOUND_CODECS: Choices = (
    (None, "Any"), ("aac", "AAC"), ("opus", "Opus"), ("mp3", "MP3"), ("vorbis", "Vorbis"), ("flac", "FLAC"),
)  # fmt: skip
_CATEGORIES = (
    ("sponsor", "Sponsor"),
    ("selfpromo", "Self-promotion"),
    ("interaction", "Please subscribe"),
    ("intro", "Intro"),
    ("outro", "End cards"),
    ("preview", "Preview"),
    ("hook", "Hook"),
    ("filler", "Filler"),
    ("music_offtopic", "No music"),
)

VIDEO = Section("Video", (
    Choice("quality", "Quality", "A smaller one is taken when there is none.", "height", (
        ("best", "Best"), *_same("2160p", "1440p", "1080p", "720p", "480p", "360p"),
        ("audio_only", "Sound alone"),
    )),
    Choice("video_format", "Container", "", "container",
           ((None, "What fits"), *_upper("mp4", "mkv", "webm", "mov", "avi"))),
    Choice("plays_everywhere", "Plays everywhere", "H.264 and AAC in MP4, 1080p at most."),
    Choice("video_codec", "Video codec", "", "video_codec", _CODECS),
    Choice("recode", "Encode anew where needed", "Takes long; without it the streams stay as they are."),
    Choice("live_from_start", "Live streams from their start", "As far as the site still has it."),
))  # fmt: skip
AUDIO = Section("Audio", (
    Choice("audio_format", "Sound alone becomes", "Only where the quality is “Sound alone”.",
           choices=((None, "What the site has"), *_upper("mp3", "m4a", "opus", "flac", "wav", "aac"))),
    Choice("audio_quality_kbps", "Bitrate", "Of a conversion.",
           choices=((None, "The encoder's best"), *((rate, f"{rate} kbit/s") for rate in
                                                    (96, 128, 160, 192, 256, 320)))),
    Choice("audio_codec", "Audio codec", "", "audio_codec", _SOUND_CODECS),
    Text("audio_language", "Language", "Else the original, not a dub.", "language", sample="de or pt-BR"),
    Text("more_audio_languages", "Further languages", "As more sound tracks in the same file.",
         read=texts.read_words, show=texts.show_words, sample="en, fr or all"),
))  # fmt: skip
SUBTITLES = Section("Subtitles", (
    Choice("download_subtitles", "Download subtitles"),
    Text("subtitle_languages", "Languages", "Empty takes all that people wrote.",
         read=texts.read_words, show=texts.show_words, sample="en, de"),
    Choice("auto_subtitles", "Automatic captions, too"),
    Choice("embed_subtitles", "Put them into the file"),
    Choice("subtitle_format", "Format",
           choices=((None, "As the site has it"), *_upper("srt", "vtt", "ass"))),
    Choice("only_subtitles", "Only the subtitles", "Nothing else is downloaded."),
))  # fmt: skip
PICTURE = Section("Picture", (
    Choice("write_thumbnail", "Save it beside the file"),
    Choice("thumbnail_format", "Format",
           choices=((None, "As the site has it"), *_upper("jpg", "png", "webp"))),
    Choice("embed_thumbnail", "Put it into the file"),
    Choice("only_thumbnail", "Only the picture", "Nothing else is downloaded."),
    Choice("crop_thumbnail", "Square for sound", "As music players show covers."),
))  # fmt: skip
METADATA = Section("Metadata and chapters", (
    Choice("embed_metadata", "Title, author and date in the file"),
    Choice("embed_chapters", "Chapters in the file"),
    Choice("split_chapters", "A file for each chapter", "Beside the whole one."),
    Choice("write_info_json", "Information as JSON", "Beside the file."),
    Choice("write_description", "Description", "Beside the file."),
    Choice("write_comments", "Comments", "Beside the file; they may take long."),
))  # fmt: skip
SPONSORBLOCK = Section("SponsorBlock", (
    Chips("sponsorblock_mark", "Mark as chapters", chips=_CATEGORIES),
    Chips("sponsorblock_remove", "Cut out", chips=_CATEGORIES),
))  # fmt: skip
CUT = Section("Cut", (
    Text("clips", "Only these parts", "A file for each.", read=parse_clips, show=clips_text,
         sample="1:20-2:30, 5:00-"),
    Choice("exact_cut", "Cut exactly", "Encodes anew around the cut; else at the nearest keyframe."),
))  # fmt: skip
PLACE = Section("Name and place", (
    Text("folder", "Folder", read=texts.read_folder, sample="/home/me/Videos"),
    Text("temp_folder", "Folder for unfinished files", read=texts.read_folder),
    Choice("layout", "Layout", "A media library is read by Plex, Jellyfin, Kodi and Emby.",
           choices=(("plain", "Plain"), ("media_library", "Media library"))),
    Template("path_template", "Name of the file", "Folders stand before a “/”."),
    Choice("clash", "A file of that name", choices=(
        ("number", "Number the new one"), ("skip", "Keep it, skip the new one"), ("replace", "Replace it"),
    )),
    Choice("skip_downloaded", "Skip what was downloaded before"),
))  # fmt: skip
NETWORK = Section("Network", (
    Text("rate_limit_bps", "Speed limit", "Of each download, beside the one that all share.",
         read=texts.read_rate, show=texts.show_rate, sample="2 MB/s"),
    Text("proxy", "Proxy", "“none” goes without one.", read=texts.read_proxy, show=texts.show_proxy,
         sample="socks5://127.0.0.1:1080"),
    Pick("cookies_id", "Account", "It is used at its own site alone.",
         choices=((None, "The newest of the site"),)),
    Text("impersonate", "Appear as a browser", sample="chrome"),
    Text("headers", "HTTP headers", read=texts.read_headers, show=texts.show_headers,
         sample="Accept-Language: de"),
    Text("retries", "Repeat a request", "So many times within one attempt.",
         read=texts.read_count, show=texts.show_count, sample="10"),
    Choice("concurrent_fragments", "Pieces of one stream at once", choices=(
        (None, "As in Settings"), *((count, str(count)) for count in range(1, MOST_FRAGMENTS + 1)),
    )),
))  # fmt: skip
MORE = Section("More", (
    Text("custom_format", "yt-dlp's format selector", "Wins over the quality.",
         sample="bv*[height<=720]+ba/b"),
    Text("extra_arguments", "Further arguments of yt-dlp", read=texts.read_arguments,
         show=texts.show_arguments, sample="--geo-bypass"),
))  # fmt: skip

SECTIONS = (
    VIDEO, AUDIO, SUBTITLES, PICTURE, METADATA, SPONSORBLOCK, CUT, PLACE, NETWORK, MORE,
)  # fmt: skip

BRINGS = {
    "subtitle_languages": "download_subtitles",
    "auto_subtitles": "download_subtitles",
    "embed_subtitles": "download_subtitles",
    "subtitle_format": "download_subtitles",
    "thumbnail_format": "write_thumbnail",
}
"""What makes no sense without another option says that one, too."""


def words_for(field: Field, value: Any) -> str:
    """A value of a field in words; empty for nothing."""
    if isinstance(field, Choice):
        return next((word for known, word in field.choices if known == value), str(value))
    if isinstance(field, Chips):
        return ", ".join(word for known, word in field.chips if known in value)
    assert isinstance(field, Text)
    return field.show(value)


def offering(section: Section, name: str, names: Sequence[str]) -> Section:
    """The section with these names as further choices of one field, wherever it has that field."""
    more = tuple((one, one) for one in names)
    fields = tuple(
        replace(field, choices=(*field.choices, *more))
        if isinstance(field, Pick) and field.name == name
        else field
        for field in section.fields
    )
    return replace(section, fields=fields)
