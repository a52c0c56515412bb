"""Columns follow what a list says."""

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.entry_delegate import EntryDelegate
from mediadl.ui.views.playlist_columns import PlaylistColumns
from mediadl.ui.views.row_table import RowTable
from tests.helpers.choices import an_entry
from tests.helpers.pages import a_dressed_page


def test_what_a_list_never_says_has_no_column(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        delegate = EntryDelegate(theme, thumbnails)
        table, model = RowTable(theme, delegate), EntriesModel()
        columns = PlaylistColumns(theme, table, delegate)
        table.setModel(model)
        model.append([an_entry(1, view_count=7)])
        columns.show(model, announced=1_000_000)
        shown = {column for column in EntryColumn if not table.isColumnHidden(column)}
        narrow = table.columnWidth(EntryColumn.NUMBER)
        assert shown == {EntryColumn.NUMBER, EntryColumn.TITLE, EntryColumn.DURATION, EntryColumn.VIEWS}
        columns.show(model, announced=None)
        assert table.columnWidth(EntryColumn.NUMBER) < narrow
        table.deleteLater()
