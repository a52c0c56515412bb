"""The schedule in words: what it holds back and until when; pure."""

from datetime import datetime

from mediadl.domain.events import TimetableChanged
from mediadl.domain.settings import Settings

_A_DAY_S = 86_400


def held_back(settings: Settings, hours: TimetableChanged, now: datetime) -> str:
    """Such as "Waiting until 22:00" while the schedule lets nothing run, or "". `now` is local, aware."""
    if hours.is_open or settings.outside_windows != "wait":
        return ""
    if hours.until is None:
        return "Waiting: the schedule has no hours"
    is_near = (hours.until - now).total_seconds() < _A_DAY_S
    return f"Waiting until {hours.until:{'%H:%M' if is_near else '%A %H:%M'}}"
