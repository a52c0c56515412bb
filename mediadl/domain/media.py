"""What a probe found behind a link: one media with its formats, or a list with entries."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class FormatKind(StrEnum):
    """Which streams a format carries."""

    COMBINED = "combined"
    VIDEO_ONLY = "video_only"
    AUDIO_ONLY = "audio_only"


class Format(BaseModel):
    """One way a site offers a media; None means that the site does not say."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: FormatKind
    ext: str
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    dynamic_range: str | None = None
    """As yt-dlp names it: "SDR", "HDR10", "HLG", "DV"."""
    vcodec: str | None = None
    acodec: str | None = None
    bitrate_kbps: float | None = None
    size_bytes: int | None = None
    size_is_estimate: bool = False
    language: str | None = None
    is_original_language: bool | None = None
    note: str = ""
    protocol: str = ""


class Chapter(BaseModel):
    """A titled span of the media, seconds from its start."""

    model_config = ConfigDict(frozen=True)

    title: str
    start_s: float
    end_s: float


class SubtitleTrack(BaseModel):
    """Subtitles in one language, as the site offers them."""

    model_config = ConfigDict(frozen=True)

    key: str
    """The site's own key for it, mostly a language of BCP 47."""
    is_automatic: bool = False
    """Whether a machine wrote it."""
    formats: tuple[str, ...] = ()
    """Suffixes, the site's best last."""
    name: str = ""


class Media(BaseModel):
    """One video or audio. `formats` are ordered from worst to best, as yt-dlp sorts them."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["media"] = "media"
    id: str
    extractor: str
    url: str
    title: str
    uploader: str | None = None
    channel: str | None = None
    channel_id: str | None = None
    duration_s: float | None = None
    upload_date: str | None = None
    """YYYYMMDD, as yt-dlp gives it."""
    view_count: int | None = None
    thumbnail_url: str | None = None
    is_live: bool = False
    formats: tuple[Format, ...] = ()
    chosen_ids: tuple[str, ...] = ()
    """Ids of the formats that the options asked with select."""
    subtitles: tuple[str, ...] = ()
    automatic_captions: tuple[str, ...] = ()
    tracks: tuple[SubtitleTrack, ...] = ()
    """The same subtitles and captions with what is known of them."""
    chapters: tuple[Chapter, ...] = ()
    tags: tuple[str, ...] = ()
    """Words that the site files it under."""


class Playlist(BaseModel):
    """A list of media; its entries arrive one by one."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["playlist"] = "playlist"
    id: str
    extractor: str
    url: str
    title: str
    uploader: str | None = None
    channel: str | None = None
    channel_id: str | None = None
    thumbnail_url: str | None = None
    entry_count: int | None = None
    """As announced by the site before the entries are read; None when it does not say."""

    @property
    def is_channel(self) -> bool:
        """Whether this is what a channel has published, as far as the site's words tell."""
        if self.channel_id and self.id == self.channel_id:
            return True
        return bool(self.channel) and (
            self.title == self.channel or self.title.startswith(f"{self.channel} - ")
        )


class ListPlace(BaseModel):
    """Where a media stood in a list when it was chosen from it."""

    model_config = ConfigDict(frozen=True)

    title: str | None = None
    id: str | None = None
    index: int | None = None
    """1 for the first."""
    count: int | None = None
    """How many entries the list had; None when it did not say."""
    is_channel: bool = False
    """Whether the list is all that a channel has published."""
    thumbnail_url: str | None = None
    """The list's own picture."""


class Entry(BaseModel):
    """One row of a list, as the list shows it; the media behind it has not been looked at."""

    model_config = ConfigDict(frozen=True)

    index: int
    """1 for the first, as users and yt-dlp count."""
    url: str
    title: str
    duration_s: float | None = None
    uploader: str | None = None
    upload_date: str | None = None
    view_count: int | None = None
    thumbnail_url: str | None = None
    availability: str | None = None
    """yt-dlp's word when it is not public: "private", "premium_only", "needs_auth"…"""
    live_status: str | None = None
    """yt-dlp's word when it is or was live: "is_live", "is_upcoming", "was_live"…"""
    problem: str | None = None
    """Why a look at the media's own page failed; None when there was none, or it went well."""
    was_looked_at: bool = False
    """Whether the media's own page was looked at for what the list does not say."""
    archive_id: str | None = None
    """What yt-dlp's archive calls the media (`domain.archive.identity`), where the list tells enough."""
    is_list: bool = False
    """Whether the site says that this is a list itself, as a tab of a channel is."""
    names_the_file: bool = False
    """Whether the list's title is better than the one of the media's own page (yt-dlp's url_transparent)."""
