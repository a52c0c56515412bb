"""An episode gets the next free number of its day, or the one that its file has already."""

import pytest

from mediadl.domain.episodes import first_of_day, number_for


def test_a_day_has_a_season_and_a_first_number():
    assert first_of_day("20260615") == (2026, 61501)
    assert first_of_day("20261101") == (2026, 110101)


@pytest.mark.parametrize(
    ("own", "taken", "number"),
    [
        (None, (), 61501),
        (None, (61501, 61502, 61504), 61503),
        (61507, (61501,), 61507),
        (61501, (61501,), 61502),
    ],
)
def test_the_next_free_number_is_given(own: int | None, taken: tuple[int, ...], number: int):
    assert number_for(61501, own, taken) == number
