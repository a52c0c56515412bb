"""A job as others are told of it: the fields of the API's `DownloadResponse`, for terminal and API alike."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from mediadl.domain.job import DELIVERED_STATES, Job, JobState
from mediadl.domain.links import public
from mediadl.domain.progress import Progress
from mediadl.domain.waiting import Wait, WaitReason

Status = Literal["queued", "running", "paused", "completed", "failed", "cancelled"]

_STATUS: dict[JobState, Status] = {
    JobState.RESOLVING: "queued",
    JobState.CHOOSING: "paused",
    JobState.QUEUED: "queued",
    JobState.RUNNING: "running",
    JobState.WAITING: "queued",
    JobState.PAUSED: "paused",
    JobState.DIFFERS: "completed",
    JobState.COMPLETED: "completed",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "cancelled",
}


class JobReport(BaseModel):
    """What only a server knows (`file_url`, `logs_url`, …) is not here. Times are UTC, sizes bytes."""

    model_config = ConfigDict(frozen=True)

    request_id: str
    """The job's id, a UUID."""
    batch_id: str | None = None
    """Id of the list that the job was taken from."""
    url: str
    status: Status
    title: str | None = None
    duration: float | None = None
    """Seconds."""
    format: str | None = None
    """In words: "1080p · MP4 · H.264"."""
    thumbnail: str | None = None
    progress_percent: float = 0.0
    """0 to 100, and 100 only when the file is in its place."""
    downloaded_bytes: int = 0
    total_bytes: int | None = None
    """May be an estimate while the job runs."""
    speed: float | None = None
    """Bytes a second, while the job downloads."""
    eta: float | None = None
    """Seconds left, while the job downloads."""
    file_path: str | None = None
    """The media file; absolute here."""
    file_size: int | None = None
    """All files of the job together."""
    error: str | None = None
    """A sentence for people."""
    error_code: str | None = None
    """The failure's kind in capitals, such as RATE_LIMITED."""
    waiting_for: WaitReason | None = None
    """What has to happen before the job goes on by itself; its status is then "queued"."""
    waiting_until: datetime | None = None
    """When it is tried again, where that is known."""
    waiting_because: str | None = None
    """A sentence: what the last attempt ended with."""
    differences: tuple[str, ...] = ()
    """In what the file of a completed job is not what was asked for, a sentence each."""
    already_here: bool = False
    """Nothing was downloaded: `file_path` is an earlier download, or null where only an archive says so."""
    created_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    """When the job ended, however it did."""


def status_of(job: Job) -> Status:
    """The job's state in the API's words; a list that is being read for its items is still queued."""
    if job.state is JobState.CHOOSING and job.items is not None:
        return "queued"
    return _STATUS[job.state]


def _waiting(wait: Wait | None) -> dict[str, Any]:
    if wait is None:
        return {}
    because = wait.failure.message if wait.failure else None
    return {"waiting_for": wait.reason, "waiting_until": wait.until, "waiting_because": because}


def report_of(job: Job, progress: Progress | None = None) -> JobReport:
    """Describe a job. `progress` is its newest one, if it has run."""
    runs = job.state is JobState.RUNNING
    completed = job.state in DELIVERED_STATES
    fraction = progress.fraction if progress and runs and progress.fraction is not None else job.fraction
    done_bytes = progress.done_bytes if progress else 0
    total_bytes = progress.total_bytes if progress else None
    return JobReport(
        request_id=job.id,
        batch_id=job.batch_id,
        url=public(job.url),
        status=status_of(job),
        title=job.fixed_title or job.title,
        duration=job.duration_s,
        format=job.delivery,
        thumbnail=job.thumbnail_url,
        progress_percent=round(100 * fraction, 1),
        downloaded_bytes=done_bytes,
        total_bytes=done_bytes if completed and progress else total_bytes,
        speed=progress.speed_bps if progress and runs else None,
        eta=progress.eta_s if progress and runs else None,
        file_path=job.files[0] if job.files else None,
        file_size=job.size_bytes,
        error=job.failure.message if job.failure else None,
        error_code=job.failure.kind.upper() if job.failure else None,
        **_waiting(job.wait),
        differences=job.differences,
        already_here=job.is_had,
        created_at=job.created_at,
        started_at=job.started_at,
        completed_at=job.finished_at,
    )
