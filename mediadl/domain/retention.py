"""Which files are to be deleted, and when: those that a job made and that its client wants gone. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mediadl.domain.job import DELIVERED_STATES, Job


def due_at(job: Job) -> datetime | None:
    """When the job's files are to be deleted (aware, UTC); None when it has none, or keeps them.

    Files of a job that had nothing to download are those of an earlier one, which decides about them.
    """
    is_over = job.state in DELIVERED_STATES and job.finished_at is not None and not job.is_had
    if not is_over or job.retention_hours is None or job.finished_at is None or not job.files:
        return None
    return job.finished_at + timedelta(hours=job.retention_hours)


def deletable(job: Job, jobs: Iterable[Job]) -> tuple[str, ...]:
    """The job's files but for those that another job has as well, which has replaced or found them."""
    others = {path for other in jobs if other.id != job.id for path in other.files}
    return tuple(path for path in job.files if path not in others)
