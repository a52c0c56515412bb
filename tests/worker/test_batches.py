"""Entries leave in few lines, soon, in order, and all of them."""

import time

import pytest

from mediadl.domain.media import Entry
from mediadl.worker.batches import BATCH_ENTRIES, BATCH_S, EntryBatches


def _entries(count: int) -> list[Entry]:
    return [
        Entry(index=number, url=f"https://x/{number}", title=str(number)) for number in range(1, count + 1)
    ]


def test_many_entries_leave_in_full_batches_and_in_order():
    sent: list[tuple[Entry, ...]] = []
    entries = _entries(2 * BATCH_ENTRIES + 7)
    with EntryBatches(sent.append) as batches:
        for entry in entries:
            batches.add(entry)
    assert [entry for batch in sent for entry in batch] == entries
    assert max(map(len, sent)) == BATCH_ENTRIES
    assert len(sent) < 20


def test_what_waits_leaves_though_nothing_follows():
    sent: list[tuple[Entry, ...]] = []
    with EntryBatches(sent.append) as batches:
        batches.add(_entries(1)[0])
        ends_at = time.monotonic() + 60
        while not sent:
            assert time.monotonic() < ends_at, "it waits for more"
            time.sleep(BATCH_S)


def test_an_error_in_the_middle_keeps_what_was_found():
    sent: list[tuple[Entry, ...]] = []

    def read_a_list_that_breaks_off() -> None:
        with EntryBatches(sent.append) as batches:
            batches.add(_entries(1)[0])
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        read_a_list_that_breaks_off()
    assert len(sent) == 1


def test_nothing_is_sent_for_nothing():
    sent: list[tuple[Entry, ...]] = []
    with EntryBatches(sent.append):
        time.sleep(2 * BATCH_S)
    assert sent == []
