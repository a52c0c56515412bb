"""What extensions for MeTube send and want to hear; what it means to the engine stands in `metube_wishes`."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from mediadl.contract.downloads import Link
from mediadl.contract.plain import Told
from mediadl.server.problems import OwnRefusal, Problem

Word = Annotated[str, Field(max_length=100)]


class MetubeRequest(BaseModel):
    """One link and what is wished for, in the fields of any of its versions; all but the link may be null.

    Until 2025 `format` and `quality` told of everything; since then `download_type` says of what they tell.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    url: Link
    quality: Word | int | None = None
    """"best", "worst", a height, a bitrate in kbit/s, or in older versions "audio" and "best_ios"."""
    format: Word | None = None
    download_type: Word | None = None
    """"video", "audio", "captions" or "thumbnail"."""
    codec: Word | None = None
    video_codec: Word | None = None
    """`codec` as a version between called it."""
    folder: Annotated[str, Field(max_length=200)] | None = None
    """Below the download folder."""
    custom_name_prefix: Word | None = None
    playlist_strict_mode: bool | None = None
    """Whether a link that names a video and a list means the video."""
    playlist_item_limit: int | None = Field(default=None, ge=0, le=1_000_000)
    """The first so many; 0 is all."""
    auto_start: bool | None = None
    subtitle_language: Word | None = None
    subtitle_mode: Word | None = None
    subtitle_format: Word | None = None
    """`format` of captions as a version between called it."""
    split_by_chapters: bool | None = None
    chapter_template: str | None = None
    """Not used: MediaDL names files of chapters itself."""
    clip_start: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """Seconds."""
    clip_end: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class MetubeAnswer(Told):
    """It was added."""

    status: Literal["ok"] = "ok"


class MetubeRefusal(OwnRefusal):
    """It was not, and why: MeTube says it as `msg`, and the extension for Firefox looks for `error`."""

    status: Literal["error"] = "error"
    msg: str
    error: str

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """With all that is wrong, because there is no other place for it."""
        wrong = [f"{one.field}: {one.message}" if one.field else one.message for one in problem.errors]
        words = " ".join(wrong) or problem.detail
        return cls(msg=words, error=words)
