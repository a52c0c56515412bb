"""Why a job failed, as data; the sentences that go with it stand in `failure_table`."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from mediadl.domain.failure_kinds import FailureKind, Remedy
from mediadl.domain.failure_table import TABLE

__all__ = ["Failure", "FailureKind", "Remedy", "failure", "remedies"]


class Failure(BaseModel):
    """What ended a job: `message` is a sentence for the user, `detail` the original words for the curious."""

    model_config = ConfigDict(frozen=True)

    kind: FailureKind
    message: str
    detail: str = ""
    retry_after_s: float | None = None
    """Seconds that the site asked to be left alone (Retry-After, RFC 9110, 10.2.3); None when it did not."""
    begins_at: datetime | None = None
    """Aware, UTC: when the stream that has not begun will, as its page says; None for everything else."""
    addresses: tuple[str, ...] = ()
    """Private addresses that the user can allow; empty for everything else."""


def failure(
    kind: FailureKind,
    *,
    detail: str = "",
    host: str = "",
    folder: str = "",
    subject: str = "",
) -> Failure:
    """Build the failure of this kind with its sentence filled in; what is unknown gets a neutral word."""
    message = TABLE[kind].sentence.format(
        host=host or "the site", folder=folder or "the download folder", subject=subject or "this"
    )
    if not host:
        message = message[0].upper() + message[1:]
    return Failure(kind=kind, message=message, detail=detail)


def remedies(problem: Failure) -> tuple[Remedy, ...]:
    """What the user can do about it, the best first; there is always something."""
    return TABLE[problem.kind].remedies
