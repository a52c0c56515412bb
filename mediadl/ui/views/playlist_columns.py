"""The columns of the playlist's table: which are shown, and how wide; it knows no job."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.theme import Theme
from mediadl.ui.views.entry_delegate import EntryDelegate
from mediadl.ui.views.row_table import RowTable

# Texts that a column has room for; the title takes what is left.
_SAMPLES = {
    EntryColumn.TITLE: "A title of some length",
    EntryColumn.DURATION: "0:00:00",
    EntryColumn.UPLOADER: "Uploader 12",
    EntryColumn.DATE: "2026-00-00",
    EntryColumn.VIEWS: "0,000,000",
    EntryColumn.OPTIONS: "Plays everywhere",
    EntryColumn.STATE: "Already have it",
}


HIDEABLE = tuple(column for column in EntryColumn if column not in {EntryColumn.NUMBER, EntryColumn.TITLE})
"""All columns but those without which a row cannot be checked or known."""


class PlaylistColumns(QObject):
    """Fits the table to what the list says: what it never says has no column, nor has what nobody wants."""

    def __init__(self, theme: Theme, table: RowTable, delegate: EntryDelegate) -> None:
        super().__init__(table)
        self._theme, self._table, self._delegate = theme, table, delegate
        self._hidden: frozenset[str] = frozenset()
        self._model: EntriesModel | None = None
        self._announced: int | None = None

    def hide(self, names: Iterable[str]) -> None:
        """Leave these columns out of this list and the next ones; names that no column has are ignored."""
        self._hidden = frozenset(names)
        if self._model is not None:
            self.show(self._model, self._announced)

    def is_useful(self, name: str) -> bool:
        """Whether the list that is shown says anything in the column of this name."""
        return self._model is not None and self._model.has_data(EntryColumn[name.upper()])

    def show(self, model: EntriesModel, announced: int | None) -> None:
        """Fit to a list, which is said to have so many entries."""
        self._model, self._announced = model, announced
        for column in EntryColumn:
            is_unwanted = column.name.lower() in self._hidden and column in HIDEABLE
            self._table.setColumnHidden(column, is_unwanted or not model.has_data(column))
        self._delegate.with_thumbnails = model.has_thumbnails
        self._table.set_row_height(self._delegate.row_height())
        self._table.set_widths(self._widths(model, announced), EntryColumn.TITLE)

    def _widths(self, model: EntriesModel, announced: int | None) -> dict[int, int]:
        font, metrics = self._table.fontMetrics(), self._theme.metrics
        largest = f"{max(model.entry_count, announced or 0, 100):,}"
        widths = {
            int(column): font.horizontalAdvance(sample) + 2 * metrics.space_s + metrics.space_xs
            for column, sample in {**_SAMPLES, EntryColumn.NUMBER: largest}.items()
        }
        for column in (EntryColumn.NUMBER, EntryColumn.STATE):
            widths[column] += metrics.icon_s + metrics.space_s
        if model.has_thumbnails:
            widths[EntryColumn.TITLE] += self._delegate.thumbnail_size().width()
        return widths
