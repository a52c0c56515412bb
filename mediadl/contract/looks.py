"""What is behind a link, as the API tells it; nothing is added to the queue."""

from pydantic import Field, field_validator

from mediadl.contract.downloads import Link
from mediadl.contract.plain import Sent, Told
from mediadl.domain.errors import UserError
from mediadl.domain.links import parse_link
from mediadl.domain.media_report import EntryReport


class LinkQuery(Sent):
    """Which link."""

    url: Link

    @field_validator("url")
    @classmethod
    def _can_be_looked_at(cls, link: str) -> str:
        try:
            return parse_link(link)
        except UserError as error:
            raise ValueError(str(error)) from None


class PreviewQuery(LinkQuery):
    """Which list, and which page of it."""

    page: int = Field(default=1, ge=1, le=1000)
    page_size: int = Field(default=50, ge=1, le=100)


class FormatTold(Told):
    """One way a site offers a media; null is what the site does not say."""

    format_id: str
    ext: str
    width: int | None
    height: int | None
    fps: float | None
    dynamic_range: str | None
    vcodec: str | None
    acodec: str | None
    bitrate: float | None
    """In kbit/s."""
    filesize: int | None
    """Bytes."""
    filesize_is_estimate: bool
    language: str | None
    note: str
    protocol: str


class FormatsByKind(Told):
    """Each from worst to best."""

    combined: list[FormatTold]
    video_only: list[FormatTold]
    audio_only: list[FormatTold]


class FormatsResponse(Told):
    """All formats of a media."""

    url: str
    title: str
    duration: float | None
    """Seconds."""
    formats: FormatsByKind
    recommended_format: str | None
    """What a download takes when nothing is said; fit for `custom_format`."""
    best_video_format: str | None
    best_audio_format: str | None


class MetadataResponse(Told):
    """What a site says of a media."""

    id: str
    url: str
    title: str
    extractor: str
    uploader: str | None
    channel: str | None
    channel_id: str | None
    duration: float | None
    """Seconds."""
    upload_date: str | None
    """YYYYMMDD."""
    view_count: int | None
    thumbnail: str | None
    is_live: bool
    tags: list[str]
    chapters: list["ChapterTold"]
    formats: list[FormatTold]
    subtitles: list[str]
    automatic_captions: list[str]


class ChapterTold(Told):
    """A part of a media, in seconds."""

    title: str
    start: float
    end: float


class PlaylistPreviewResponse(Told):
    """A page of a list."""

    id: str
    url: str
    title: str
    uploader: str | None
    channel: str | None
    thumbnail: str | None
    items: list[EntryReport]
    total: int | None
    """Null while neither the site says it nor the end was reached."""
    has_more: bool
    page: int
    page_size: int
