"""What is chosen beside the formats, subtitles and clips, and the fields of the options that say so."""

from collections.abc import Sequence
from typing import Any, Literal

from mediadl.domain.media import Media, SubtitleTrack
from mediadl.domain.options import DownloadOptions, SubtitleFormat
from mediadl.domain.subtitle_choice import Track, choose_tracks

SUBTITLE_FIELDS = (
    "download_subtitles",
    "subtitle_languages",
    "subtitle_format",
    "embed_subtitles",
    "auto_subtitles",
)
FIELDS = (*SUBTITLE_FIELDS, "clips", "exact_cut")

Extras = dict[str, Any]
"""Values of the options' fields named in `FIELDS`."""
SubtitlePlace = Literal["beside", "inside", "both"]


def extras_of(options: DownloadOptions) -> Extras:
    """The part of the options that is about subtitles and clips."""
    return {name: getattr(options, name) for name in FIELDS}


def says_extras(options: DownloadOptions) -> bool:
    """Whether the options say anything about subtitles or clips."""
    return extras_of(options) != extras_of(DownloadOptions())


def without_extras(options: DownloadOptions) -> DownloadOptions:
    """The options as if nothing was said about subtitles and clips."""
    return options.model_copy(update=extras_of(DownloadOptions()))


def offered_tracks(media: Media) -> tuple[SubtitleTrack, ...]:
    """The tracks that can be asked for by language: of what a machine wrote, what no human track covers."""
    written = tuple(track.key for track in media.tracks if not track.is_automatic)
    return tuple(track for track in media.tracks if _is_reachable(track, written))


def asked_tracks(media: Media, options: DownloadOptions) -> tuple[SubtitleTrack, ...]:
    """The tracks that the options would take."""
    if not (options.download_subtitles or options.embed_subtitles):
        return ()
    chosen = choose_tracks(media.subtitles, media.automatic_captions, options).tracks
    return tuple(one for one in media.tracks if Track(one.key, one.is_automatic) in chosen)


def subtitle_extras(
    tracks: Sequence[SubtitleTrack], place: SubtitlePlace, convert_to: SubtitleFormat | None
) -> Extras:
    """The fields that ask for these tracks; none of them asks for no subtitles."""
    return {
        "download_subtitles": bool(tracks) and place != "inside",
        "embed_subtitles": bool(tracks) and place != "beside",
        "subtitle_languages": tuple(track.key for track in tracks),
        "auto_subtitles": any(track.is_automatic for track in tracks),
        "subtitle_format": convert_to,
    }


def place_of(options: DownloadOptions) -> SubtitlePlace:
    """Where the options put subtitles; beside the file when they want none."""
    if options.embed_subtitles:
        return "both" if options.download_subtitles else "inside"
    return "beside"


def _is_reachable(track: SubtitleTrack, written: tuple[str, ...]) -> bool:
    wish = DownloadOptions(subtitle_languages=(track.key,), auto_subtitles=True)
    automatic = (track.key,) if track.is_automatic else ()
    return choose_tracks(written, automatic, wish).tracks == (Track(track.key, track.is_automatic),)
