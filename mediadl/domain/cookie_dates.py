"""When cookies expire, from the many ways in which browsers and their extensions write it."""

import math

_MILLISECONDS_FROM = 10**11
"""As seconds this is the year 5138: a larger number counts something smaller."""
_SECONDS_1601_TO_1970 = 11_644_473_600
_SINCE_1601_FROM = _SECONDS_1601_TO_1970 * 10**6
"""As milliseconds this is the year 370,000."""
_LATEST = 253_402_300_799
"""The end of the year 9999, the last one that dates of Python reach."""


def expiry_of(date: str | float | None) -> int | None:
    """Seconds since 1970, UTC; None for a cookie of the session, which is written as nothing, 0 or -1.

    Milliseconds are understood, and Chromium's microseconds since 1601 (base/time/time.h).

    Raises:
        ValueError: the text is no number.
    """
    seconds = 0.0 if date is None or date == "" else float(date)
    if not math.isfinite(seconds) or seconds <= 0:
        return None
    if seconds >= _SINCE_1601_FROM:
        seconds = seconds / 1_000_000 - _SECONDS_1601_TO_1970
    elif seconds >= _MILLISECONDS_FROM:
        seconds /= 1000
    return min(_LATEST, int(seconds)) if seconds >= 1 else None
