"""When downloads may run: windows of days and hours, in local time. A pure decision over a moment."""

from datetime import datetime, time, timedelta

from pydantic import BaseModel, ConfigDict, Field

ALL_DAYS = (0, 1, 2, 3, 4, 5, 6)


class Window(BaseModel):
    """Hours of some days; `end` before or equal to `start` means the next day's."""

    model_config = ConfigDict(frozen=True)

    days: tuple[int, ...] = ALL_DAYS
    """0 is Monday, as in `datetime.weekday`; the day on which the window begins."""
    start: time = Field(default=time(22, 0))
    end: time = Field(default=time(6, 0))

    def contains(self, moment: datetime) -> bool:
        """Whether a local moment lies inside."""
        clock = moment.time()
        if self.start < self.end:
            return moment.weekday() in self.days and self.start <= clock < self.end
        if clock >= self.start:
            return moment.weekday() in self.days
        return clock < self.end and (moment.weekday() - 1) % 7 in self.days


def is_open(windows: tuple[Window, ...], moment: datetime) -> bool:
    """Whether downloads may run at a local moment; no window at all means always."""
    return not windows or any(window.contains(moment) for window in windows)


def next_change(windows: tuple[Window, ...], moment: datetime) -> datetime | None:
    """When `is_open` next changes after a local moment, within a week; None when it does not."""
    now_open = is_open(windows, moment)
    edges = {
        datetime.combine((moment + timedelta(days=ahead)).date(), clock, moment.tzinfo)
        for ahead in range(8)
        for window in windows
        for clock in (window.start, window.end)
    }
    return next(
        (edge for edge in sorted(edges) if edge > moment and is_open(windows, edge) != now_open), None
    )
