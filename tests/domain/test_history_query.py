"""What is asked of the history."""

import pytest

from mediadl.domain.history_query import HistoryQuery


@pytest.mark.parametrize(
    ("standing", "there", "gone"),
    [(None, True, True), ("differs", True, True), ("there", True, False), ("gone", False, True)],
)
def test_a_line_is_taken_by_where_its_file_is(standing, there, gone):
    query = HistoryQuery(standing=standing)
    assert (query.takes(is_missing=False), query.takes(is_missing=True)) == (there, gone)


@pytest.mark.parametrize(
    ("changes", "narrows"),
    [({}, False), ({"order": "size"}, False), ({"search": "x"}, True), ({"kind": "audio"}, True)],
)
def test_only_what_leaves_lines_out_narrows(changes, narrows):
    assert HistoryQuery(**changes).narrows == narrows
