"""The order of a table goes into one word and comes out of it again."""

import pytest
from PySide6.QtCore import Qt

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.remembered_order import RememberedOrder
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable
from tests.helpers.choices import an_entry
from tests.helpers.pages import a_dressed_page


@pytest.fixture
def ordered(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _thumbnails):
        table = RowTable(theme, RowDelegate(theme))
        model = EntriesModel(table)
        model.append([an_entry(at, duration_s=length) for at, length in ((1, 20), (2, 30), (3, 10))])
        table.setModel(model)
        yield RememberedOrder(table, EntryColumn), table
        table.deleteLater()


def shown(table) -> list[int]:
    return [table.model().entry_at(row).index for row in range(table.model().rowCount())]


@pytest.mark.parametrize(
    ("word", "rows", "section"),
    [
        ("duration", [3, 1, 2], EntryColumn.DURATION),
        ("-duration", [2, 1, 3], EntryColumn.DURATION),
        ("", [1, 2, 3], -1),
        ("-mood", [1, 2, 3], -1),
    ],
)
def test_a_word_sorts_the_table_and_tells_nobody(ordered, word, rows, section):
    order, table = ordered
    told = []
    order.chosen.connect(told.append)
    order.show("title")
    order.show(word)
    assert (shown(table), table.horizontalHeader().sortIndicatorSection()) == (rows, section)
    assert told == []


def test_what_the_user_sorts_by_is_told_as_the_word_that_brings_it_back(ordered):
    order, table = ordered
    told = []
    order.chosen.connect(told.append)
    for column, way in ((2, Qt.SortOrder.AscendingOrder), (2, Qt.SortOrder.DescendingOrder)):
        table.horizontalHeader().setSortIndicator(column, way)
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert told == ["duration", "-duration", ""]
