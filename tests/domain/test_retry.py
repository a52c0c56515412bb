"""What becomes of a failed job, as a table."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.retry import (
    LONGEST_PAUSE_S,
    OTHER_FORMAT,
    Situation,
    Verdict,
    asks_to_slow_down,
    decide,
    may_mean_no_network,
)
from mediadl.domain.waiting import WaitReason
from tests.helpers.jobs import NOON, a_job

K, W = FailureKind, WaitReason


def _decide(kind: FailureKind, attempts: int = 0, job: Job | None = None, **situation: Any) -> Verdict:
    running = dataclasses.replace(job or a_job(JobState.RUNNING), attempts=attempts)
    retry_after_s = situation.pop("retry_after_s", None)
    problem = failure(kind).model_copy(update={"retry_after_s": retry_after_s})
    return decide(running, problem, Situation(now=NOON, **{"most_attempts": 5, **situation}))


@pytest.mark.parametrize(
    ("kind", "attempts", "reason"),
    [
        (K.SERVER_ERROR, 0, W.RETRY),
        (K.SERVER_ERROR, 4, W.RETRY),
        (K.SERVER_ERROR, 5, None),
        (K.TIMED_OUT, 0, W.RETRY),
        (K.UNREACHABLE, 0, W.RETRY),
        (K.STALLED, 0, W.RETRY),
        (K.INCOMPLETE, 0, W.RETRY),
        (K.RATE_LIMITED, 0, W.RATE_LIMIT),
        (K.RATE_LIMITED, 5, None),
        (K.WORKER_LOST, 0, W.RETRY),
        (K.WORKER_LOST, 1, None),
        (K.FORBIDDEN, 0, W.RETRY),
        (K.FORBIDDEN, 1, None),
        (K.NETWORK_DOWN, 0, W.RETRY),
        (K.ADDRESS_PRIVATE, 0, W.APPROVAL),
        (K.ADDRESS_PRIVATE, 5, W.APPROVAL),
        (K.ADDRESS_REFUSED, 0, None),
        (K.WINDOW_ONLY, 0, None),
        (K.LOGIN_NEEDED, 0, None),
        (K.BOT_CHECK, 0, None),
        (K.GEO_BLOCKED, 0, None),
        (K.DRM, 0, None),
        (K.PRIVATE, 0, None),
        (K.GONE, 0, None),
        (K.HOST_NOT_FOUND, 0, None),
        (K.UNSUPPORTED, 0, None),
        (K.NO_SPACE, 0, None),
        (K.FFMPEG_FAILED, 0, None),
        (K.FORMAT_GONE, 0, None),
        (K.BUG, 0, None),
    ],
)
def test_what_passes_is_tried_again_and_the_rest_fails(
    kind: FailureKind, attempts: int, reason: WaitReason | None
):
    wait = _decide(kind, attempts).wait
    assert (wait.reason if wait else None) is reason


def test_pauses_grow_up_to_a_limit_and_chance_shortens_them():
    def lengths(chance: float) -> list[float | None]:
        verdicts = [_decide(K.SERVER_ERROR, n, chance=chance, most_attempts=20) for n in range(12)]
        return [verdict.wait.length_s for verdict in verdicts if verdict.wait]

    assert lengths(1.0)[:4] == [2.0, 4.0, 8.0, 16.0]
    assert lengths(1.0)[-1] == LONGEST_PAUSE_S
    assert lengths(0.5)[:3] == [1.0, 2.0, 4.0]
    assert set(lengths(0.0)) == {0.0}


def test_the_waiting_says_until_when_why_and_which_attempt_comes():
    verdict = _decide(K.SERVER_ERROR, 2)
    assert verdict.attempts == 3
    assert verdict.wait is not None
    assert verdict.wait.until == NOON + timedelta(seconds=8)
    assert (verdict.wait.attempt, verdict.wait.most_attempts) == (3, 5)
    assert verdict.wait.failure == failure(K.SERVER_ERROR)


def test_a_rate_limit_waits_for_the_site_and_a_little_more():
    wait = _decide(K.RATE_LIMITED, retry_after_s=5, site_pause_s=5, chance=0.5).wait
    assert wait is not None
    assert wait.length_s == 5.5


def test_another_answer_that_names_a_time_is_heeded_too():
    wait = _decide(K.SERVER_ERROR, retry_after_s=30, site_pause_s=30, chance=0.0).wait
    assert wait is not None
    assert (wait.reason, wait.length_s) == (W.RATE_LIMIT, 30)
    assert asks_to_slow_down(failure(K.RATE_LIMITED))
    assert not asks_to_slow_down(failure(K.SERVER_ERROR))


@pytest.mark.parametrize("kind", [K.SERVER_ERROR, K.RATE_LIMITED, K.WORKER_LOST, K.FORBIDDEN])
def test_whoever_wants_no_automatic_retries_gets_none(kind: FailureKind):
    assert _decide(kind, most_attempts=0).wait is None


@pytest.mark.parametrize("kind", [K.NETWORK_DOWN, K.HOST_NOT_FOUND, K.UNREACHABLE, K.TIMED_OUT])
def test_without_a_network_all_wait_for_it_and_no_attempt_is_used_up(kind: FailureKind):
    verdict = _decide(kind, 3, network_is_down=True, most_attempts=0)
    assert verdict.wait is not None
    assert (verdict.wait.reason, verdict.wait.until, verdict.attempts) == (W.NETWORK, None, 3)
    assert may_mean_no_network(failure(kind))


def test_without_a_network_other_failures_stay_what_they_are():
    assert _decide(K.DRM, network_is_down=True).wait is None
    assert not may_mean_no_network(failure(K.DRM))


def test_an_attempt_that_got_somewhere_is_the_first_again():
    verdict = _decide(K.SERVER_ERROR, 5, has_moved_on=True)
    assert verdict.wait is not None
    assert (verdict.wait.attempt, verdict.attempts) == (1, 1)


def test_a_format_that_is_gone_is_replaced_once_and_it_is_told():
    picked = a_job(JobState.RUNNING, options=DownloadOptions(custom_format="137+140"))
    verdict = _decide(K.FORMAT_GONE, job=picked)
    assert verdict.options == DownloadOptions()
    assert verdict.note == OTHER_FORMAT
    replaced = dataclasses.replace(picked, options=verdict.options)
    assert _decide(K.FORMAT_GONE, job=replaced).wait is None


@pytest.mark.parametrize(
    ("begins_in_s", "waits_s"),
    [(600, 600), (0, 5), (-40, 10), (-3600, 300), (-90_000, None)],
)
def test_a_stream_that_has_not_begun_is_waited_for_without_counting(begins_in_s: int, waits_s: int | None):
    begins_at = NOON + timedelta(seconds=begins_in_s)
    problem = failure(K.NOT_LIVE_YET).model_copy(update={"begins_at": begins_at})
    job = a_job(JobState.RUNNING, attempts=3)
    wait = decide(job, problem, Situation(now=NOON, most_attempts=0)).wait
    if waits_s is None:
        assert wait is None
        return
    assert wait is not None
    assert (wait.reason, wait.attempt, wait.until) == (W.PREMIERE, 0, NOON + timedelta(seconds=waits_s))
