"""How a list is looked at is kept in the settings, and is there again with the next page."""

from PySide6.QtCore import Qt

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.theme import Theme
from mediadl.ui.views.entries_area import EntriesArea
from mediadl.ui.views.list_look import ListLook
from mediadl.ui.views.playlist_tools import PlaylistTools
from tests.helpers.choices import an_entry
from tests.helpers.shell import until, with_shell


def an_area(shell) -> tuple[EntriesArea, PlaylistTools, ListLook]:
    """As a start of the program makes them, with a list in it."""
    area = EntriesArea(shell.theme, shell.thumbnails)
    tools = PlaylistTools(Theme(), area.table.sort_menu, area.table.sort_menu, area)
    look = ListLook(shell.engine, shell.operations, area, tools)
    model = EntriesModel(area)
    model.append([an_entry(1, duration_s=20, view_count=5), an_entry(2, duration_s=10, view_count=9)])
    area.use_model(model)
    area.show_columns(model, None)
    look.apply()
    return area, tools, look


def test_tiles_columns_and_order_are_as_they_were(qt_app, tmp_path):
    async def scenario(shell):
        area, tools, look = an_area(shell)
        tools.grid_action.trigger()
        look.menu.chosen.emit(("views",))
        area.table.horizontalHeader().setSortIndicator(EntryColumn.DURATION, Qt.SortOrder.AscendingOrder)
        await until(lambda: shell.engine.settings.entry_order == "duration")
        again, tools_again, _look = an_area(shell)
        assert again.current() is again.grid
        assert tools_again.grid_action.isChecked()
        assert again.table.isColumnHidden(EntryColumn.VIEWS)
        assert not again.table.isColumnHidden(EntryColumn.DURATION)
        assert [again.table.model().entry_at(row).index for row in (0, 1)] == [2, 1]
        for one in (area, again):
            one.deleteLater()

    with_shell(tmp_path, qt_app, scenario)


def test_only_columns_with_something_in_them_are_offered_and_the_title_always_stays(qt_app, tmp_path):
    async def scenario(shell):
        area, _tools, look = an_area(shell)
        look.menu.aboutToShow.emit()
        offered = [one.text() for one in look.menu.actions() if one.isVisible() and one.isCheckable()]
        assert offered == ["Duration", "Views"]
        area.columns.hide(["title", "number", "mood"])
        assert not area.table.isColumnHidden(EntryColumn.TITLE)
        area.deleteLater()

    with_shell(tmp_path, qt_app, scenario)
