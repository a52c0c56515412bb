"""Why a job waits, in words that count down."""

from datetime import timedelta

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui import icons
from mediadl.ui.views import wait_words
from tests.helpers.jobs import NOON, a_job


def waiting(reason, after_s=None, **changes):
    until = None if after_s is None else NOON + timedelta(seconds=after_s)
    return a_job(JobState.WAITING, wait=Wait(reason=reason, until=until, **changes))


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (waiting(WaitReason.RETRY, 12, attempt=2, most_attempts=5), "Retrying in 0:12 · attempt 2 of 5"),
        (waiting(WaitReason.RETRY, 11.2), "Retrying in 0:12"),
        (waiting(WaitReason.RETRY, 0, attempt=1, most_attempts=5), "Retrying now… · attempt 1 of 5"),
        (waiting(WaitReason.RETRY, -90), "Retrying now…"),
        (waiting(WaitReason.RATE_LIMIT, 5), "example.com asks to slow down · goes on in 0:05"),
        (waiting(WaitReason.RATE_LIMIT), "example.com asks to slow down · goes on by itself"),
        (waiting(WaitReason.NETWORK), "No connection · goes on by itself"),
        (waiting(WaitReason.PREMIERE, 3723), "Premieres in 1:02:03"),
        (waiting(WaitReason.PREMIERE), "Waits for the stream to begin"),
        (waiting(WaitReason.APPROVAL), "Allow it into your network?"),
        (a_job(JobState.WAITING), "Waiting"),
    ],
)
def test_a_waiting_job_says_why_and_until_when(job, words):
    assert wait_words.waiting(job, NOON) == words


def test_the_reason_without_passing_figures():
    busy = failure(FailureKind.RATE_LIMITED, host="example.com")
    assert wait_words.why(waiting(WaitReason.RATE_LIMIT, 5, failure=busy)) == busy.message
    assert all(wait_words.why(waiting(reason)).endswith(".") for reason in WaitReason)


def test_only_a_known_moment_counts_down():
    assert wait_words.counts_down(waiting(WaitReason.RETRY, 5))
    assert not wait_words.counts_down(waiting(WaitReason.RETRY))
    assert not wait_words.counts_down(waiting(WaitReason.NETWORK, 5))
    assert not wait_words.counts_down(a_job(JobState.QUEUED))


@pytest.mark.parametrize("reason", WaitReason)
def test_every_reason_has_an_icon(reason):
    assert wait_words.ICONS[reason] in icons.names()
