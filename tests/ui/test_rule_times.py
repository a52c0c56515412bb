"""Lengths as people type them."""

import pytest

from mediadl.domain.errors import UserError
from mediadl.ui.rule_times import read_time, show_time


@pytest.mark.parametrize(("text", "seconds"), [("0:45", 45), ("10:00", 600), ("1:30:00", 5400)])
def test_a_length_is_read_and_written_back(text: str, seconds: float) -> None:
    assert (read_time(text), show_time(seconds)) == (seconds, text)


def test_plain_seconds_and_many_minutes_are_lengths_too() -> None:
    assert (read_time(" 90 "), read_time("120:00"), show_time(None)) == (90, 7200, "")


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "-5"])
def test_what_is_no_length_is_said(text: str) -> None:
    with pytest.raises(UserError, match="is no length"):
        read_time(text)
