"""The formats of one media as a table, one kind at a time, with the picked rows marked; nothing is drawn."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mediadl.domain.format_filter import FormatFilter
from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.picking import Picks
from mediadl.ui.models.format_words import HEADERS, FormatColumn, alignment, sort_key, text_of

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_C = FormatColumn
_NEVER = {
    FormatKind.COMBINED: frozenset[FormatColumn](),
    FormatKind.VIDEO_ONLY: frozenset({_C.AUDIO, _C.LANGUAGE}),
    FormatKind.AUDIO_ONLY: frozenset({_C.RESOLUTION, _C.FPS, _C.HDR, _C.VIDEO}),
}
_ALWAYS = frozenset({_C.RESOLUTION, _C.VIDEO, _C.AUDIO, _C.BITRATE, _C.SIZE, _C.CONTAINER})


class FormatsModel(QAbstractTableModel):
    """Best first until a column is sorted by; picks are kept while another kind is shown.

    `picks_changed`: other rows are picked now.
    """

    picks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picks = Picks()
        self.kind = FormatKind.COMBINED
        self.filter = FormatFilter()
        self._media: Media | None = None
        self._rows: list[Format] = []
        self._sort: tuple[FormatColumn | None, Qt.SortOrder] = (None, Qt.SortOrder.AscendingOrder)

    # --- reading --------------------------------------------------------------------------------------------

    def count(self, kind: FormatKind) -> int:
        """How many formats of this kind there are."""
        return len(self.formats_of(kind))

    def formats_of(self, kind: FormatKind) -> list[Format]:
        """All formats of this kind, the best first, whatever the filter."""
        return [one for one in reversed(self._media.formats if self._media else ()) if one.kind is kind]

    def format_at(self, row: int) -> Format:
        """The format of a row."""
        return self._rows[row]

    def is_checked(self, row: int) -> bool:
        """Whether a row is picked."""
        return self._rows[row] in self.picks

    def is_column_useful(self, column: FormatColumn) -> bool:
        """Whether the column says anything about the kind shown."""
        if column in _NEVER[self.kind]:
            return False
        rows = self.formats_of(self.kind)
        return column in _ALWAYS or any(sort_key(one, column, None) is not None for one in rows)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Formats of the kind shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One for each `FormatColumn`."""
        return 0 if parent.isValid() else len(FormatColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Names of the columns, numbers to the right."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(FormatColumn):
            return None
        if role == _Role.DisplayRole:
            return HEADERS[FormatColumn(section)]
        return alignment(FormatColumn(section)) if role == _Role.TextAlignmentRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Text, alignment, and the mark of a picked row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = FormatColumn(index.column()), self._rows[index.row()]
        if role in {_Role.DisplayRole, _Role.ToolTipRole}:
            return text_of(row, column, self._duration_s)
        if role == _Role.TextAlignmentRole:
            return alignment(column)
        if role == _Role.CheckStateRole and column == self.first_column:
            return Qt.CheckState.Checked if row in self.picks else Qt.CheckState.Unchecked
        if role == _Role.AccessibleTextRole and column == self.first_column:
            return (
                f"{text_of(row, column, self._duration_s)}, {'picked' if row in self.picks else 'not picked'}"
            )
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every row can be picked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == self.first_column else flags

    @property
    def first_column(self) -> FormatColumn:
        """The column that carries the mark."""
        return FormatColumn.AUDIO if self.kind is FormatKind.AUDIO_ONLY else FormatColumn.RESOLUTION

    # --- changing -------------------------------------------------------------------------------------------

    def set_media(self, media: Media | None, picks: Picks) -> None:
        """Show another media with these rows picked, and nothing filtered out."""
        self._media, self.picks, self.filter = media, picks, FormatFilter()
        self.show_kind(self.kind)
        self.picks_changed.emit()

    def show_kind(self, kind: FormatKind) -> None:
        """Show the formats of this kind."""
        self.beginResetModel()
        self.kind = kind
        self._rows = self._ordered()
        self.endResetModel()

    def set_filter(self, wish: FormatFilter) -> None:
        """Show only what passes; picks that do not pass stay picked."""
        if wish != self.filter:
            self.filter = wish
            self.show_kind(self.kind)

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Pick a row, or no longer."""
        if role != _Role.CheckStateRole or not index.isValid():
            return False
        self.check_rows([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def check_rows(self, rows: list[int], checked: bool) -> None:
        """Pick rows, or no longer; of several with a picture the last one stays."""
        picks = self.picks
        for row in rows:
            if (self._rows[row] in picks) is not checked:
                picks = picks.toggled(self._rows[row])
        self.set_picks(picks)

    def set_picks(self, picks: Picks) -> None:
        """Have these rows picked."""
        self.picks = picks
        if self._rows:
            first, last = self.index(0, 0), self.index(len(self._rows) - 1, len(FormatColumn) - 1)
            self.dataChanged.emit(first, last, [_Role.CheckStateRole])
        self.picks_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, what is unknown last either way; -1 is best first."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        before = [self._rows[index.row()] for index in kept]
        self._sort = (FormatColumn(column) if column >= 0 else None, order)
        self._rows = self._ordered()
        rows = {one.id: row for row, one in enumerate(self._rows)}
        moved = [self.index(rows[one.id], old.column()) for one, old in zip(before, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    # --- inside ---------------------------------------------------------------------------------------------

    @property
    def _duration_s(self) -> float | None:
        return self._media.duration_s if self._media else None

    def _ordered(self) -> list[Format]:
        rows = [one for one in self.formats_of(self.kind) if self.filter.passes(one, self._words(one))]
        column, order = self._sort
        if column is None:
            return rows
        keys = [(sort_key(one, column, self._duration_s), one) for one in rows]
        known = [(key, one) for key, one in keys if key is not None]
        known.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
        return [*(one for _, one in known), *(one for key, one in keys if key is None)]

    def _words(self, one: Format) -> str:
        """What a row says, for the search; its id too, for those who know them."""
        if not self.filter.text:
            return ""
        return " ".join([one.id, *(text_of(one, column, self._duration_s) for column in FormatColumn)])
