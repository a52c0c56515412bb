"""What the table and the tiles do alike."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.entry_delegate import EntryDelegate
from mediadl.ui.views.entry_grid import EntryGrid
from mediadl.ui.views.row_table import RowTable
from tests.helpers.choices import some_entries
from tests.helpers.pages import a_dressed_page, put_away, put_on_screen


@pytest.fixture(params=["table", "grid"])
def view(request, qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        is_grid = request.param == "grid"
        made = EntryGrid(theme, thumbnails) if is_grid else RowTable(theme, EntryDelegate(theme, thumbnails))
        model = EntriesModel(made)
        model.append(some_entries(4))
        made.use_model(model) if is_grid else made.setModel(model)
        made.checked.connect(model.check_rows)
        put_on_screen(made)
        made.setFocus()
        yield made
        put_away(made)


def choose(view, *rows):
    flags = QItemSelectionModel.SelectionFlag.Select
    if isinstance(view, RowTable):
        flags |= QItemSelectionModel.SelectionFlag.Rows
    view.clearSelection()
    for row in rows:
        index = view.model().index(row, EntryColumn.TITLE)
        view.selectionModel().setCurrentIndex(index, flags)


def test_space_gives_all_that_is_selected_the_check_that_the_current_row_gets(view):
    view.model().check_rows([1], False)
    choose(view, 1, 2, 0)
    assert view.selected_rows() == [0, 1, 2]
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.model().checks.indexes() == [4]
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.model().checks.indexes() == [1, 2, 3, 4]


def test_a_row_outside_the_selection_is_checked_alone_and_typing_does_not_jump(view):
    choose(view, 1, 2)
    view.toggle_row(3)
    assert view.model().checks.indexes() == [1, 2, 3]
    QTest.keyClicks(view, "Entry 4")
    assert view.currentIndex().row() == 2


def test_words_stand_where_no_row_is(view):
    full = view.grab().toImage()
    view.model().search("nothing like this")
    empty = view.grab().toImage()
    view.placeholder = "Nothing here."
    said = view.grab().toImage()
    assert full != empty
    assert empty != said
