"""The report names link, kind, differences, steps and log, and no hidden notes of the link."""

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui.dialogs.job_report import original_words, report, trouble
from tests.helpers.jobs import a_job

GONE = failure(FailureKind.NOT_FOUND, host="example.com", detail="HTTPError 404: Not Found")
LOG = ("[generic] Extracting", "ERROR: HTTP Error 404")


def test_a_failure_is_reported_whole():
    job = a_job(JobState.FAILED, failure=GONE)
    words = report(job, GONE.message, LOG)
    assert all(part in words for part in (job.url, "not_found", *LOG, GONE.message, GONE.detail))


def test_differences_and_steps_are_reported():
    step = StepReport(name=StepName.SUBTITLES, state=StepState.FAILED, message="The site is busy.")
    job = a_job(JobState.DIFFERS, differences=("It is 480p.",), steps=(step,))
    words = report(job, "Not quite.", ())
    assert "- It is 480p." in words
    assert "subtitles: failed, The site is busy." in words


def test_the_link_has_no_hidden_notes():
    job = a_job(
        JobState.FAILED, title=None, url="http://a.example/x#__youtubedl_smuggle=%7B%7D", failure=GONE
    )
    assert "http://a.example/x\n" in report(job, "", ())
    assert "smuggle" not in report(job, "", ())


def test_a_waiting_jobs_trouble_is_that_of_its_last_attempt():
    waits = a_job(JobState.WAITING, wait=Wait(reason=WaitReason.RETRY, failure=GONE))
    assert trouble(waits) is GONE
    assert original_words(waits, LOG) == [GONE.detail, "", *LOG]
    assert original_words(a_job(JobState.DIFFERS), LOG) == list(LOG)
