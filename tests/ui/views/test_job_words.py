"""States, stages and figures in the words that people read and hear."""

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui import icons
from mediadl.ui.palette import DARK
from mediadl.ui.views import job_words
from tests.helpers.jobs import a_job

HALF = Progress(
    stage=Stage.DOWNLOADING,
    fraction=0.429,
    done_bytes=34_000_000,
    total_bytes=120_000_000,
    speed_bps=3.4e6,
    eta_s=25,
)


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_words_an_icon_and_a_colour(state):
    status = job_words.STATUSES[state]
    assert status.words
    assert status.icon in icons.names()
    assert getattr(DARK, status.tone).startswith("#")


@pytest.mark.parametrize("stage", Stage)
def test_a_running_job_says_its_stage(stage):
    status = job_words.status(a_job(JobState.RUNNING), Progress(stage=stage))
    assert status is job_words.STAGES[stage]


def test_a_failed_job_says_its_sentence():
    job = a_job(JobState.FAILED, failure=failure(FailureKind.GONE, host="example.com"))
    assert job_words.sentence(job, None) == job.failure.message


def test_facts_name_site_delivery_length_and_size():
    job = a_job(delivery="720p · MP4", duration_s=205, size_bytes=120_000_000)
    assert job_words.facts(job) == "Example · 720p · MP4 · 3:25 · 120 MB"


@pytest.mark.parametrize(
    ("name", "words"),
    [("Chromium", "Chromium"), ("", "a connected program"), ("x" * 60, f"{'x' * 31}…")],
)
def test_facts_name_the_program_that_asked(name, words):
    job = a_job(client_id="c", client_name=name, delivery="720p")
    assert job_words.facts(job) == f"Example · from {job_words.isolated(words)} · 720p"


@pytest.mark.parametrize("site", [None, "generic", "Generic"])
def test_an_unknown_site_is_named_by_its_host(site):
    assert job_words.facts(a_job(site=site)) == "example.com"


def test_a_live_job_has_no_length():
    assert job_words.facts(a_job(is_live=True, duration_s=5)) == "Example · Live"


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(), ""),
        (Progress(done_bytes=34_000_000), "34 MB"),
        (Progress(done_bytes=34_000_000, total_bytes=120_000_000), "34 of 120 MB"),
        (Progress(done_bytes=800_000, total_bytes=120_000_000), "800 kB of 120 MB"),
        (
            Progress(done_bytes=34_000_000, total_bytes=120_000_000, total_is_estimate=True),
            "34 of about 120 MB",
        ),
        (Progress(done_bytes=9_000_000, total_bytes=8_000_000), "9.0 MB"),
    ],
)
def test_the_amount_in_words(progress, words):
    assert job_words.amount(progress) == words


def test_percent_is_rounded_down_so_that_100_means_done():
    assert job_words.percent(a_job(JobState.RUNNING), Progress(fraction=0.9999)) == "99 %"


def test_percent_is_left_out_when_it_cannot_be_known():
    assert job_words.percent(a_job(JobState.RUNNING), Progress(fraction=None)) == ""


def test_a_paused_job_keeps_its_bar_but_has_no_speed():
    job = a_job(JobState.PAUSED, fraction=0.63)
    assert job_words.has_bar(job)
    assert job_words.percent(job, HALF) == "63 %"
    assert job_words.figures(job, HALF) == ("34 of 120 MB",)


def test_a_queued_job_that_never_ran_has_no_bar():
    assert not job_words.has_bar(a_job(JobState.QUEUED))


def test_figures_are_bytes_speed_and_time_left():
    words = job_words.figures(a_job(JobState.RUNNING), HALF)
    assert words == ("34 of 120 MB", "3.4 MB/s", "25 s left")


def test_the_spoken_row_has_it_all():
    spoken = job_words.spoken(a_job(JobState.RUNNING), HALF)
    assert spoken == "A title. Downloading, 42 %, 34 of 120 MB, 3.4 MB/s, 25 s left. Example"


def test_a_spoken_failure_begins_with_failed():
    job = a_job(JobState.FAILED, failure=failure(FailureKind.DRM))
    assert "Failed, This is protected by DRM" in job_words.spoken(job, None)


def test_isolated_text_is_one_line_between_isolates():
    assert job_words.isolated("a\n b") == "\u2068a b\u2069"


def test_a_step_that_runs_is_what_a_running_job_says():
    step = StepReport(name=StepName.CHECK, state=StepState.RUNNING)
    job = a_job(JobState.RUNNING, steps=(step,))
    assert job_words.status(job, Progress(stage=Stage.PROCESSING)).words == "Checking the file…"


def test_a_live_download_is_a_recording():
    job = a_job(JobState.RUNNING, is_live=True)
    assert job_words.status(job, Progress(stage=Stage.DOWNLOADING)) is job_words.RECORDING
    assert job_words.status(job, Progress()).words == "Preparing…"


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        ({"recorded_s": 23.4}, "Recording · 0:23"),
        ({"recorded_s": 23.4, "is_interrupted": True}, "Recording · the stream is interrupted"),
    ],
)
def test_a_recording_says_how_long_it_is(progress, words):
    now = Progress(stage=Stage.DOWNLOADING, **progress)
    assert job_words.status(a_job(JobState.RUNNING, is_live=True), now).words == words


def test_a_waiting_job_says_why():
    job = a_job(JobState.WAITING, wait=Wait(reason=WaitReason.NETWORK), fraction=0.4)
    assert job_words.status(job, None).words == "No connection · goes on by itself"
    assert job_words.percent(job, None) == "40 %"


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        (("It is 480p, not 1080p.",), "It is 480p, not 1080p."),
        (("It is 480p.", "It is VP9.", "It is short."), "It is 480p. And 2 more: see Details."),
    ],
)
def test_a_different_file_says_in_what(differences, said):
    job = a_job(JobState.DIFFERS, differences=differences)
    assert job_words.complaint(job) == (said, "warning")
    assert job_words.spoken(job, None).startswith(f"A title. Completed with differences, {said.rstrip('.')}.")


def test_a_file_that_was_kept_names_what_is_missing():
    steps = tuple(StepReport(name=name, state=StepState.FAILED) for name in ("subtitles", "thumbnail"))
    status = job_words.status(a_job(JobState.COMPLETED, steps=steps), None)
    assert (status.words, status.tone) == ("Completed · without: subtitles, picture", "success")


@pytest.mark.parametrize(
    ("changes", "mark", "words"),
    [
        ({}, None, "Queued"),
        ({"priority": 1}, "priority-high", "Queued · high priority"),
        ({"priority": -1}, "priority-low", "Queued · low priority"),
        ({"priority": -1, "urgent": True}, "urgent", "Queued · starts at once"),
    ],
)
def test_a_job_out_of_turn_is_marked_and_says_so(changes, mark, words):
    job = a_job(JobState.QUEUED, **changes)
    assert job_words.mark(job) == mark
    assert job_words.status(job, None).words == words
    assert mark is None or (
        mark in icons.names() and job_words.mark_words(job) in job_words.spoken(job, None)
    )


def test_a_delivered_job_has_no_mark():
    assert job_words.mark(a_job(JobState.COMPLETED, priority=1, urgent=True)) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"part": "ask"}, "This video only, or the whole list?"),
        ({"items": ":"}, "Reading the list; what is chosen of it follows"),
        ({}, "Waiting for your choice"),
    ],
)
def test_what_is_to_be_chosen_is_said(changes, words):
    assert job_words.status(a_job(JobState.CHOOSING, **changes), None).words == words


def test_what_is_here_already_is_no_warning():
    job = a_job(JobState.DIFFERS, is_had=True, differences=("You already have this.",))
    assert job_words.complaint(job) == ("You already have this.", "info")
    assert job_words.status(job, None) is job_words.HAD
    assert job_words.spoken(job, None).startswith("A title. Already here, You already have this.")
    assert job_words.HAD.icon in icons.names()
