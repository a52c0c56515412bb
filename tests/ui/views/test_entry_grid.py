"""Tiles of a list: all of one size, thousands at once."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.entry_grid import EntryGrid
from tests.helpers.choices import some_entries
from tests.helpers.pages import a_dressed_page, put_away, put_on_screen


def test_thousands_of_tiles_lie_in_lines_and_wrap_to_the_width(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        grid, model = EntryGrid(theme, thumbnails), EntriesModel()
        model.append(some_entries(5000))
        grid.use_model(model)
        put_on_screen(grid)
        first, second = (grid.visualRect(model.index(row, 1)) for row in (0, 1))
        assert first.size() == second.size() == grid.tiles.sizes()
        assert (first.y(), first.right() < second.x() + 2) == (second.y(), True)
        in_line = grid.viewport().width() // first.width()
        assert grid.visualRect(model.index(in_line, 1)).y() > first.y()
        asked = []
        grid.checked.connect(lambda rows, checked: asked.append((rows, checked)))
        box = grid.tiles.box_of(first)
        QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() + 200, box.y()))
        assert asked == []
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert asked == [([0], False)]
        put_away(grid)
