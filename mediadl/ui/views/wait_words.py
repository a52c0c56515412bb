"""What a waiting job waits for, in words with a countdown; pure, the clock is handed in."""

import math
from datetime import datetime

from mediadl.domain import units
from mediadl.domain.job import Job
from mediadl.domain.links import host_of
from mediadl.domain.waiting import Wait, WaitReason, left_s

ICONS = {
    WaitReason.RETRY: "retry",
    WaitReason.RATE_LIMIT: "hourglass",
    WaitReason.NETWORK: "offline",
    WaitReason.PREMIERE: "clock",
    WaitReason.APPROVAL: "warning",
}


def waiting(job: Job, now: datetime) -> str:
    """The row's words, such as "Retrying in 0:12 · attempt 2 of 5"; "Waiting" when no reason is known."""
    wait = job.wait
    if wait is None:
        return "Waiting"
    match wait.reason:
        case WaitReason.RETRY:
            words = _in("Retrying", "Retrying now…", wait, now)
        case WaitReason.RATE_LIMIT:
            host = host_of(job.url) or "The site"
            words = f"{host} asks to slow down · {_in('goes on', 'goes on now…', wait, now)}"
        case WaitReason.NETWORK:
            words = "No connection · goes on by itself"
        case WaitReason.APPROVAL:
            words = "Allow it into your network?"
        case WaitReason.PREMIERE:
            words = _in("Premieres", "Premieres any moment…", wait, now)
    return f"{words}{_attempts(wait)}"


def why(job: Job) -> str:
    """The same for a dialog or a screen reader: what happened, without figures that pass."""
    if job.wait is None:
        return "This waits for something outside."
    if job.wait.failure is not None:
        return job.wait.failure.message
    if job.wait.reason is WaitReason.PREMIERE:
        return "This has not started yet. It is recorded as soon as it does."
    if job.wait.reason is WaitReason.NETWORK:
        return "There is no connection. The download goes on by itself when it is back."
    if job.wait.reason is WaitReason.APPROVAL:
        who = f"“{job.client_name}”" if job.client_name else "A connected program"
        return f"{who} asks for something in your own network. Allow it if you trust it."
    return "This is tried again by itself."


def counts_down(job: Job) -> bool:
    """Whether the words change with every second."""
    return job.wait is not None and job.wait.until is not None and job.wait.reason is not WaitReason.NETWORK


def _in(what: str, at_once: str, wait: Wait, now: datetime) -> str:
    if wait.until is None:
        return (
            f"{what} by itself" if wait.reason is not WaitReason.PREMIERE else "Waits for the stream to begin"
        )
    left = math.ceil(left_s(wait, now) or 0)
    return f"{what} in {units.duration(left)}" if left > 0 else at_once


def _attempts(wait: Wait) -> str:
    if not wait.attempt or wait.reason is WaitReason.PREMIERE:
        return ""
    of = f" of {wait.most_attempts}" if wait.most_attempts else ""
    return f" · attempt {wait.attempt}{of}"
