"""The table of formats with its kinds, filter, columns and marks; what picked rows are for is not known."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from mediadl.domain.format_filter import FormatFilter
from mediadl.domain.media import FormatKind, Media
from mediadl.domain.picking import Picks
from mediadl.ui.models.format_words import HEADERS, FormatColumn
from mediadl.ui.models.formats_model import FormatsModel
from mediadl.ui.theme import Theme
from mediadl.ui.views.column_menu import ColumnMenu
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.format_controls import KindSegments
from mediadl.ui.views.format_tools import FormatTools
from mediadl.ui.views.remembered_order import RememberedOrder
from mediadl.ui.views.remembered_widths import RememberedWidths
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable
from mediadl.ui.views.selector_field import SelectorField

_NO_FORMATS = "The site offers no format for this. Try the link again later, or cancel the download."
_ALL_FILTERED = "No format passes the filter. Empty the search, or choose “Any” in the fields above."


class FormatTable(QWidget):
    """`picked`: a row was picked, or let go. `columns_chosen(names)`: what to hide from now on."""

    picked = Signal()
    columns_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FormatsModel(self)
        self.segments = KindSegments(theme, self)
        self.columns = ColumnMenu(
            {column.name.lower(): title for column, title in HEADERS.items()}, self._is_useful, self
        )
        self.selector = SelectorField(theme, self)
        self.delegate = RowDelegate(theme, self)
        self.rows = RowTable(theme, self.delegate, one_click=True, parent=self)
        self.order = RememberedOrder(self.rows, FormatColumn)
        self.widths = RememberedWidths(self.rows, FormatColumn)
        self.tools = FormatTools(theme, self.columns, self.rows.sort_menu, self)
        self.pick_action = QAction("Pick this format", self.rows)
        self._theme = theme
        self._hidden: frozenset[str] = frozenset()
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab comes to, in the order of the eye."""
        return *self.segments.stops, self.selector, *self.tools.stops, self.rows

    def show_media(self, media: Media | None, picks: Picks, kind: FormatKind) -> None:
        """Show the formats of a media, with these picked."""
        self.tools.reset()
        self.selector.forget()
        self.model.set_media(media, picks)
        self.show_kind(kind)

    def show_kind(self, kind: FormatKind) -> None:
        """Show the formats of this kind; the filter holds as far as it makes sense for it."""
        self.delegate.round_mark = kind is not FormatKind.AUDIO_ONLY
        self.tools.offer(self.model.formats_of(kind))
        self.model.filter = self.tools.filter
        self.model.show_kind(kind)
        self.segments.show_counts(self.model.count, kind)
        self._after_reset()

    def hide_columns(self, names: Iterable[str]) -> None:
        """Leave these columns out; names that no column has are ignored."""
        self._hidden = frozenset(names)
        self.columns.set_hidden(self._hidden)
        self._show_columns()

    def _build(self) -> None:
        self.delegate.round_mark = True
        self.delegate.marked_rows_glow = True
        self.rows.setModel(self.model)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rows.setAccessibleName("Formats")
        self.pick_action.setShortcut(QKeySequence("Space"))
        self.pick_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.pick_action.triggered.connect(self.rows.toggle_selected)
        self.rows.addActions([self.pick_action, self.rows.sort_menu.menuAction(), self.columns.menuAction()])
        self.addAction(self.tools.search_action)
        self.rows.checked.connect(self._on_rows_checked)
        self.segments.chosen.connect(self.show_kind)
        self.tools.filtered.connect(self._on_filtered)
        self.tools.left_downwards.connect(self._enter_rows)
        self.columns.chosen.connect(self._on_columns_chosen)
        header = self.rows.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_wanted)
        self._bar = FlowLayout()
        self._bar.addWidget(self.segments)
        self._bar.addWidget(self.selector)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._bar)
        self._column.addWidget(self.selector.problem)
        self._column.addWidget(self.tools)
        self._column.addWidget(self.rows, 1)

    def _after_reset(self) -> None:
        self.rows.placeholder = _ALL_FILTERED if self.model.formats_of(self.model.kind) else _NO_FORMATS
        self._show_columns()
        if self.model.rowCount():
            self.rows.setCurrentIndex(self.model.index(0, self.model.first_column))

    def _enter_rows(self) -> None:
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _is_useful(self, name: str) -> bool:
        """Whether the column can be hidden or shown now; the one with the marks always stays."""
        column = FormatColumn[name.upper()]
        return self.model.is_column_useful(column) and column != self.model.first_column

    def _show_columns(self) -> None:
        for column in FormatColumn:
            is_hidden = column.name.lower() in self._hidden and column != self.model.first_column
            self.rows.setColumnHidden(column, is_hidden or not self.model.is_column_useful(column))
        self._fit_columns()

    def _fit_columns(self) -> None:
        last = max(column for column in FormatColumn if not self.rows.isColumnHidden(column))
        self.rows.fit_to_contents(last)

    def _on_rows_checked(self, rows: list[int], checked: bool) -> None:
        self.selector.forget()
        self.model.check_rows(rows, checked)
        self.picked.emit()

    def _on_filtered(self, wish: FormatFilter) -> None:
        self.model.set_filter(wish)
        self._after_reset()

    def _on_columns_chosen(self, hidden: tuple[str, ...]) -> None:
        self.hide_columns(hidden)
        self.columns_chosen.emit(hidden)

    def _on_header_menu_wanted(self, at: QPoint) -> None:
        self.columns.popup(self.rows.horizontalHeader().mapToGlobal(at))

    def _refresh(self) -> None:
        metrics = self._theme.metrics
        self._column.setSpacing(metrics.space_m)
        self._bar.setSpacing(metrics.space_m)
        self.rows.set_row_height(metrics.row_height_compact)
        self._fit_columns()
