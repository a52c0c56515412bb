"""What a channel has published, as the API is asked for it and tells of it."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from mediadl.contract.batches import BatchDownloadResponse, SoundLink
from mediadl.contract.downloads import DownloadWishes
from mediadl.contract.plain import Sent, Told
from mediadl.domain.entry_order import EntryOrder
from mediadl.domain.media_report import EntryReport


def _is_a_day(text: str) -> str:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ValueError("There is no such day.") from None
    return text


Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$"), AfterValidator(_is_a_day)]
Seconds = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
Views = Annotated[int, Field(ge=0, le=10**15)]
_PAIRS = (("date_after", "date_before"), ("min_duration", "max_duration"), ("min_views", "max_views"))


class ChannelFilters(Sent):
    """Which videos of a channel, in which order. All bounds belong to what they bound."""

    url: SoundLink
    date_after: Day | None = None
    """YYYYMMDD: uploaded on this day or later."""
    date_before: Day | None = None
    min_duration: Seconds | None = None
    max_duration: Seconds | None = None
    min_views: Views | None = None
    max_views: Views | None = None
    sort_by: EntryOrder | None = None
    """The newest, most seen or longest first, titles from A to Z. Without it, as the channel has them."""

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        for low, high in _PAIRS:
            least, most = getattr(self, low), getattr(self, high)
            if least is not None and most is not None and least > most:
                raise ValueError(f"Nothing lies between `{low}` and `{high}`.")
        return self


class ChannelQuery(ChannelFilters):
    """The same, and which page of them."""

    page: int = Field(default=1, ge=1, le=1000)
    page_size: int = Field(default=50, ge=1, le=100)


class ChannelDownloadRequest(ChannelFilters, DownloadWishes):
    """Which videos of a channel, and what is wished for each of them."""

    max_downloads: int = Field(default=1000, ge=1, le=1000)
    """The first so many, in this order."""


class ChannelRead(Told):
    """How far the answer can be relied on: nothing is guessed, and what is not known is counted here."""

    read_count: int
    """Videos of the channel that were read, before they were filtered."""
    unknown_count: int
    """Videos that were left out because it could not be learned whether the filters let them through."""
    unsorted_count: int
    """Videos that stand at the end because it could not be learned by what they are sorted."""
    is_whole: bool
    """Whether all that the channel has was read, and nothing is unknown."""
    notes: list[str]
    """Why something is missing, a sentence each. Asked again within the hour, more is learned."""


class ChannelInfoResponse(ChannelRead):
    """A channel, and a page of its videos."""

    id: str
    url: str
    title: str
    uploader: str | None
    channel: str | None
    channel_id: str | None
    thumbnail: str | None
    items: list[EntryReport]
    """`index` is the place in the channel, over all its tabs."""
    total: int | None
    """How many videos the filters let through; null where the channel was not read to its end."""
    has_more: bool
    page: int
    page_size: int


class ChannelDownloadResponse(BatchDownloadResponse, ChannelRead):
    """The batch of the downloads, as `GET /batch/{batch_id}` tells of it later."""
