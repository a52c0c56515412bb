"""Reads the Retry-After header (RFC 9110, 10.2.3): seconds, or a date. A pure reading; nobody waits here."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 24 * 3600.0
"""A site that asks for more is taken to mean this much."""


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds from `now` (aware) that the value asks for, 0 to `LONGEST_S`; None when it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_S)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_S)
