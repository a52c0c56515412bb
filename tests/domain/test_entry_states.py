"""States of entries and their words."""

import pytest

from mediadl.domain.entry_states import EntryState, KnownLinks, state_of, state_words
from tests.helpers.choices import an_entry

LINK = an_entry(1).url


@pytest.mark.parametrize(
    ("facts", "known", "state", "words"),
    [
        ({}, {}, EntryState.READY, ""),
        ({"availability": "unlisted"}, {}, EntryState.READY, "Unlisted"),
        ({"availability": "private"}, {}, EntryState.CLOSED, "Private"),
        ({"live_status": "is_live"}, {}, EntryState.LIVE, "Live"),
        ({"live_status": "is_upcoming"}, {}, EntryState.LIVE, "Begins later"),
        ({"live_status": "was_live"}, {}, EntryState.READY, ""),
        ({"is_list": True}, {}, EntryState.LIST, "List"),
        ({"problem": "It is gone."}, {}, EntryState.FAILED, "Failed"),
        ({}, {"had": frozenset({LINK})}, EntryState.HAVE, "Already have it"),
        ({}, {"had": frozenset({LINK}), "queued": frozenset({LINK})}, EntryState.QUEUED, "In the queue"),
        ({}, {"failed": frozenset({LINK})}, EntryState.FAILED, "Failed"),
        ({}, {"taken": frozenset()}, EntryState.UNTAKEN, "Not taken before"),
        ({}, {"taken": frozenset(), "listed": frozenset()}, EntryState.NEW, "New"),
        ({"archive_id": "lab 7"}, {"had": frozenset({"lab 7"})}, EntryState.HAVE, "Already have it"),
        ({}, {"taken": frozenset({LINK}), "listed": frozenset({LINK})}, EntryState.READY, ""),
    ],
)
def test_an_entry_says_what_matters_most(facts, known, state, words):
    entry = an_entry(1, **facts)
    assert state_of(entry, KnownLinks(**known)) is state
    assert state_words(entry, state) == words


def test_hidden_notes_in_a_link_do_not_make_it_another_one():
    entry = an_entry(1, url=f"{LINK}#__youtubedl_smuggle=x")
    assert state_of(entry, KnownLinks(had=frozenset({LINK}))) is EntryState.HAVE
