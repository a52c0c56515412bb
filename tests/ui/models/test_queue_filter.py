"""Which jobs a group and a search let through."""

import pytest

from mediadl.domain.job import JobState
from mediadl.ui.models.queue_filter import GROUP_STATES, QueueFilter, StateGroup
from tests.helpers.jobs import a_job


@pytest.mark.parametrize("state", JobState)
def test_each_state_is_in_one_group_beside_all(state):
    assert next(g for g, states in GROUP_STATES.items() if state in states) is StateGroup.ALL
    assert sum(state in states for states in GROUP_STATES.values()) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [("", True), ("TITLE", True), ("example watch", True), ("evening", True), ("title nothing", False)],
)
def test_every_word_is_searched_in_title_link_site_and_list(text, found):
    job = a_job(playlist_title="Evening news")
    assert QueueFilter.of(StateGroup.ALL, text).accepts(job) is found


def test_a_group_hides_the_other_states():
    waiting = QueueFilter(StateGroup.WAITING)
    assert waiting.accepts(a_job(JobState.PAUSED))
    assert not waiting.accepts(a_job(JobState.RUNNING))


def test_only_the_empty_filter_hides_nothing():
    assert QueueFilter.of(StateGroup.ALL, "  ").hides_nothing
    assert not QueueFilter.of(StateGroup.ALL, "a").hides_nothing
    assert not QueueFilter(StateGroup.DONE).hides_nothing
