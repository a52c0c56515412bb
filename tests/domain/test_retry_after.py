"""Retry-After as servers send it."""

from datetime import UTC, datetime

import pytest

from mediadl.domain.retry_after import LONGEST_S, retry_after_s

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("Sun, 01 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Nov 2026 12:00:10 -0000", 10.0),
        ("99999999999999999999", LONGEST_S),
        ("Fri, 31 Dec 2099 23:59:59 GMT", LONGEST_S),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_a_value_asks_for_so_many_seconds(value: str | None, seconds: float | None):
    assert retry_after_s(value, NOW) == seconds
