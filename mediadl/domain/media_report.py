"""What a probe found, as others are told of it: the API's `FormatsResponse`, and a list with its entries."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from mediadl.domain.links import public
from mediadl.domain.media import Chapter, Entry, Format, FormatKind, Media, Playlist


class FormatsByKind(BaseModel):
    """The formats of a media, each group from worst to best."""

    model_config = ConfigDict(frozen=True)

    combined: tuple[Format, ...] = ()
    video_only: tuple[Format, ...] = ()
    audio_only: tuple[Format, ...] = ()


class FormatsReport(BaseModel):
    """A media and what it is offered in: the API's `FormatsResponse`. The last three are yt-dlp selectors."""

    model_config = ConfigDict(frozen=True)

    id: str
    extractor: str
    url: str
    title: str
    uploader: str | None
    duration: float | None
    """Seconds."""
    upload_date: str | None
    """YYYYMMDD."""
    view_count: int | None
    thumbnail: str | None
    is_live: bool
    subtitles: tuple[str, ...]
    """Languages."""
    automatic_captions: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    formats: FormatsByKind
    recommended_format: str | None
    """What the asked options select: an id, or two joined by "+"."""
    best_video_format: str | None
    """Id of the best format with a picture, one without sound if there is any."""
    best_audio_format: str | None
    """Id of the best sound alone, else of the best format with sound."""


def formats_report_of(media: Media) -> FormatsReport:
    """Describe a media by its formats."""
    by_kind = {kind: tuple(f for f in media.formats if f.kind is kind) for kind in FormatKind}
    combined = by_kind[FormatKind.COMBINED]
    videos = by_kind[FormatKind.VIDEO_ONLY] or combined
    audios = by_kind[FormatKind.AUDIO_ONLY] or combined
    return FormatsReport(
        id=media.id,
        extractor=media.extractor,
        url=media.url,
        title=media.title,
        uploader=media.uploader,
        duration=media.duration_s,
        upload_date=media.upload_date,
        view_count=media.view_count,
        thumbnail=media.thumbnail_url,
        is_live=media.is_live,
        subtitles=media.subtitles,
        automatic_captions=media.automatic_captions,
        chapters=media.chapters,
        formats=FormatsByKind(
            combined=combined,
            video_only=by_kind[FormatKind.VIDEO_ONLY],
            audio_only=by_kind[FormatKind.AUDIO_ONLY],
        ),
        recommended_format="+".join(media.chosen_ids) or None,
        best_video_format=videos[-1].id if videos else None,
        best_audio_format=audios[-1].id if audios else None,
    )


class EntryReport(BaseModel):
    """One row of a list, for the API too; None means that the list does not say."""

    model_config = ConfigDict(frozen=True)

    index: int
    """1 for the first."""
    url: str
    title: str
    duration: float | None
    """Seconds."""
    uploader: str | None
    upload_date: str | None
    """YYYYMMDD."""
    view_count: int | None
    thumbnail: str | None
    availability: str | None
    """yt-dlp's word when it is not public: "private", "premium_only", "needs_auth"…"""
    live_status: str | None
    """yt-dlp's word when it is or was live: "is_live", "is_upcoming", "was_live"…"""
    is_list: bool
    """Whether it is a list itself."""


class PlaylistReport(BaseModel):
    """A whole list."""

    model_config = ConfigDict(frozen=True)

    id: str
    extractor: str
    url: str
    title: str
    uploader: str | None
    entry_count: int
    entries: tuple[EntryReport, ...]


def playlist_report_of(playlist: Playlist, entries: Sequence[Entry]) -> PlaylistReport:
    """Describe a list that has been read to its end."""
    return PlaylistReport(
        id=playlist.id,
        extractor=playlist.extractor,
        url=playlist.url,
        title=playlist.title,
        uploader=playlist.uploader,
        entry_count=len(entries),
        entries=tuple(entry_report_of(entry) for entry in entries),
    )


def entry_report_of(entry: Entry) -> EntryReport:
    """Describe a row of a list."""
    return EntryReport(
        index=entry.index,
        url=public(entry.url),
        title=entry.title,
        duration=entry.duration_s,
        uploader=entry.uploader,
        upload_date=entry.upload_date,
        view_count=entry.view_count,
        thumbnail=entry.thumbnail_url,
        availability=entry.availability,
        live_status=entry.live_status,
        is_list=entry.is_list,
    )
