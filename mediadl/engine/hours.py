"""Keeps an eye on the clock for the hours in which downloads run; what follows from them is the engine's."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from mediadl.domain.events import TimetableChanged
from mediadl.domain.settings import Settings
from mediadl.domain.timetable import is_open, next_change
from mediadl.engine.bus import Bus

LOOK_S = 30.0
"""The clock is looked at this often at least: it can be set, and computers sleep."""
_LEAST_S = 0.05


def local_time() -> datetime:
    """The wall clock here, without a time zone: the hours are those of the clock, whatever it is set to."""
    return datetime.now().astimezone().replace(tzinfo=None)


class Hours:
    """Whether it is one of the hours, and until when. Without windows it is always, and no timer runs."""

    def __init__(
        self, bus: Bus, settings: Callable[[], Settings], clock: Callable[[], datetime] = local_time
    ) -> None:
        self._bus = bus
        self._settings = settings
        self._clock = clock
        self._timer: asyncio.TimerHandle | None = None
        self._told: TimetableChanged | None = None

    @property
    def now(self) -> TimetableChanged:
        """How it stood at the last look; before the first one it is always open."""
        return self._told or TimetableChanged(is_open=True, until=None)

    @property
    def may_start(self) -> bool:
        """Whether downloads may run now, be it slowly."""
        return self.now.is_open or self._settings().outside_windows == "slow_down"

    def look(self) -> None:
        """Look at the clock and tell what has changed; from the first call on this goes on by itself."""
        windows, moment = self._settings().windows, self._clock()
        change = next_change(windows, moment)
        told = TimetableChanged(is_open(windows, moment), change and change.astimezone())
        self.close()
        if windows:
            delay_s = (change - moment).total_seconds() if change else LOOK_S
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(min(LOOK_S, max(_LEAST_S, delay_s)), self.look)
        if told != self._told:
            self._told = told
            self._bus.publish(told)

    def close(self) -> None:
        """Look no more by itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
