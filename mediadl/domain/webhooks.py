"""What a client's receiver is told, when, and how often it is tried; nothing is sent here."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mediadl.domain.job import DELIVERED_STATES, FINAL_STATES, Job, JobState

MOST_ATTEMPTS = 3
TIMEOUT_S = 10.0
PROGRESS_PAUSE_S = 1.0
"""Least time between two calls about a job's progress."""
SIGNATURE_HEADER = "X-Webhook-Signature"
_FIRST_PAUSE_S = 2.0


@dataclass(frozen=True)
class Delivery:
    """One call to a receiver."""

    id: str
    job_id: str
    client_id: str
    url: str
    event: str
    body: str
    """The JSON that is sent, and signed, as it is."""
    created_at: datetime
    """Aware, UTC."""
    attempts: int = 0
    """How many have failed."""
    is_kept: bool = True
    """Whether it is tried again; what is soon out of date is not."""


def event_of(before: Job, after: Job) -> str | None:
    """The event that this change of a job is, or None for none."""
    if after.state is before.state:
        return None
    if after.state is JobState.RUNNING:
        return "download.started" if before.started_at is None else None
    if after.state in DELIVERED_STATES:
        return "download.completed" if before.state not in DELIVERED_STATES else None
    return "download.failed" if after.state is JobState.FAILED else None


def event_of_batch(job: Job, jobs: Iterable[Job]) -> str | None:
    """The event when the last job of a list or a batch has just ended with this one; None otherwise."""
    if job.batch_id is None or job.state not in FINAL_STATES:
        return None
    if any(one.batch_id == job.batch_id and one.state not in FINAL_STATES for one in jobs):
        return None
    return "playlist.completed" if job.playlist_url is not None else "batch.completed"


def signature(secret: str, body: bytes) -> str:
    """What the header says: HMAC-SHA256 (RFC 2104) of the raw body, in hexadecimal."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def is_passing(status: int) -> bool:
    """Whether an answer with this status is worth another attempt."""
    return status >= 500


def pause_s(attempts: int, chance: float) -> float:
    """How long to wait after so many failures (from 1); `chance` is a random number from 0 to 1."""
    return float(_FIRST_PAUSE_S * 2.0 ** (attempts - 1) * (0.5 + chance))
