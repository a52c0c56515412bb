"""Many downloads at once as the API speaks of them: batches of links, and lists."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from mediadl.contract.downloads import DownloadResponse, DownloadWishes, Link, MediaWishes
from mediadl.contract.plain import Told
from mediadl.domain import items as ranges
from mediadl.domain.errors import UserError
from mediadl.domain.links import parse_link


def _sound(link: str) -> str:
    try:
        return parse_link(link)
    except UserError as error:
        raise ValueError(str(error)) from None


def _readable(items: str) -> str:
    try:
        ranges.check(items)
    except UserError as error:
        raise ValueError(str(error)) from None
    return items


SoundLink = Annotated[Link, AfterValidator(_sound)]
Items = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_readable)]
Place = Annotated[int, Field(ge=1, le=1_000_000)]


class PlaylistDownloadRequest(MediaWishes):
    """A list, what of it, and what is wished for each entry."""

    url: SoundLink
    items: Items | None = None
    """Such as "1-10,15,20-25"."""
    start: Place | Literal["now", "paused"] | None = None
    """The first entry that is wanted; or, as for single downloads, when they start."""
    end: Place | None = None
    """The last entry that is wanted."""
    skip_downloaded: bool = False
    ignore_errors: bool = True
    """Whether the others go on when one has failed."""
    reverse_playlist: bool = False
    """The last one first."""

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        first = self.start if isinstance(self.start, int) else None
        if self.items is not None and (first is not None or self.end is not None):
            raise ValueError("Say what is wanted with `items`, or with `start` and `end`.")
        if first is not None and self.end is not None and first > self.end:
            raise ValueError("`end` comes before `start`.")
        return self

    @property
    def range(self) -> str:
        """What is wanted, as an expression of `domain.items`."""
        first = self.start if isinstance(self.start, int) else 1
        wanted = self.items or f"{first}-{self.end or ''}"
        return f"{ranges.BACKWARDS}{wanted}" if self.reverse_playlist else wanted


class BatchDownloadRequest(DownloadWishes):
    """Links, and what is wished for each of them."""

    urls: list[SoundLink] = Field(min_length=1, max_length=100)
    concurrent_limit: int | None = Field(default=None, ge=1, le=10)
    """How many of them run at once, within what the user allows."""
    stop_on_error: bool = False
    """Whether the others are cancelled when one has failed."""


class BatchDownloadResponse(Told):
    """A batch as it stands. A list that is still being read is one download, which its entries replace."""

    batch_id: str
    batch_url: str
    total: int
    completed: int
    failed: int
    running: int
    queued: int
    paused: int
    cancelled: int
    progress_percent: float = Field(ge=0, le=100)
    jobs: list[DownloadResponse]
    """The first five hundred."""
