"""Numbers in words."""

import pytest

from mediadl.domain import units


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (9, "9 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_951, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (3_440_000, "3.4 MB"),
        (12e9, "12 GB"),
        (5e15, "5000 TB"),
    ],
)
def test_a_size_has_three_digits_at_most_below_terabytes(size_bytes: float, text: str) -> None:
    assert units.size(size_bytes) == text


def test_a_speed_is_a_size_per_second() -> None:
    assert units.speed(3_440_000) == "3.4 MB/s"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (7.4, "0:07"),
        (59.5, "1:00"),
        (205, "3:25"),
        (3599.6, "1:00:00"),
        (3723, "1:02:03"),
        (-1, "0:00"),
    ],
)
def test_a_duration_is_a_clock(seconds: float, text: str) -> None:
    assert units.duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s left"),
        (12.3, "12 s left"),
        (59.5, "1 min left"),
        (240, "4 min left"),
        (3_570, "1 h left"),
        (7_500, "2 h 5 min left"),
        (7_200, "2 h left"),
    ],
)
def test_the_time_left_is_said_in_words(seconds: float, text: str) -> None:
    assert units.remaining(seconds) == text


def test_a_date_is_iso_and_what_is_none_stays() -> None:
    assert units.date("20260131") == "2026-01-31"
    assert units.date("soon") == "soon"
