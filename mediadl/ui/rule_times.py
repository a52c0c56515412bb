"""Lengths as people type them: "90" seconds, "10:00", "1:30:00"; read and written back."""

import re

from mediadl.domain import units
from mediadl.domain.errors import UserError

_TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6})", re.ASCII)


def read_time(text: str) -> float:
    """Seconds.

    Raises:
        UserError: it is no length.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise UserError(f"“{text.strip()}” is no length. Write minutes and seconds, such as 10:00.")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return float(3600 * hours + 60 * minutes + seconds)


def show_time(seconds: float | None) -> str:
    """As `read_time` reads it; empty for None."""
    return "" if seconds is None else units.duration(seconds)
