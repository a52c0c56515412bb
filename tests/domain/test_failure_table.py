"""The table is whole, and its words say the same for every message of the collection."""

import pytest

from mediadl.domain.failure_kinds import FailureKind, RetryRule
from mediadl.domain.failure_table import ROWS, TABLE, kind_of_words
from tests.helpers.failure_words import WORDS

K, T = FailureKind, RetryRule


def test_every_kind_has_exactly_one_row():
    assert sorted(row.kind for row in ROWS) == sorted(FailureKind)


def test_every_row_with_words_has_a_message_for_each_kind_of_them():
    spoken = {row.kind for row in ROWS if row.words or row.codes}
    assert spoken == {kind for kind, _words in WORDS}


def test_every_sentence_says_what_to_do():
    for row in ROWS:
        assert row.sentence.count(".") >= 2, row.kind


def test_a_cause_that_is_named_wins_over_a_status():
    assert kind_of_words("HTTP Error 403: Forbidden: this account is private") is K.PRIVATE
    assert kind_of_words("HTTP Error 403: Forbidden") is K.FORBIDDEN


@pytest.mark.parametrize("words", ["", "Unable to extract title", "Unable to extract video ID from webpage"])
def test_words_that_tell_nothing_have_no_kind(words: str):
    assert kind_of_words(words) is None


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (K.SERVER_ERROR, T.BACKOFF),
        (K.STALLED, T.BACKOFF),
        (K.RATE_LIMITED, T.SITE_PAUSE),
        (K.NETWORK_DOWN, T.NETWORK),
        (K.WORKER_LOST, T.ONCE),
        (K.FORMAT_GONE, T.NEAREST_FORMAT),
        (K.DRM, T.NEVER),
        (K.BUG, T.NEVER),
    ],
)
def test_the_rule_of_a_kind(kind: FailureKind, rule: RetryRule):
    assert TABLE[kind].retry is rule
