"""Why a job waits for something outside, and until when; who decides that it waits is `domain.retry`."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from mediadl.domain.failures import Failure


class WaitReason(StrEnum):
    """What has to happen before the job can go on."""

    RETRY = "retry"
    """Time has to pass after a passing fault of the site."""
    RATE_LIMIT = "rate_limit"
    """The site asked to slow down; all its jobs wait."""
    NETWORK = "network"
    """No connection at all; every job waits."""
    PREMIERE = "premiere"
    """A live stream has not begun."""
    APPROVAL = "approval"
    """The user has to allow a private address; which one says the wait's failure."""


class Wait(BaseModel):
    """One waiting; it goes on over a restart."""

    model_config = ConfigDict(frozen=True)

    reason: WaitReason
    until: datetime | None = None
    """Aware, UTC: when the job is tried again; None when only an event ends the waiting."""
    length_s: float | None = None
    """How long it takes at most, whatever a clock that was set makes of `until`; None: only that counts."""
    failure: Failure | None = None
    """What the last attempt ended with; becomes the job's own when the waiting is stopped for good."""
    attempt: int = 0
    """Number of the automatic attempt that comes next, from 1; 0 when attempts are not counted."""
    most_attempts: int = 0


def left_s(wait: Wait, now: datetime) -> float | None:
    """Seconds until the job is tried again, from `now` (aware); None when only an event ends the waiting."""
    if wait.until is None:
        return None
    left = max(0.0, (wait.until - now).total_seconds())
    return left if wait.length_s is None else min(left, wait.length_s)
