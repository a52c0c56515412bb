"""Lines are kept for jobs of clients, with times and without secrets, and not for ever."""

import pytest

from mediadl.domain.events import JobAdded, JobChanged, JobLogged, JobRemoved
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.engine.bus import Bus
from mediadl.server import job_news
from mediadl.server.job_news import JobNews
from tests.helpers.jobs import NOON, a_job


def test_what_happens_to_a_job_of_a_client_is_kept_without_secrets() -> None:
    bus = Bus()
    news = JobNews(bus)
    job = a_job(client_id="c")
    bus.publish(JobAdded(job))
    bus.publish(JobLogged(job.id, "warning", "Cookie: session=abcdef"))
    failed = a_job(JobState.FAILED, id=job.id, client_id="c", failure=failure(FailureKind.GONE))
    bus.publish(JobChanged(failed, job))
    lines = news.lines(job.id)
    assert [line.level for line in lines] == ["info", "warning", "error"]
    assert "abcdef" not in lines[1].message
    assert news.changed_at(failed) > NOON
    bus.publish(JobRemoved(failed))
    assert news.lines(job.id) == ()


def test_nothing_is_kept_of_the_user_s_own_jobs_nor_after_the_end() -> None:
    bus = Bus()
    news = JobNews(bus)
    job = a_job()
    bus.publish(JobAdded(job))
    bus.publish(JobLogged(job.id, "info", "words"))
    assert (news.lines(job.id), news.changed_at(job)) == ((), NOON)
    news.close()
    bus.publish(JobAdded(a_job(id="x", client_id="c")))
    assert news.lines("x") == ()


def test_the_oldest_jobs_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_news, "MOST_JOBS", 2)
    bus = Bus()
    news = JobNews(bus)
    for name in "abc":
        bus.publish(JobAdded(a_job(id=name, client_id="c")))
    assert [bool(news.lines(name)) for name in "abc"] == [False, True, True]
