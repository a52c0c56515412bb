"""Which changes are told, how calls are signed, and how long is waited."""

import dataclasses
from typing import Any

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.domain.webhooks import event_of, event_of_batch, is_passing, pause_s, signature
from tests.helpers.jobs import NOON, a_job

S = JobState


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        (S.QUEUED, S.RUNNING, "download.started"),
        (S.RUNNING, S.COMPLETED, "download.completed"),
        (S.RUNNING, S.DIFFERS, "download.completed"),
        (S.QUEUED, S.DIFFERS, "download.completed"),
        (S.DIFFERS, S.COMPLETED, None),
        (S.RUNNING, S.FAILED, "download.failed"),
        (S.RUNNING, S.CANCELLED, None),
        (S.RUNNING, S.WAITING, None),
        (S.RUNNING, S.RUNNING, None),
    ],
)
def test_the_event_of_a_change(before: JobState, after: JobState, event: str | None) -> None:
    assert event_of(a_job(before), a_job(after)) == event


def test_a_job_that_goes_on_does_not_start_twice() -> None:
    assert event_of(a_job(S.QUEUED, started_at=NOON), a_job(S.RUNNING, started_at=NOON)) is None


def entry(state: JobState, **changes: Any) -> Job:
    return dataclasses.replace(a_job(state), batch_id="list", **changes)


def test_a_batch_is_told_with_the_last_of_its_jobs() -> None:
    job, other = entry(S.COMPLETED), a_job(S.RUNNING)
    assert event_of_batch(job, [job, entry(S.RUNNING)]) is None
    assert event_of_batch(job, [job, entry(S.FAILED), other]) == "batch.completed"
    listed = dataclasses.replace(job, playlist_url="https://a.example/list")
    assert event_of_batch(listed, [listed]) == "playlist.completed"
    assert event_of_batch(other, [other]) is None
    assert event_of_batch(a_job(S.COMPLETED), []) is None


def test_the_signature_is_that_of_the_standard() -> None:
    # RFC 4231, test case 2.
    digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signature("Jefe", b"what do ya want for nothing?") == f"sha256={digest}"


def test_only_faults_of_the_receiver_pass() -> None:
    assert [status for status in (200, 301, 400, 404, 429, 500, 503) if is_passing(status)] == [500, 503]


def test_pauses_grow_and_differ() -> None:
    assert [pause_s(attempts, 0.5) for attempts in (1, 2)] == [2.0, 4.0]
    assert pause_s(1, 0.0) < pause_s(1, 1.0)
