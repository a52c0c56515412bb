"""States and what may follow what."""

import dataclasses
from datetime import timedelta

import pytest

from mediadl.domain.errors import NotAllowed
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import (
    CANCELLABLE_STATES,
    FINAL_STATES,
    PAUSABLE_STATES,
    TRANSITIONS,
    JobState,
    check_transition,
    moved,
    news_of_redo,
)
from mediadl.domain.steps import StepName, StepReport, StepState
from tests.helpers.jobs import NOON, a_job

S = JobState
LATER = NOON + timedelta(minutes=5)


def test_every_state_has_its_row_and_a_way_out():
    assert set(TRANSITIONS) == set(JobState)
    assert all(targets and state not in targets for state, targets in TRANSITIONS.items())


def test_every_state_can_be_reached():
    assert set().union(*TRANSITIONS.values()) == set(JobState)


@pytest.mark.parametrize(
    ("state", "target", "allowed"),
    [
        (S.RESOLVING, S.RUNNING, True),
        (S.RUNNING, S.COMPLETED, True),
        (S.QUEUED, S.COMPLETED, False),
        (S.PAUSED, S.RUNNING, False),
        (S.COMPLETED, S.FAILED, False),
        (S.COMPLETED, S.CANCELLED, False),
        (S.FAILED, S.QUEUED, True),
        (S.CANCELLED, S.RUNNING, False),
        (S.CHOOSING, S.COMPLETED, False),
    ],
)
def test_the_table_decides(state: JobState, target: JobState, allowed: bool):
    job = a_job(state, title="Film")
    if allowed:
        check_transition(job, target)
        assert moved(job, target, LATER).state is target
    else:
        with pytest.raises(NotAllowed, match="Film"):
            moved(job, target, LATER)


def test_what_has_ended_can_be_neither_paused_nor_cancelled():
    assert not FINAL_STATES & (PAUSABLE_STATES | CANCELLABLE_STATES)


def test_running_notes_when_it_began_and_forgets_the_last_failure():
    job = a_job(S.QUEUED, failure=failure(FailureKind.GONE), finished_at=NOON)
    running = moved(job, S.RUNNING, LATER)
    assert (running.started_at, running.finished_at, running.failure) == (LATER, None, None)


@pytest.mark.parametrize("state", sorted(FINAL_STATES))
def test_an_end_notes_its_time(state: JobState):
    assert moved(a_job(S.RUNNING), state, LATER).finished_at == LATER


REFUSED = "The subtitles “de” could not be fetched: refused."
SUBTITLES = StepName.SUBTITLES


def _redoing(state: JobState, **changes):
    blame = StepReport(name=SUBTITLES, state=StepState.FAILED, message=REFUSED)
    known = {"redo": (SUBTITLES,), "steps": (blame,), "differences": ("Too short.", REFUSED)}
    return a_job(state, files=("/f/x.mp4",), **{**known, **changes})


@pytest.mark.parametrize(
    ("state", "target"),
    [(S.QUEUED, S.CANCELLED), (S.PAUSED, S.CANCELLED), (S.WAITING, S.FAILED), (S.RUNNING, S.FAILED)],
)
def test_a_file_is_never_lost_to_doing_a_step_again(state: JobState, target: JobState):
    job = moved(_redoing(state), target, LATER, failure=failure(FailureKind.GONE), fraction=0.3)
    assert (job.state, job.redo, job.files, job.failure) == (S.DIFFERS, (), ("/f/x.mp4",), None)
    assert job.differences[:2] == ("Too short.", REFUSED)
    assert "did not work: This has been removed" in job.differences[2]
    twice = moved(dataclasses.replace(job, state=state, redo=(SUBTITLES,)), S.CANCELLED, LATER)
    assert twice.differences[2:] == ("Doing a step again was stopped before its end.",)


def test_a_step_that_is_done_again_is_no_longer_blamed_once_it_has_ended():
    job = _redoing(S.RUNNING)
    begun = dataclasses.replace(job, **news_of_redo(job, StepReport(name=SUBTITLES, state=StepState.RUNNING)))
    assert begun.differences == job.differences
    done = news_of_redo(begun, StepReport(name=SUBTITLES, state=StepState.DONE))
    assert done["differences"] == ("Too short.",)
    assert done["steps"][0].state is StepState.DONE


def test_completed_is_all_of_it():
    assert moved(a_job(S.RUNNING, fraction=0.4), S.COMPLETED, LATER).fraction == 1.0


def test_a_failure_comes_with_its_reason():
    reason = failure(FailureKind.GONE)
    assert moved(a_job(S.RUNNING), S.FAILED, LATER, failure=reason).failure == reason


def test_moving_changes_a_copy():
    job = a_job(S.QUEUED)
    moved(job, S.PAUSED, LATER)
    assert job.state is S.QUEUED
    with pytest.raises(dataclasses.FrozenInstanceError):
        job.state = S.PAUSED


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"fixed_title": "Fixed", "title": "Own"}, "Fixed"),
        ({"title": "Own"}, "Own"),
        ({"title": None, "url": "https://x/1"}, "https://x/1"),
    ],
)
def test_a_job_is_shown_by_the_best_name_there_is(fields: dict[str, str], shown: str):
    assert a_job(**fields).display_title == shown


def test_a_job_is_known_when_its_site_is():
    assert a_job(site="Lab").is_known
    assert not a_job(site=None).is_known


@pytest.mark.parametrize("state", [S.PAUSED, S.COMPLETED, S.FAILED, S.CANCELLED])
def test_a_job_that_stops_is_no_longer_urgent(state: JobState):
    assert moved(a_job(S.RUNNING, urgent=True), state, LATER).urgent is False
    assert moved(a_job(S.RUNNING, urgent=True), S.WAITING, LATER).urgent is True
