"""Jobs as the API tells of them: every state has a status, and a place is told below the folder only."""

from datetime import timedelta

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.progress import Progress
from mediadl.server import telling
from mediadl.server.telling import Tellings, deletion_time, relative_file, status_of, told
from tests.helpers.jobs import NOON, a_job


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_a_status(state: JobState) -> None:
    assert status_of(a_job(state)) in {"queued", "running", "paused", "completed", "failed", "cancelled"}


def test_a_running_job_tells_its_progress() -> None:
    progress = Progress(fraction=0.25, done_bytes=5, total_bytes=20, speed_bps=2.0, eta_s=7.5)
    one = told(a_job(JobState.RUNNING), progress, NOON)
    assert (one.progress_percent, one.downloaded_bytes, one.total_bytes, one.eta) == (25.0, 5, 20, 7.5)
    assert told(a_job(JobState.PAUSED, fraction=0.5), progress, NOON).speed is None


def test_a_failed_job_says_why() -> None:
    one = told(a_job(JobState.FAILED, failure=failure(FailureKind.GONE)), None, NOON)
    assert (one.error_code, bool(one.error)) == ("GONE", True)


def test_a_list_says_where_to_go_on() -> None:
    one = told(a_job(JobState.CHOOSING, playlist_id="p"), None, NOON)
    assert (one.status, one.error_code) == ("paused", "IS_LIST")


def test_a_file_is_told_relative_to_its_folder_or_not_at_all() -> None:
    options = DownloadOptions(folder="/downloads")
    inside = a_job(JobState.COMPLETED, options=options, files=("/downloads/a/b.mp4",))
    assert relative_file(inside) == "a/b.mp4"
    assert relative_file(a_job(JobState.COMPLETED, options=options, files=("/else/b.mp4",))) is None
    assert relative_file(a_job()) is None


def test_files_are_deleted_so_long_after_the_end() -> None:
    done = a_job(JobState.COMPLETED, finished_at=NOON, retention_hours=2)
    assert deletion_time(done) == NOON + timedelta(hours=2)
    assert deletion_time(a_job(retention_hours=2)) is None


def test_what_was_told_is_told_again_until_something_changes() -> None:
    tellings, job = Tellings(), a_job(JobState.RUNNING)
    first = tellings.of(job, None, NOON)
    assert tellings.of(job, None, NOON) is first
    later = tellings.of(job, None, NOON + timedelta(seconds=1))
    assert later.updated_at > first.updated_at
    assert tellings.of(job, Progress(fraction=0.5), NOON).progress_percent == 50
    assert tellings.of(a_job(JobState.PAUSED), None, NOON).status == "paused"


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST_KEPT", 2)
    tellings = Tellings()
    for number in range(5):
        assert tellings.of(a_job(id=str(number)), None, NOON).request_id == str(number)
        assert len(tellings._kept) <= 2
