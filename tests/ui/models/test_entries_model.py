"""The model of a list: rows, checks and batches."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from mediadl.domain.entry_criteria import Criteria
from mediadl.domain.errors import InvalidItems
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import ENTRY_ROLE, EntriesModel
from tests.helpers.choices import an_entry, some_entries

MANY = 10_000
BATCH = 200


@pytest.fixture
def model(qt_app):
    made = EntriesModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


def texts(model: EntriesModel, column: EntryColumn) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_batch_is_one_insertion(model):
    inserted = QSignalSpy(model.rowsInserted)
    model.append(some_entries(3))
    model.append(some_entries(2, first=4))
    assert [(spied[1], spied[2]) for spied in (inserted.at(0), inserted.at(1))] == [(0, 2), (3, 4)]


def test_a_row_says_what_the_list_says(model):
    model.append([
        an_entry(1234, duration_s=3725.0, uploader="Nord", upload_date="20240131", view_count=1234567,
                 availability="private")
    ])  # fmt: skip
    wanted = ["1,234", "Title 1234", "1:02:05", "Nord", "2024-01-31", "1,234,567", "", "Private"]
    assert [model.index(0, column).data() for column in EntryColumn] == wanted


def test_a_box_is_checked_through_the_model(model):
    model.append(some_entries(2))
    changed = QSignalSpy(model.dataChanged)
    box = model.index(1, EntryColumn.NUMBER)
    assert model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Unchecked
    assert (changed.at(0)[0].row(), changed.at(0)[1].row()) == (1, 1)
    assert box.data(Qt.ItemDataRole.AccessibleTextRole) == "2, not checked"


def test_commands_for_all_act_on_the_rows_that_a_search_shows(model):
    model.append(some_entries(12))
    model.search("title 1")
    model.check_all(False)
    model.search("")
    assert model.checks.indexes() == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_range_reaches_rows_that_a_search_hides(model):
    model.append(some_entries(12))
    model.search("title 1")
    model.select("2-3")
    assert model.checks.indexes() == [2, 3]
    with pytest.raises(InvalidItems):
        model.select("99")


def test_sorting_keeps_what_points_to_a_row(model):
    model.append([an_entry(1, title="b"), an_entry(2, title="a")])
    kept = QPersistentModelIndex(model.index(0, EntryColumn.TITLE))
    model.sort(EntryColumn.TITLE)
    assert texts(model, EntryColumn.TITLE) == ["a", "b"]
    assert kept.row() == 1
    model.append([an_entry(3, title="aa")])
    assert texts(model, EntryColumn.TITLE) == ["a", "aa", "b"]
    assert kept.data(ENTRY_ROLE).index == 1


def test_columns_and_pictures_are_told_when_the_first_data_come(model):
    filled = QSignalSpy(model.filled)
    model.append([an_entry(1, duration_s=None)])
    assert (filled.count(), model.has_data(EntryColumn.VIEWS), model.has_thumbnails) == (0, False, False)
    model.append([an_entry(2, view_count=1, thumbnail_url="https://example.com/t.jpg")])
    assert (filled.count(), model.has_data(EntryColumn.VIEWS), model.has_thumbnails) == (1, True, True)


def test_ten_thousand_entries_arrive_in_batches_and_are_searched(qt_app):
    model = EntriesModel()
    for first in range(1, MANY, BATCH):
        model.append(some_entries(BATCH, first=first))
    assert model.entry_count == model.rowCount() == MANY
    model.search("title 99")
    assert 0 < model.rowCount() < MANY
    model.search("")
    assert model.rowCount() == MANY


def test_what_is_shown_and_missing_is_worth_a_look_and_what_a_bound_cannot_judge(model):
    model.append((an_entry(1), an_entry(2, view_count=5), an_entry(3)))
    assert model.worth_a_look([1, 2], 9) == ([2, 3], {"duration_s", "view_count"})
    model.bound(Criteria(first_day="20260101"))
    assert model.rowCount() == 0
    assert model.worth_a_look([], 2) == ([1, 2], {"duration_s", "view_count", "upload_date"})
    model.learn([(2, an_entry(3, upload_date="20260301")), (0, an_entry(1, upload_date="20250301"))])
    assert [model.entry_at(row).index for row in range(model.rowCount())] == [3]
    model.learn([(1, an_entry(2, upload_date="20260201"))])
    assert [model.entry_at(row).index for row in range(model.rowCount())] == [2, 3]
