"""A list as a table and as tiles."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.entries_area import EntriesArea
from tests.helpers.choices import an_entry, some_entries
from tests.helpers.pages import a_dressed_page, put_away, put_on_screen


@pytest.fixture
def area(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        made = EntriesArea(theme, thumbnails)
        model = EntriesModel(made)
        model.append((*some_entries(30), an_entry(31, availability="private")))
        made.use_model(model)
        made.show_columns(model, None)
        made.checked.connect(model.check_rows)
        put_on_screen(made)
        yield made
        put_away(made)


def test_tiles_take_over_where_the_table_was_and_back(area):
    area.table.setFocus()
    area.table.selectRow(20)
    area.show_grid(True)
    assert area.current() is area.grid
    assert area.grid.hasFocus()
    assert area.selected_rows() == [20]
    area.show_grid(False)
    assert area.current() is area.table
    assert area.selected_rows() == [20]


def test_tiles_are_checked_by_space_and_by_a_click_on_their_box(area):
    area.show_grid(True)
    grid, model = area.grid, area.grid.model()
    grid.setFocus()
    grid.setCurrentIndex(model.index(2, 1))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert not model.is_checked(2)
    box = grid.tiles.box_of(grid.visualRect(model.index(0, 1)))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert not model.is_checked(0)
    assert area.selected_rows() == [2]
    area.toggle_selected()
    assert model.is_checked(2)


def test_a_tile_shows_what_the_row_shows_and_paints_whatever_it_is(area):
    model = area.grid.model()
    model.give([0], DownloadOptions(quality="audio_only"))
    area.show_grid(True)
    plain = area.grid.grab().toImage()
    model.check_rows([0], False)
    assert area.grid.grab().toImage() != plain
    model.search("nothing like this")
    area.say("Nothing here.")
    assert (area.grid.placeholder, area.table.placeholder) == ("Nothing here.", "Nothing here.")
    assert not area.grid.grab().isNull()
