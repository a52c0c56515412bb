"""What somebody is about to add is said without a value."""

from datetime import UTC, datetime

import pytest

from mediadl.domain.jar_words import jar_words
from tests.helpers.jars import a_cookie

NOW = datetime(2026, 11, 26, tzinfo=UTC)
DAY_S = 86_400


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((None,), "1 cookie for example.com."),
        (
            (NOW.timestamp() + 61 * DAY_S, None),
            "2 cookies for example.com; the last one expires in 2 months.",
        ),
        ((NOW.timestamp() - 1,), "1 cookie for example.com. They have expired: export fresh ones."),
        ((10**15,), "1 cookie for example.com; the last one expires in 7978 years."),
    ],
)
def test_a_jar_is_said_with_its_end(ends, words):
    cookies = [a_cookie(str(at), expires_at=None if end is None else int(end)) for at, end in enumerate(ends)]
    assert jar_words(cookies, NOW) == words
    assert "not-real" not in jar_words(cookies, NOW)
