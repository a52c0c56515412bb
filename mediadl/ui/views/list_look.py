"""How lists are looked at, tiles or table, columns and order: put into settings and taken from them."""

from PySide6.QtCore import QObject, QPoint, Qt

from mediadl.engine.engine import Engine
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entry_words import HEADERS
from mediadl.ui.operations import Operations
from mediadl.ui.views.column_menu import ColumnMenu
from mediadl.ui.views.entries_area import EntriesArea
from mediadl.ui.views.playlist_columns import HIDEABLE
from mediadl.ui.views.playlist_tools import PlaylistTools
from mediadl.ui.views.remembered_order import RememberedOrder
from mediadl.ui.views.remembered_widths import RememberedWidths


class ListLook(QObject):
    """What the user changes of it holds for every list, and for the next start."""

    def __init__(
        self, engine: Engine, operations: Operations, area: EntriesArea, tools: PlaylistTools
    ) -> None:
        super().__init__(area)
        self._engine, self._operations, self._area = engine, operations, area
        titles = {column.name.lower(): HEADERS[column] for column in HIDEABLE}
        self.menu = ColumnMenu(titles, area.columns.is_useful, area)
        self.menu.set_hidden(engine.settings.hidden_entry_columns)
        area.columns.hide(engine.settings.hidden_entry_columns)
        self._widths = RememberedWidths(area.table, EntryColumn)
        self._widths.show(engine.settings.entry_widths)
        self._order = RememberedOrder(area.table, EntryColumn)
        area.table.addAction(self.menu.menuAction())
        header = area.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_wanted)
        tools.grid_action.setChecked(engine.settings.entries_as_tiles)
        area.show_grid(engine.settings.entries_as_tiles)
        tools.grid_action.toggled.connect(self._on_tiles_wanted)
        self.menu.chosen.connect(self._on_columns_chosen)
        self._order.chosen.connect(self._on_sorted)
        self._widths.chosen.connect(self._on_widened)

    def apply(self) -> None:
        """Order the list that has just come into the area as the last one was."""
        self._order.show(self._engine.settings.entry_order)

    def _on_tiles_wanted(self, wanted: bool) -> None:
        self._area.show_grid(wanted)
        self._operations.change_settings(entries_as_tiles=wanted)

    def _on_columns_chosen(self, hidden: tuple[str, ...]) -> None:
        self._area.columns.hide(hidden)
        self._operations.change_settings(hidden_entry_columns=hidden)

    def _on_sorted(self, word: str) -> None:
        self._operations.change_settings(entry_order=word)

    def _on_widened(self, widths: tuple[tuple[str, float], ...]) -> None:
        self._operations.change_settings(entry_widths=widths)

    def _on_header_menu_wanted(self, at: QPoint) -> None:
        self.menu.popup(self._area.table.horizontalHeader().mapToGlobal(at))
