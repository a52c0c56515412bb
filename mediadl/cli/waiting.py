"""What a waiting job waits for, in words for a terminal; the clock is handed in."""

import math
from datetime import datetime

from mediadl.domain.job import Job
from mediadl.domain.links import host_of
from mediadl.domain.units import duration
from mediadl.domain.waiting import Wait, WaitReason


def waiting_words(job: Job, now: datetime) -> str:
    """Such as "example.com asks to slow down; goes on in 0:05 (attempt 1 of 5)"; empty when it does not wait.

    `now` is aware.
    """
    wait = job.wait
    if wait is None:
        return ""
    what = _what(job, wait)
    if wait.until is not None:
        left_s = max(0, math.ceil((wait.until - now).total_seconds()))
        what += f"; goes on in {duration(left_s)}" if left_s else "; goes on now"
    return what + (f" (attempt {wait.attempt} of {wait.most_attempts})" if wait.attempt else "")


def _what(job: Job, wait: Wait) -> str:
    match wait.reason:
        case WaitReason.RATE_LIMIT:
            return f"{host_of(job.url)} asks to slow down"
        case WaitReason.NETWORK:
            return "no network connection; goes on when there is one"
        case WaitReason.PREMIERE:
            return "has not started yet"
        case WaitReason.APPROVAL:
            return "a private address has to be allowed in the window"
        case WaitReason.RETRY:
            return wait.failure.message.rstrip(".") if wait.failure else "tried again"
