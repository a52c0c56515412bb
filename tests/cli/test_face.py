"""Plain lines and JSON lines."""

import io
import json

import pytest

from mediadl.cli.face import JsonFace, PlainFace, failure_lines, success_line, summary_line
from mediadl.cli.text import Lines
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.progress import Progress
from mediadl.domain.waiting import Wait, WaitReason
from tests.helpers.jobs import a_job

DONE = a_job(JobState.COMPLETED, files=("/d/a.mp4", "/d/a.vtt"), size_bytes=24_000_000)
HAD = a_job(JobState.DIFFERS, is_had=True, files=("/d/a.mp4",), differences=("You already have this.",))
PROBLEM = failure(FailureKind.NOT_FOUND, host="a.example", detail="ERROR: HTTP Error 404\n  at \x1b[31mx")
FAILED = a_job(JobState.FAILED, failure=PROBLEM)
WAITING = a_job(JobState.QUEUED)


def test_a_finished_job_says_where_its_file_is() -> None:
    assert success_line(DONE) == "✓ A title → /d/a.mp4"


def test_a_failure_is_a_sentence_and_its_detail_is_for_the_curious() -> None:
    sentence = "✗ A title: a.example says that this page does not exist (404). Check the link."
    assert failure_lines(FAILED, PROBLEM, is_verbose=False) == [sentence]
    assert failure_lines(FAILED, PROBLEM, is_verbose=True) == [
        sentence,
        "  ERROR: HTTP Error 404",
        "  at [31mx",
    ]


def test_a_hostile_title_is_one_harmless_line() -> None:
    job = a_job(JobState.COMPLETED, title="one\n\x1b[2J\u202etwo", files=("/d/x\x1b.mp4",))
    assert success_line(job) == "✓ one [2Jtwo → /d/x.mp4"


@pytest.mark.parametrize(
    ("jobs", "interrupted", "line"),
    [
        ([DONE], False, "1 downloaded (24 MB)."),
        ([DONE, DONE, FAILED], False, "2 downloaded (48 MB), 1 failed."),
        ([FAILED], False, "0 downloaded, 1 failed."),
        ([DONE, HAD, HAD], False, "1 downloaded (24 MB), 2 already here."),
        ([DONE, WAITING], True, "Interrupted: 1 downloaded (24 MB), 1 not finished."),
    ],
)
def test_the_summary_counts(jobs: list[Job], interrupted: bool, line: str) -> None:
    assert summary_line(jobs, interrupted=interrupted) == line


def test_good_news_and_bad_news_go_different_ways() -> None:
    output, errors = io.StringIO(), io.StringIO()
    face = PlainFace(Lines(output), Lines(errors))
    for job in (WAITING, DONE, FAILED):
        face.changed(job, None)
    assert output.getvalue() == "✓ A title → /d/a.mp4\n"
    assert errors.getvalue().startswith("✗ A title: ")


def test_json_lines_carry_the_event_and_the_report_in_ascii() -> None:
    output = io.StringIO()
    face = JsonFace(Lines(output))
    face.added(a_job(title="Ü \x9b"))
    face.progressed(a_job(JobState.RUNNING), Progress(fraction=0.5, done_bytes=5, total_bytes=10))
    face.removed(WAITING)
    events = [json.loads(line) for line in output.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["job.added", "job.progress", "job.removed"]
    assert (events[0]["title"], events[1]["progress_percent"]) == ("Ü \x9b", 50.0)
    assert output.getvalue().isascii()


def test_the_last_json_line_sums_up() -> None:
    output = io.StringIO()
    JsonFace(Lines(output)).summary([DONE, FAILED, WAITING], interrupted=False)
    assert json.loads(output.getvalue()) == {
        "event": "summary",
        "completed": 1,
        "already_here": 0,
        "failed": 1,
        "files": ["/d/a.mp4", "/d/a.vtt"],
    }


def test_a_note_is_for_people_and_not_among_the_results() -> None:
    output, errors = io.StringIO(), io.StringIO()
    PlainFace(Lines(output), Lines(errors)).note("Recording.")
    JsonFace(Lines(output)).note("Recording.")
    assert (output.getvalue(), errors.getvalue()) == ("", "Recording.\n")


def test_waiting_is_told_in_a_line_of_its_own() -> None:
    output, errors = io.StringIO(), io.StringIO()
    wait = Wait(reason=WaitReason.NETWORK)
    PlainFace(Lines(output), Lines(errors)).changed(a_job(JobState.WAITING, wait=wait), None)
    assert errors.getvalue() == "… A title: no network connection; goes on when there is one\n"
    assert output.getvalue() == ""


def test_what_is_here_already_is_good_news_of_its_own() -> None:
    output, errors = io.StringIO(), io.StringIO()
    PlainFace(Lines(output), Lines(errors)).changed(HAD, None)
    assert (output.getvalue(), errors.getvalue()) == ("= A title: You already have this.\n", "")
