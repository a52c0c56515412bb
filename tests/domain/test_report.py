"""Jobs as others are told of them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.report import report_of
from mediadl.domain.waiting import Wait, WaitReason

_AT = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
_HALF = Progress(
    stage=Stage.DOWNLOADING, fraction=0.5, done_bytes=50, total_bytes=100, speed_bps=10.0, eta_s=5.0
)


def _job(state: JobState, **fields: Any) -> Job:
    return Job("id-1", "https://a.example/1", DownloadOptions(), _AT, state, **fields)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (JobState.RESOLVING, "queued"),
        (JobState.CHOOSING, "paused"),
        (JobState.QUEUED, "queued"),
        (JobState.RUNNING, "running"),
        (JobState.PAUSED, "paused"),
        (JobState.COMPLETED, "completed"),
        (JobState.FAILED, "failed"),
        (JobState.CANCELLED, "cancelled"),
    ],
)
def test_every_state_has_a_word_of_the_api(state: JobState, status: str) -> None:
    assert report_of(_job(state)).status == status


def test_a_list_that_needs_no_choice_is_queued_while_it_is_read() -> None:
    assert report_of(_job(JobState.CHOOSING, items=":")).status == "queued"


def test_a_running_job_tells_how_far_it_is() -> None:
    report = report_of(_job(JobState.RUNNING, started_at=_AT), _HALF)
    assert (report.progress_percent, report.downloaded_bytes, report.total_bytes) == (50.0, 50, 100)
    assert (report.speed, report.eta) == (10.0, 5.0)


def test_a_stopped_job_has_neither_speed_nor_time_left() -> None:
    report = report_of(_job(JobState.PAUSED, fraction=0.4), _HALF)
    assert (report.progress_percent, report.speed, report.eta) == (40.0, None, None)


def test_a_progress_that_cannot_be_known_leaves_the_last_number() -> None:
    report = report_of(_job(JobState.RUNNING, fraction=0.25), Progress(fraction=None, done_bytes=7))
    assert (report.progress_percent, report.downloaded_bytes) == (25.0, 7)


def test_a_completed_job_names_its_file_and_size() -> None:
    job = _job(
        JobState.COMPLETED, fraction=1.0, files=("/d/a.mp4", "/d/a.vtt"), size_bytes=60, finished_at=_AT
    )
    report = report_of(job, _HALF)
    assert (report.file_path, report.file_size, report.progress_percent) == ("/d/a.mp4", 60, 100.0)
    assert report.total_bytes == report.downloaded_bytes
    assert report.model_dump(mode="json")["completed_at"] == "2026-01-31T12:00:00Z"


def test_a_failed_job_says_why_in_words_and_as_a_code() -> None:
    problem = failure(FailureKind.RATE_LIMITED, host="a.example", detail="HTTP Error 429")
    report = report_of(_job(JobState.FAILED, failure=problem))
    assert (report.error, report.error_code) == (problem.message, "RATE_LIMITED")


def test_hidden_notes_in_the_link_are_not_told() -> None:
    job = Job("id-1", "https://a.example/1#__youtubedl_smuggle=%7B%7D", DownloadOptions(), _AT)
    assert report_of(job).url == "https://a.example/1"


def test_a_waiting_job_says_for_what_until_when_and_why():
    problem = failure(FailureKind.RATE_LIMITED, host="example.com")
    wait = Wait(reason=WaitReason.RATE_LIMIT, until=_AT, failure=problem)
    report = report_of(_job(JobState.WAITING, wait=wait))
    assert (report.status, report.waiting_for, report.waiting_until) == ("queued", "rate_limit", _AT)
    assert report.waiting_because == problem.message
    assert report_of(_job(JobState.QUEUED)).waiting_for is None
