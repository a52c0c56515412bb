"""The clock is watched while there are windows, and each change of the hours is told once."""

import asyncio
from datetime import datetime, time, timedelta

import pytest

from mediadl.domain.events import TimetableChanged
from mediadl.domain.settings import Settings
from mediadl.domain.timetable import Window
from mediadl.engine.bus import Bus
from mediadl.engine.hours import Hours, local_time

MORNING = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - a wall clock has no zone
OFFICE = Window(days=(0, 1, 2, 3, 4), start=time(9), end=time(17))


class _Setting:
    def __init__(self) -> None:
        self.settings = Settings(windows=(OFFICE,))
        self.moment = MORNING
        self.told: list[TimetableChanged] = []
        bus = Bus()
        bus.subscribe(TimetableChanged, self.told.append)
        self.hours = Hours(bus, lambda: self.settings, lambda: self.moment)

    def look_at(self, moment: datetime) -> TimetableChanged:
        self.moment = moment
        self.hours.look()
        return self.hours.now


@pytest.fixture
async def setting():
    made = _Setting()
    yield made
    made.hours.close()


async def test_before_the_first_look_it_is_open(setting: _Setting) -> None:
    assert setting.hours.now == TimetableChanged(is_open=True, until=None)
    assert setting.hours.may_start


async def test_the_state_is_told_at_the_start_and_at_each_change(setting: _Setting) -> None:
    for hours in (0, 0.5, 1, 2, 9, 10):
        setting.look_at(MORNING + timedelta(hours=hours))
    ends = [
        (event.is_open, event.until.strftime("%a %H:%M") if event.until else "") for event in setting.told
    ]
    assert ends == [(False, "Mon 09:00"), (True, "Mon 17:00"), (False, "Tue 09:00")]


async def test_the_end_is_a_moment_of_this_time_zone(setting: _Setting) -> None:
    until = setting.look_at(MORNING).until
    assert until is not None
    assert until.tzinfo is not None
    assert until.utcoffset() == MORNING.astimezone().utcoffset()


async def test_the_next_change_is_noticed_without_anybody_asking(setting: _Setting) -> None:
    setting.look_at(MORNING.replace(hour=8, minute=59, second=59, microsecond=900_000))
    setting.moment = MORNING.replace(hour=9)
    async with asyncio.timeout(10):
        while len(setting.told) < 2:
            await asyncio.sleep(0.01)
    assert setting.hours.now.is_open


async def test_a_clock_that_was_set_is_noticed_at_the_next_look(setting: _Setting) -> None:
    assert not setting.look_at(MORNING).is_open
    assert setting.look_at(MORNING + timedelta(days=1, hours=3)).is_open
    assert not setting.look_at(MORNING).is_open


async def test_slowing_down_lets_downloads_run(setting: _Setting) -> None:
    setting.look_at(MORNING)
    assert not setting.hours.may_start
    setting.settings = Settings(windows=(OFFICE,), outside_windows="slow_down")
    assert setting.hours.may_start


async def test_without_windows_no_timer_runs(setting: _Setting) -> None:
    setting.look_at(MORNING)
    setting.settings = Settings()
    assert setting.look_at(MORNING) == TimetableChanged(is_open=True, until=None)
    assert setting.hours._timer is None


def test_the_wall_clock_is_the_one_of_this_time_zone() -> None:
    assert abs(local_time().astimezone() - datetime.now().astimezone()) < timedelta(seconds=5)
