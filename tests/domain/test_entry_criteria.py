"""Bounds of entries, and how they are written."""

import pytest

from mediadl.domain.entry_criteria import Criteria, InvalidCriterion, read_count, read_day, read_length
from mediadl.domain.entry_states import EntryState
from tests.helpers.choices import an_entry

ENTRY = an_entry(1, duration_s=60.0, upload_date="20260131", view_count=1000, uploader="Some Body")


@pytest.mark.parametrize(
    ("criteria", "fits"),
    [
        (Criteria(), True),
        (Criteria(shortest_s=60.0, longest_s=60.0), True),
        (Criteria(shortest_s=60.1), False),
        (Criteria(longest_s=59.0), False),
        (Criteria(first_day="20260131"), True),
        (Criteria(last_day="20260130"), False),
        (Criteria(fewest_views=1001), False),
        (Criteria(most_views=1000), True),
        (Criteria(uploader="body"), True),
        (Criteria(uploader="else"), False),
        (Criteria(states=frozenset({EntryState.READY})), True),
        (Criteria(states=frozenset({EntryState.HAVE})), False),
    ],
)
def test_an_entry_lies_within_all_bounds_or_is_left_out(criteria: Criteria, fits: bool):
    assert criteria.accepts(ENTRY, EntryState.READY) is fits
    assert criteria.is_empty is (criteria == Criteria())


def test_what_an_entry_does_not_say_lies_within_no_bound():
    silent = an_entry(1, duration_s=None)
    for criteria in (Criteria(longest_s=9.0), Criteria(first_day="2026"), Criteria(most_views=9)):
        assert not criteria.accepts(silent, EntryState.READY)
    assert Criteria().accepts(silent, EntryState.READY)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_length, "", None),
        (read_length, "3:25", 205.0),
        (read_length, "1:02:03", 3723.0),
        (read_length, "90", 5400.0),
        (read_length, "1.5 min", 90.0),
        (read_day, " ", None),
        (read_day, "2026-01-31", "20260131"),
        (read_day, "2026-02", "20260201"),
        (read_day, "2026", "20260101"),
        (read_count, "", None),
        (read_count, "10,000", 10_000),
        (read_count, "10k", 10_000),
        (read_count, "1.5M", 1_500_000),
    ],
)
def test_bounds_are_written_as_people_write_them(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(("text", "day"), [("2026", "20261231"), ("2026-02", "20260231"), ("", None)])
def test_the_last_day_of_a_span_is_meant_where_it_ends(text, day):
    assert read_day(text, is_last=True) == day


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_length, "long"),
        (read_length, "1:2"),
        (read_day, "31.1.2026"),
        (read_day, "2026-13"),
        (read_day, "x"),
        (read_day, "2026-"),
        (read_count, "many"),
        (read_count, "-3"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(read, text):
    with pytest.raises(InvalidCriterion, match="Write"):
        read(text)
