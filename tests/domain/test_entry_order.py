"""Entries are ordered by what they say; those that say nothing come last."""

import pytest

from mediadl.domain.entry_order import EntryOrder, in_order
from tests.helpers.choices import an_entry

ENTRIES = [
    an_entry(1, title="beta", duration_s=None, view_count=5, upload_date="20260101"),
    an_entry(2, title="Alpha", duration_s=9.0, view_count=None, upload_date="20260301"),
    an_entry(3, title="gamma", duration_s=20.0, view_count=7, upload_date=None),
]


@pytest.mark.parametrize(
    ("order", "indexes"),
    [
        (EntryOrder.UPLOAD_DATE, [2, 1, 3]),
        (EntryOrder.VIEW_COUNT, [3, 1, 2]),
        (EntryOrder.DURATION, [3, 2, 1]),
        (EntryOrder.TITLE, [2, 1, 3]),
    ],
)
def test_the_most_comes_first_and_what_is_not_known_last(order, indexes):
    assert [entry.index for entry in in_order(ENTRIES, order)] == indexes
