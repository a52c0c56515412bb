"""The schedule says until when it holds everything back."""

from datetime import datetime, timedelta

import pytest

from mediadl.domain.events import TimetableChanged
from mediadl.domain.settings import Settings
from mediadl.ui.hours_words import held_back

NOW = datetime(2026, 11, 26, 15, 0).astimezone()


@pytest.mark.parametrize(
    ("is_open", "after", "outside", "words"),
    [
        (True, timedelta(hours=7), "wait", ""),
        (False, timedelta(hours=7), "slow_down", ""),
        (False, timedelta(hours=7), "wait", "Waiting until 22:00"),
        (False, timedelta(days=2, hours=7), "wait", "Waiting until Saturday 22:00"),
        (False, None, "wait", "Waiting: the schedule has no hours"),
    ],
)
def test_the_schedule_in_words(is_open, after, outside, words):
    hours = TimetableChanged(is_open, None if after is None else NOW + after)
    assert held_back(Settings(outside_windows=outside), hours, NOW) == words
