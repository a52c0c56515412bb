"""Which entries are shown, and in which order."""

import pytest

from mediadl.ui.models.entries_filter import EntriesFilter, EntryColumn, folded
from tests.helpers.choices import an_entry, some_entries


def shown(rows: EntriesFilter) -> list[int]:
    return [rows.entries[at].index for at in rows.rows]


def a_filter(*entries) -> EntriesFilter:
    made = EntriesFilter()
    made.rows.extend(made.append(entries))
    return made


@pytest.mark.parametrize(
    ("text", "indexes"),
    [
        ("", [1, 2, 3]),
        ("cafe", [1]),
        ("CAFÉ", [1]),
        ("one cafe", [1]),
        ("nord", [2, 3]),
        ("nord 夜景", [3]),
        ("missing", []),
    ],
)
def test_a_search_finds_all_words_in_title_or_uploader_whatever_case_and_accents(text, indexes):
    rows = a_filter(
        an_entry(1, title="Café one"),
        an_entry(2, title="two", uploader="Studio Nord"),
        an_entry(3, title="東京の夜景", uploader="Nord"),
    )
    rows.search(text)
    assert shown(rows) == indexes


def test_going_on_typing_narrows_and_deleting_widens_again():
    rows = a_filter(*some_entries(20))
    found = []
    for text in ("t", "title 1", "title 12", "title 1", ""):
        rows.search(text)
        found.append(len(rows.rows))
    assert found == [20, 11, 1, 11, 20]


@pytest.mark.parametrize(
    ("descending", "indexes"), [(False, [3, 1, 4, 2]), (True, [4, 1, 3, 2])], ids=["rising", "falling"]
)
def test_numbers_sort_as_numbers_and_unknown_ones_stand_last_either_way(descending, indexes):
    views = (100, None, 9, 1000)
    rows = a_filter(*(an_entry(at, view_count=count) for at, count in enumerate(views, start=1)))
    rows.sort(EntryColumn.VIEWS, descending=descending)
    assert shown(rows) == indexes


def test_no_column_is_the_lists_own_order():
    rows = a_filter(an_entry(1, title="b"), an_entry(2, title="a"))
    rows.sort(EntryColumn.TITLE, descending=False)
    assert shown(rows) == [2, 1]
    rows.sort(None, descending=False)
    assert shown(rows) == [1, 2]


def test_entries_that_arrive_are_told_only_when_the_search_shows_them():
    rows = a_filter(an_entry(1, title="red"))
    rows.search("red")
    assert rows.append([an_entry(2, title="blue"), an_entry(3, title="dark red")]) == [2]


def test_entries_that_arrive_find_their_place_in_a_sorted_list():
    rows = a_filter(an_entry(1, title="b"), an_entry(2, title="d"))
    rows.sort(EntryColumn.TITLE, descending=False)
    rows.rows.extend(rows.append([an_entry(3, title="a"), an_entry(4, title="c")]))
    rows.sort_rows()
    assert shown(rows) == [3, 1, 4, 2]


def test_text_is_folded_without_case_and_accents():
    assert [folded(text) for text in ("ABC", "Ünïcode", "STRASSE")] == ["abc", "unicode", "strasse"]
