"""Every way of writing the date of a cookie becomes seconds since 1970."""

import pytest

from mediadl.domain.cookie_dates import expiry_of


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", None),
        (-1, None),
        (0.5, None),
        ("2000000000", 2_000_000_000),
        ("2000000000.9", 2_000_000_000),
        (2_000_000_000_000, 2_000_000_000),
        (13_644_473_600_000_000, 2_000_000_000),
        (float("inf"), None),
        (1e30, 253_402_300_799),
    ],
)
def test_a_date(written: str | float | None, seconds: int | None):
    assert expiry_of(written) == seconds


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="soon"):
        expiry_of("soon")
