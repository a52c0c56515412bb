"""When downloads may run."""

from datetime import UTC, datetime, time

import pytest

from mediadl.domain.timetable import Window, is_open, next_change

NIGHT = Window(days=(4,), start=time(22), end=time(6))
OFFICE = Window(days=(0, 1, 2, 3, 4), start=time(9), end=time(17))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026: the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "moment", "inside"),
    [
        (OFFICE, at(23, 9), True),
        (OFFICE, at(23, 8, 59), False),
        (OFFICE, at(23, 17), False),
        (OFFICE, at(28, 12), False),
        (NIGHT, at(27, 22), True),
        (NIGHT, at(28, 5, 59), True),
        (NIGHT, at(28, 6), False),
        (NIGHT, at(28, 22), False),
        (NIGHT, at(27, 5), False),
        (Window(days=(6,), start=time(0), end=time(0)), at(29, 12), True),
        (Window(days=(6,), start=time(0), end=time(0)), at(30, 0), False),
    ],
)
def test_a_window_knows_its_days_and_hours(window: Window, moment: datetime, inside: bool):
    assert window.contains(moment) is inside
    assert is_open((window,), moment) is inside


def test_without_windows_it_is_always_open():
    assert is_open((), at(23, 3))
    assert next_change((), at(23, 3)) is None


@pytest.mark.parametrize(
    ("windows", "moment", "change"),
    [
        ((OFFICE,), at(23, 10), at(23, 17)),
        ((OFFICE,), at(27, 18), at(30, 9)),
        ((NIGHT,), at(27, 23), at(28, 6)),
        ((OFFICE, Window(start=time(16), end=time(20))), at(23, 10), at(23, 20)),
    ],
)
def test_the_next_change_is_when_it_opens_or_closes(
    windows: tuple[Window, ...], moment: datetime, change: datetime
):
    assert next_change(windows, moment) == change


def test_all_day_every_day_never_changes():
    assert next_change((Window(start=time(0), end=time(0)),), at(23, 3)) is None
