"""Which jobs start, as a table of queues."""

import pytest

from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.schedule import decide
from tests.helpers.jobs import a_job

S = JobState


def _new(name: str, start: StartMode = StartMode.NOW) -> Job:
    """Just added; nobody has looked at it."""
    return a_job(S.RESOLVING, id=name, title=None, site=None, start=start)


def _queued(name: str) -> Job:
    return a_job(S.QUEUED, id=name)


def test_free_slots_are_filled_in_the_queues_order():
    decision = decide([_queued("a"), _queued("b"), _queued("c")], [], [], 2, 2)
    assert (decision.download, decision.probe) == (("a", "b"), ())


def test_a_new_job_is_downloaded_straight_away_when_a_slot_is_free():
    assert decide([_new("a")], [], [], 1, 1).download == ("a",)


def test_a_new_job_is_looked_at_while_it_waits():
    decision = decide([_queued("a"), _new("b"), _new("c")], [], [], 1, 1)
    assert (decision.download, decision.probe) == (("a",), ("b",))


@pytest.mark.parametrize("start", [StartMode.PAUSED, StartMode.CHOOSE])
def test_what_shall_not_start_by_itself_is_only_looked_at(start: StartMode):
    decision = decide([_new("a", start)], [], [], 3, 1)
    assert (decision.download, decision.probe) == ((), ("a",))


def test_busy_jobs_take_slots_and_are_not_started_again():
    decision = decide([_queued("a"), _new("b"), _queued("c")], ["a"], ["b"], 2, 1)
    assert (decision.download, decision.probe) == (("c",), ())


@pytest.mark.parametrize("state", [S.CHOOSING, S.PAUSED, S.COMPLETED, S.FAILED, S.CANCELLED, S.RUNNING])
def test_other_states_wait_for_the_user(state: JobState):
    decision = decide([a_job(state, id="a")], [], [], 3, 3)
    assert (decision.download, decision.probe) == ((), ())


def test_a_lowered_limit_starts_nothing_more():
    assert decide([_queued("c")], ["a", "b"], [], 1, 1).download == ()


def test_an_entry_of_a_list_is_not_looked_at_ahead():
    entry = a_job(S.RESOLVING, id="b", title="Known from the list", site=None)
    assert decide([_queued("a"), entry], [], [], 1, 1).probe == ()


def test_without_probes_only_downloads_start():
    assert decide([_new("a"), _new("b")], [], [], 1, 0).probe == ()
