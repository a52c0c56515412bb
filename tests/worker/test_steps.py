"""A step's begin and end are told; a failure becomes a sentence and costs nothing else."""

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.steps import StepName, StepState
from mediadl.worker.steps import StepProblem, Steps, StepSkipped

THUMBNAIL = StepName.THUMBNAIL


def _attempted(error: Exception | None) -> tuple[list[StepState], Steps, wire.StepReported]:
    sent: list[wire.Message] = []
    steps = Steps(sent.append, "https://example.com/x")

    def work() -> None:
        if error is not None:
            raise error

    steps.attempt(THUMBNAIL, work, "The picture could not be fetched")
    reports = [message for message in sent if isinstance(message, wire.StepReported)]
    return [said.report.state for said in reports], steps, reports[-1]


def test_begin_and_end_are_told():
    states, steps, _ = _attempted(None)
    assert states == [StepState.RUNNING, StepState.DONE]
    assert steps.differences == []


def test_what_is_skipped_is_no_difference():
    states, steps, last = _attempted(StepSkipped("There is none."))
    assert states == [StepState.RUNNING, StepState.SKIPPED]
    assert (steps.differences, last.report.message) == ([], "There is none.")


def test_a_problem_is_told_in_its_own_words():
    _, steps, last = _attempted(StepProblem("It cannot be."))
    assert steps.differences == [last.report.message] == ["It cannot be."]


def test_any_error_becomes_a_sentence():
    states, steps, last = _attempted(KeyError("boom"))
    assert states[-1] is StepState.FAILED
    assert last.report.kind is FailureKind.BUG
    assert steps.differences[0].startswith("The picture could not be fetched: ")


def test_a_step_of_yt_dlp_is_told_once():
    sent: list[wire.Message] = []
    steps = Steps(sent.append, "https://example.com/x")
    for state in (StepState.RUNNING, StepState.RUNNING, StepState.DONE, StepState.DONE):
        steps.tell_once(StepName.CONVERT, state)
    assert len(sent) == 2
