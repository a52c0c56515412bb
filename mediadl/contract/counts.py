"""Figures of the program as the API tells them."""

from pydantic import Field

from mediadl.contract.downloads import Status
from mediadl.contract.plain import Told


class StorageTold(Told):
    """The disk of the download folder, in bytes; null where it cannot be reached."""

    free: int | None
    total: int | None
    downloaded: int
    """What the counted downloads have delivered."""


class QueueTold(Told):
    """How busy it is."""

    running: int
    queued: int
    max_downloads: int


class StatsResponse(Told):
    """Of the downloads that the client may know of; with the scope `metrics` of all."""

    total: int
    by_status: dict[Status, int]
    success_rate: float | None = Field(ge=0, le=1)
    """Completed among those that completed or failed; null before the first has."""
    average_download_time: float | None
    """Seconds; null before the first has completed."""
    storage: StorageTold
    queue: QueueTold
    uptime: float
    """Seconds."""
