"""Jobs as the API tells of them."""

from datetime import datetime, timedelta
from pathlib import Path

from mediadl.contract.downloads import DownloadResponse, Status
from mediadl.domain.job import FINAL_STATES, Job, JobState
from mediadl.domain.progress import Progress
from mediadl.server.route import BASE

MOST_KEPT = 500
IS_LIST = "IS_LIST"
"""Error code of a download whose link turned out to be a list."""

_STATUS: dict[JobState, Status] = {
    JobState.RESOLVING: "queued",
    JobState.QUEUED: "queued",
    JobState.WAITING: "queued",
    JobState.CHOOSING: "paused",
    JobState.PAUSED: "paused",
    JobState.RUNNING: "running",
    JobState.COMPLETED: "completed",
    JobState.DIFFERS: "completed",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "cancelled",
}


def status_of(job: Job) -> Status:
    """The state of a job, as the API names it."""
    return _STATUS[job.state]


class Tellings:
    """What was told of jobs, kept while it holds: a page is made of fifty, and few of them change."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Job, Progress | None, datetime, DownloadResponse]] = {}

    def of(self, job: Job, progress: Progress | None, changed_at: datetime) -> DownloadResponse:
        """As `told` says it; nobody changes what is returned."""
        known = self._kept.get(job.id)
        if known and known[0] is job and known[1] is progress and known[2] == changed_at:
            return known[3]
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        answer = told(job, progress, changed_at)
        self._kept[job.id] = (job, progress, changed_at, answer)
        return answer


def told(job: Job, progress: Progress | None, changed_at: datetime) -> DownloadResponse:
    """All there is to tell of a job; `progress` is that of this run, while it runs."""
    status = status_of(job)
    place = f"{BASE}/download/{job.id}"
    error, code = _error(job)
    running = progress if progress is not None and status == "running" else Progress()
    fraction = job.fraction if running.fraction is None else running.fraction
    return DownloadResponse(
        request_id=job.id,
        url=job.url,
        status=status,
        created_at=job.created_at,
        started_at=job.started_at,
        updated_at=changed_at,
        completed_at=job.finished_at if job.state in FINAL_STATES else None,
        title=job.fixed_title or job.title,
        duration=job.duration_s,
        format=job.delivery,
        file_url=f"{place}/file" if status == "completed" and job.files else None,
        file_path=relative_file(job),
        file_size=job.size_bytes,
        progress_percent=round(min(max(fraction, 0.0), 1.0) * 100, 1),
        downloaded_bytes=job.size_bytes if status == "completed" else running.done_bytes or None,
        total_bytes=job.size_bytes if status == "completed" else running.total_bytes,
        speed=running.speed_bps,
        eta=running.eta_s,
        deletion_time=deletion_time(job),
        logs_url=f"{place}/logs",
        error=error,
        error_code=code,
        thumbnail=job.thumbnail_url,
        batch_id=job.batch_id,
    )


def deletion_time(job: Job) -> datetime | None:
    """When its files will be deleted, or None while that is not known or never."""
    if job.retention_hours is None or job.finished_at is None:
        return None
    return job.finished_at + timedelta(hours=job.retention_hours)


def relative_file(job: Job) -> str | None:
    """Where the media file lies below the download folder; None where there is none, or it lies elsewhere."""
    if not job.files or job.options.folder is None:
        return None
    try:
        return Path(job.files[0]).relative_to(job.options.folder).as_posix()
    except ValueError:
        return None


def _error(job: Job) -> tuple[str | None, str | None]:
    if job.failure is not None and job.state is JobState.FAILED:
        return job.failure.message, job.failure.kind.upper()
    if job.state is JobState.CHOOSING and job.playlist_id is not None:
        sentence = "The link is a list. Choose from it in MediaDL, or add it with POST /playlist/download."
        return sentence, IS_LIST
    return None, None
