"""Waiting in words, at a moment that is said."""

from datetime import timedelta

import pytest

from mediadl.cli.waiting import waiting_words
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.waiting import Wait, WaitReason
from tests.helpers.jobs import NOON, a_job

W = WaitReason
PROBLEM = failure(FailureKind.TIMED_OUT, host="example.com")
SOON = NOON + timedelta(seconds=65)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (
            Wait(reason=W.RATE_LIMIT, until=SOON, attempt=1, most_attempts=5),
            "example.com asks to slow down; goes on in 1:05 (attempt 1 of 5)",
        ),
        (
            Wait(reason=W.RETRY, until=SOON, failure=PROBLEM, attempt=2, most_attempts=5),
            "example.com did not answer in time. Try again later; goes on in 1:05 (attempt 2 of 5)",
        ),
        (Wait(reason=W.RETRY, until=NOON), "tried again; goes on now"),
        (Wait(reason=W.NETWORK), "no network connection; goes on when there is one"),
        (Wait(reason=W.APPROVAL), "a private address has to be allowed in the window"),
        (Wait(reason=W.PREMIERE, until=SOON), "has not started yet; goes on in 1:05"),
    ],
)
def test_the_words_say_why_and_when(wait: Wait, words: str) -> None:
    assert waiting_words(a_job(JobState.WAITING, wait=wait), NOON) == words


def test_a_job_that_does_not_wait_has_none() -> None:
    assert waiting_words(a_job(), NOON) == ""
