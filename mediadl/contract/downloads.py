"""Downloads as the API speaks of them; what they mean to the engine stands in `wishes` and `telling`."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from mediadl.contract.plain import Sent, Told
from mediadl.domain.errors import UserError
from mediadl.domain.links import parse_link
from mediadl.domain.options import AudioFormat, Quality, SubtitleFormat, ThumbnailFormat, VideoFormat
from mediadl.domain.templates import parse

Status = Literal["queued", "running", "paused", "completed", "failed", "cancelled"]
Link = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,12})*$")]
Bitrate = Annotated[int, Field(ge=96, le=320)]


class MediaWishes(Sent):
    """All that can be wished for one download or for many; every route that adds downloads takes these."""

    quality: Quality = "best"
    custom_format: str | None = Field(default=None, min_length=1, max_length=500)
    """A yt-dlp format selector; wins over `quality`."""
    video_format: VideoFormat | None = None
    audio_only: bool = False
    audio_format: AudioFormat | None = None
    audio_quality: Bitrate | Literal["best"] | None = None
    """In kbit/s."""
    download_subtitles: bool = False
    subtitle_languages: list[Language] = Field(default=[], max_length=50)
    subtitle_format: SubtitleFormat | None = None
    embed_subtitles: bool = False
    auto_subtitles: bool = False
    write_thumbnail: bool = False
    thumbnail_format: ThumbnailFormat | None = None
    embed_thumbnail: bool = False
    embed_metadata: bool = True
    write_info_json: bool = False
    path_template: str | None = Field(default=None, max_length=500)
    """Where the file goes, below the download folder."""
    cookies_id: str | None = Field(default=None, max_length=100)
    referer: Link | None = None
    """The page that the link was found on; sent with every request, as the next is."""
    user_agent: str | None = Field(default=None, min_length=1, max_length=500, pattern=r"^[ -~]+$")
    """As the browser has it that the cookies are of."""
    timeout_sec: int | None = Field(default=None, ge=60, le=7200)
    webhook_url: Link | None = None
    retention_hours: int | None = Field(default=None, ge=1, le=24 * 365)
    """Null keeps the files for ever."""
    priority: int = Field(default=0, ge=-100, le=100)

    @field_validator("path_template")
    @classmethod
    def _can_be_filled_in(cls, template: str | None) -> str | None:
        try:
            if template is not None:
                parse(template)
        except UserError as error:
            raise ValueError(str(error)) from None
        return template

    @field_validator("webhook_url", "referer")
    @classmethod
    def _is_a_link(cls, link: str | None) -> str | None:
        try:
            return None if link is None else parse_link(link)
        except UserError as error:
            raise ValueError(str(error)) from None


class DownloadWishes(MediaWishes):
    """The same, and when it starts."""

    start: Literal["now", "paused", "choose"] = "now"


class DownloadRequest(DownloadWishes):
    """One link, and what is wished for."""

    url: Link

    @field_validator("url")
    @classmethod
    def _can_be_downloaded(cls, link: str) -> str:
        try:
            return parse_link(link)
        except UserError as error:
            raise ValueError(str(error)) from None


class DownloadResponse(Told):
    """One download as it stands."""

    request_id: str
    url: str
    status: Status
    created_at: datetime
    started_at: datetime | None
    updated_at: datetime
    completed_at: datetime | None
    title: str | None
    duration: float | None
    """Seconds."""
    format: str | None
    """What is delivered, in words: "1080p · MP4 · H.264"."""
    file_url: str | None
    file_path: str | None
    """Relative to the download folder."""
    file_size: int | None
    """Bytes."""
    progress_percent: float = Field(ge=0, le=100)
    downloaded_bytes: int | None
    total_bytes: int | None
    speed: float | None
    """Bytes a second."""
    eta: float | None
    """Seconds."""
    deletion_time: datetime | None
    logs_url: str
    error: str | None
    error_code: str | None
    thumbnail: str | None
    batch_id: str | None


class DownloadList(Told):
    """A page of downloads."""

    items: list[DownloadResponse]
    total: int
    page: int
    page_size: int


class DownloadQuery(Sent):
    """Which downloads, in which order."""

    status: Status | None = None
    q: str | None = Field(default=None, max_length=200)
    """In title or link."""
    page: int = Field(default=1, ge=1, le=100_000)
    page_size: int = Field(default=50, ge=1, le=100)
    sort: Literal["queue", "created_at", "-created_at", "title", "-title"] = "queue"


class CancelResponse(Told):
    """It was cancelled, and what was left of it is deleted."""

    request_id: str
    status: Literal["cancelled"] = "cancelled"


class LogLine(Told):
    """One thing that happened."""

    timestamp: datetime
    level: Literal["debug", "info", "warning", "error"]
    message: str


class LogsResponse(Told):
    """What happened, the oldest first."""

    request_id: str
    logs: list[LogLine]
