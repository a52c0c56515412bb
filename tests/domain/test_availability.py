"""Who may watch an entry, in words."""

import pytest

from mediadl.domain.availability import availability_words, is_open


@pytest.mark.parametrize(
    ("availability", "words", "opened"),
    [
        (None, "", True),
        ("public", "", True),
        ("unlisted", "Unlisted", True),
        ("private", "Private", False),
        ("subscriber_only", "Members only", False),
        ("needs_auth", "Login needed", False),
        ("moon_phase", "Moon phase", False),
    ],
)
def test_what_stands_in_the_way_is_said_in_words(availability, words, opened):
    assert (availability_words(availability), is_open(availability)) == (words, opened)
