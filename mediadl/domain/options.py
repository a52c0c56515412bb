"""What the user asked for, as one frozen object that window, playlist, terminal and engine share."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Quality = Literal["best", "2160p", "1440p", "1080p", "720p", "480p", "360p", "audio_only"]
VideoFormat = Literal["mp4", "mkv", "webm", "avi", "mov"]
SubtitleFormat = Literal["srt", "vtt", "ass"]
ThumbnailFormat = Literal["jpg", "png", "webp"]
VideoCodec = Literal["h264", "h265", "vp9", "av1"]
AudioCodec = Literal["aac", "opus", "mp3", "vorbis", "flac"]
Wish = Literal["height", "video_codec", "audio_codec", "container", "language"]
AudioFormat = Literal["mp3", "m4a", "opus", "flac", "wav", "aac"]
Clash = Literal["number", "skip", "replace"]
Layout = Literal["plain", "media_library"]

MOST_FRAGMENTS = 16
"""The most fragments of one stream that may be fetched at once."""


class Clip(BaseModel):
    """A part of the media that is wanted, from `start_s` to `end_s`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start_s: float = Field(default=0.0, ge=0.0)
    end_s: float | None = Field(default=None, gt=0.0)
    """None is the end of the media."""

    @model_validator(mode="after")
    def _goes_forward(self) -> "Clip":
        if self.end_s is not None and self.end_s <= self.start_s:
            raise ValueError("A clip ends after it starts.")
        return self


class DownloadOptions(BaseModel):
    """How a link becomes a file. Field names are those of the API's `DownloadRequest`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quality: Quality = "best"
    """The largest height wanted; a smaller one is taken when there is none."""
    custom_format: str | None = None
    """A yt-dlp format selector; wins over `quality`."""
    video_format: VideoFormat | None = None
    """Container wanted; None takes the one that fits the streams, MKV when no other does."""
    plays_everywhere: bool = False
    """Prefer H.264 and AAC in MP4 at 1080p or less."""
    audio_format: AudioFormat | None = None
    """Convert to this when `quality` is "audio_only"; None keeps the original audio."""
    audio_quality_kbps: int | None = None
    """Bitrate of a conversion; None is the encoder's best variable rate."""
    embed_metadata: bool = True
    """Write title, uploader and date into the file. A direct media file is never rewritten for it."""
    video_codec: VideoCodec | None = None
    """Codec wished for; None takes any."""
    audio_codec: AudioCodec | None = None
    audio_language: str | None = None
    """Language of the sound wished for, as BCP 47 ("en", "pt-BR"); None takes the original."""
    require: tuple[Wish, ...] = ()
    """Wishes that are conditions: what the site cannot give stops the job. The others are preferences."""
    download_subtitles: bool = False
    subtitle_languages: tuple[str, ...] = ()
    """As BCP 47; empty takes all that people wrote, or "en" of those that machines did."""
    subtitle_format: SubtitleFormat | None = None
    """Convert to this; None keeps the site's."""
    embed_subtitles: bool = False
    auto_subtitles: bool = False
    """Take captions that a machine wrote, too."""
    write_thumbnail: bool = False
    thumbnail_format: ThumbnailFormat | None = None
    embed_thumbnail: bool = False
    sponsorblock_mark: tuple[str, ...] = ()
    """SponsorBlock categories that become chapters."""
    sponsorblock_remove: tuple[str, ...] = ()
    """SponsorBlock categories that are cut out."""
    live_from_start: bool = False
    """Record a live stream from its beginning, as far as the site still has it; else from now on."""
    more_audio_languages: tuple[str, ...] = ()
    """Further sound tracks wanted in the same file, by language as BCP 47; "all" takes every one."""
    recode: bool = False
    """Encode anew what does not fit into the wanted container or codec; False keeps the streams."""
    only_subtitles: bool = False
    """Fetch the subtitles and nothing else."""
    only_thumbnail: bool = False
    """Fetch the picture and nothing else."""
    crop_thumbnail: bool = False
    """Cut the picture of an audio file to a square."""
    embed_chapters: bool = True
    write_info_json: bool = False
    """Save what the site says as JSON beside the file, without anything that is secret."""
    write_description: bool = False
    write_comments: bool = False
    """Save the comments, as JSON beside the file."""
    split_chapters: bool = False
    """Make a file of each chapter, beside the whole one."""
    clips: tuple[Clip, ...] = ()
    """Parts that are wanted, a file each; empty is the whole."""
    exact_cut: bool = False
    """Encode anew around a cut, so that it is exact; False cuts at the nearest keyframes."""
    proxy: str | None = None
    """URL of a proxy: http, https, socks4, socks5 or socks5h, never with a password: that of its user is an
    account's. None is the system's, "" is none."""
    impersonate: str | None = None
    """Browser whose handshake is imitated ("chrome", "firefox-135"); None imitates none."""
    cookies_id: str | None = None
    """Id or name of the account to be used at its site; None takes the newest there is for the site."""
    headers: tuple[tuple[str, str], ...] = ()
    """HTTP headers sent with each request, as name and value."""
    rate_limit_bps: int | None = Field(default=None, ge=1)
    """Bytes a second of this download at most, beside the limit that all share."""
    retries: int | None = Field(default=None, ge=0, le=100)
    """How often a request is repeated within one attempt; None is 10."""
    skip_downloaded: bool = False
    """Do not download what the archive says is here already."""
    path_template: str | None = None
    """Where a file goes below the download folder, without its suffix; None is the settings' template."""
    clash: Clash = "number"
    """What happens when a file of that name is there: another number, nothing, or it is replaced."""
    layout: Layout = "plain"
    """With "media_library" the tree with NFO files and pictures that media servers read."""
    extra_arguments: tuple[str, ...] = ()
    """Further arguments of yt-dlp's command line; never from the API."""
    concurrent_fragments: int | None = Field(default=None, ge=1, le=MOST_FRAGMENTS)
    """How many fragments of one stream are fetched at once; None means the number from the settings."""
    folder: str | None = None
    """Absolute download folder; None means the one from the settings."""
    temp_folder: str | None = None
    """Absolute folder for partial files; None means the one from the settings, or beside the download."""

    @property
    def max_height(self) -> int | None:
        """Height in pixels that `quality` stands for, or None."""
        return int(self.quality[:-1]) if self.quality.endswith("p") else None

    @property
    def is_audio_only(self) -> bool:
        """Whether no picture is wanted."""
        return self.quality == "audio_only"

    @property
    def takes_no_media(self) -> bool:
        """Whether only something that goes with the media is wanted."""
        return self.only_subtitles or self.only_thumbnail

    def placed_in(self, folder: str) -> "DownloadOptions":
        """With another download folder; partial files that were kept beside the old one go along."""
        beside = self.temp_folder is None or self.temp_folder == self.folder
        return self.model_copy(
            update={"folder": folder, "temp_folder": folder if beside else self.temp_folder}
        )
