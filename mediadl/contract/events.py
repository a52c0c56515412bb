"""What streams tell of, beside whole downloads."""

from mediadl.contract.downloads import Status
from mediadl.contract.plain import Told


class JobProgressTold(Told):
    """How far a running download is; the fields are those of `DownloadResponse`."""

    request_id: str
    progress_percent: float
    downloaded_bytes: int | None
    total_bytes: int | None
    speed: float | None
    eta: float | None


class JobRemovedTold(Told):
    """A download was taken out of the queue."""

    request_id: str


class QueueStats(Told):
    """How many downloads there are that this client knows of."""

    total: int
    by_status: dict[Status, int]


class EventTold(Told):
    """What a WebSocket sends, as JSON; the same as an event of the stream."""

    id: str | None
    event: str
    data: JobProgressTold | JobRemovedTold | QueueStats | dict[str, object]
