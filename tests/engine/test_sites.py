"""Sites are remembered by a clock that nobody sets, and over a restart by the jobs that wait."""

from datetime import UTC, datetime, timedelta

import pytest

from mediadl.domain.job import JobState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.engine.sites import Sites
from tests.helpers.jobs import NOON, a_job

URL = "https://www.example.com/a"


class _Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


def test_a_refusal_says_how_long_the_site_is_left_alone(clock: _Clock) -> None:
    sites = Sites(clock)
    assert sites.refused(URL, 5) == 5
    clock.now_s += 2
    assert sites.refused(URL, None) == 3
    until = sites.pauses()["example.com"]
    assert timedelta(seconds=1) < until - datetime.now(UTC) <= timedelta(seconds=3)


def test_a_pause_that_is_over_or_let_go_is_told_no_more(clock: _Clock) -> None:
    sites = Sites(clock)
    sites.refused(URL, 5)
    sites.refused("https://other.org/", 5)
    sites.let_go(URL)
    assert list(sites.pauses()) == ["other.org"]
    clock.now_s += 6
    assert sites.pauses() == {}


def test_starts_are_noted_and_successes_forgive(clock: _Clock) -> None:
    sites = Sites(clock)
    sites.served(URL)
    assert sites.known == {}
    sites.refused(URL, 5)
    sites.started(URL)
    assert sites.known["example.com"].started_s == 100
    sites.served(URL)
    assert sites.known["example.com"].refusals == 0


def test_a_restart_goes_on_with_the_pauses(clock: _Clock) -> None:
    sites = Sites(clock)
    wait = Wait(reason=WaitReason.RATE_LIMIT, until=NOON + timedelta(seconds=20), length_s=30)
    other = Wait(reason=WaitReason.RETRY, until=NOON + timedelta(seconds=20), length_s=30)
    jobs = [
        a_job(JobState.WAITING, url=URL, wait=wait),
        a_job(JobState.WAITING, url="https://other.org/", wait=other),
    ]
    sites.restore(jobs, NOON)
    assert sites.known["example.com"].paused_until_s == 120
    assert "other.org" not in sites.known
