"""The widths of columns are what the user drew them to, in every window and at every size of text."""

import pytest
from PySide6.QtTest import QTest

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.remembered_widths import RememberedWidths
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable
from tests.helpers.choices import an_entry
from tests.helpers.pages import a_dressed_page

USUAL = {EntryColumn.TITLE: 100, EntryColumn.DURATION: 60, EntryColumn.VIEWS: 50}


@pytest.fixture
def table(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _thumbnails):
        table = RowTable(theme, RowDelegate(theme))
        model = EntriesModel(table)
        model.append([an_entry(1)])
        table.setModel(model)
        table.set_widths(USUAL, EntryColumn.TITLE)
        table.resize(600, 300)
        table.show()
        yield table
        table.deleteLater()


def test_what_is_drawn_is_told_once_and_holds_in_a_wider_window(table):
    remembered, told = RememberedWidths(table, EntryColumn), []
    remembered.chosen.connect(told.append)
    for width in (70, 80, 90):
        table.setColumnWidth(EntryColumn.DURATION, width)
    while not told:
        QTest.qWait(20)
    assert told == [(("duration", round(90 / table._theme.metrics.unit, 2)),)]
    table.resize(900, 300)
    assert (table.columnWidth(EntryColumn.DURATION), table.columnWidth(EntryColumn.VIEWS)) == (90, 50)
    assert len(told) == 1


def test_what_was_told_comes_back_and_grows_with_the_text(table):
    remembered, told = RememberedWidths(table, EntryColumn), []
    remembered.chosen.connect(told.append)
    remembered.show([("duration", 9.5), ("mood", 3.0), ("views", 9_999.0)])
    unit = table._theme.metrics.unit
    assert table.columnWidth(EntryColumn.DURATION) == round(9.5 * unit)
    assert table.columnWidth(EntryColumn.VIEWS) == 200 * unit
    table.setColumnHidden(EntryColumn.DURATION, True)
    table.setColumnHidden(EntryColumn.DURATION, False)
    table.fit_to_contents(EntryColumn.TITLE)
    assert table.columnWidth(EntryColumn.DURATION) == round(9.5 * unit)
    QTest.qWait(450)
    assert told == []
