"""A list's entries as rows with check boxes, made for 10,000 that arrive in batches; nothing is drawn."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mediadl.domain import units
from mediadl.domain.availability import availability_words
from mediadl.domain.media import Entry
from mediadl.ui.models.entries_checks import EntriesChecks
from mediadl.ui.models.entries_filter import SORT_KEYS, EntriesFilter, EntryColumn

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole

ENTRY_ROLE = int(_Role.UserRole)
"""The `Entry` of a row."""

HEADERS = {
    EntryColumn.NUMBER: "#",
    EntryColumn.TITLE: "Title",
    EntryColumn.DURATION: "Duration",
    EntryColumn.UPLOADER: "Uploader",
    EntryColumn.DATE: "Date",
    EntryColumn.VIEWS: "Views",
    EntryColumn.STATE: "State",
}
NUMERIC = frozenset({EntryColumn.DURATION, EntryColumn.VIEWS})


class EntriesModel(QAbstractTableModel):
    """One row an entry that the search lets through; checks belong to entries, not to rows.

    `checks_changed`: the checked entries are other ones now. `chosen`: the user has made them so. `filled`: a
    column got its first data, or the list its first picture.
    """

    checks_changed = Signal()
    chosen = Signal()
    filled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.checks = EntriesChecks()
        self._shown = EntriesFilter()
        self.has_thumbnails = False
        """Whether any entry so far comes with a picture."""
        self._filled: set[EntryColumn] = {EntryColumn.NUMBER, EntryColumn.TITLE}

    # --- reading --------------------------------------------------------------------------------------------

    @property
    def entry_count(self) -> int:
        """How many entries have arrived, shown or not."""
        return len(self._shown.entries)

    @property
    def is_searching(self) -> bool:
        """Whether a search hides entries."""
        return bool(self._shown.words)

    def has_data(self, column: EntryColumn) -> bool:
        """Whether any entry so far says something in this column."""
        return column in self._filled

    def entry_at(self, row: int) -> Entry:
        """The entry of a shown row."""
        return self._shown.entries[self._shown.rows[row]]

    def is_checked(self, row: int) -> bool:
        """Whether the entry of a shown row is checked."""
        return self.checks[self._shown.rows[row]]

    def row_of(self, entry: Entry) -> int | None:
        """Where this entry is shown, if it is."""
        rows = self._shown.rows
        return next((row for row, at in enumerate(rows) if self._shown.entries[at] is entry), None)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Shown rows."""
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One for each `EntryColumn`."""
        return 0 if parent.isValid() else len(EntryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Names of the columns, numbers to the right."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(EntryColumn):
            return None
        if role == _Role.DisplayRole:
            return HEADERS[EntryColumn(section)]
        return alignment(EntryColumn(section)) if role == _Role.TextAlignmentRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Text, check, alignment, and the entry itself under `ENTRY_ROLE`."""
        if not index.isValid() or index.row() >= len(self._shown.rows):
            return None
        column, entry = EntryColumn(index.column()), self.entry_at(index.row())
        if role == _Role.DisplayRole:
            return text_of(entry, column)
        if role == ENTRY_ROLE:
            return entry
        if role == _Role.TextAlignmentRole:
            return alignment(column)
        if role == _Role.ToolTipRole and column in {EntryColumn.TITLE, EntryColumn.UPLOADER}:
            return text_of(entry, column)
        return self._mark(index.row(), role) if column is EntryColumn.NUMBER else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every row can be selected and checked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == EntryColumn.NUMBER else flags

    # --- changing -------------------------------------------------------------------------------------------

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Check or uncheck one row."""
        if role != _Role.CheckStateRole or not index.isValid():
            return False
        self.check_rows([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def append(self, entries: Sequence[Entry]) -> None:
        """Take in the next batch of the list."""
        if not entries:
            return
        rechecked = self.checks.append(entries)
        new = self._shown.append(entries)
        if new:
            first = len(self._shown.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._shown.rows.extend(new)
            self.endInsertRows()
            if self._shown.is_sorted:
                self._relayout(self._shown.sort_rows)
        self._note_filled(entries)
        if rechecked:
            self._tell_checks()
        else:
            self.checks_changed.emit()

    def search(self, text: str) -> None:
        """Show only what has every word of `text`."""
        self.beginResetModel()
        self._shown.search(text)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the list's own order."""
        by = EntryColumn(column) if column >= 0 else None
        descending = order is Qt.SortOrder.DescendingOrder
        self._relayout(lambda: self._shown.sort(by, descending=descending))

    def check_rows(self, rows: Iterable[int], checked: bool) -> None:
        """Check or uncheck shown rows."""
        touched = list(rows)
        self.checks.put([self._shown.rows[row] for row in touched], checked)
        self._tell_checks(min(touched, default=0), max(touched, default=0))
        self.chosen.emit()

    def check_all(self, checked: bool) -> None:
        """Check or uncheck all shown rows; without a search that goes for entries still to come, too."""
        self.checks.put_all(self._shown.rows, checked, whole=not self.is_searching)
        self._tell_checks()
        self.chosen.emit()

    def invert(self) -> None:
        """Turn the checks of all shown rows around."""
        self.checks.invert(self._shown.rows, whole=not self.is_searching)
        self._tell_checks()
        self.chosen.emit()

    def select(self, expression: str) -> None:
        """Check exactly what the range names, shown or not.

        Raises:
            InvalidItems: it cannot be read, or selects nothing of what is there.
        """
        self.checks.select(expression)
        self._tell_checks()
        self.chosen.emit()

    # --- inside ---------------------------------------------------------------------------------------------

    def _mark(self, row: int, role: int) -> Any:
        if role == _Role.CheckStateRole:
            return Qt.CheckState.Checked if self.is_checked(row) else Qt.CheckState.Unchecked
        if role == _Role.AccessibleTextRole:
            return f"{self.entry_at(row).index}, {'checked' if self.is_checked(row) else 'not checked'}"
        return None

    def _relayout(self, reorder: Callable[[], None]) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        positions = [self._shown.rows[index.row()] for index in kept]
        reorder()
        if kept:
            rows = {at: row for row, at in enumerate(self._shown.rows)}
            moved = [self.index(rows[at], old.column()) for at, old in zip(positions, kept, strict=True)]
            self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _tell_checks(self, first: int = 0, last: int | None = None) -> None:
        last = len(self._shown.rows) - 1 if last is None else last
        if last >= 0:
            column = EntryColumn.NUMBER
            self.dataChanged.emit(self.index(first, column), self.index(last, column), [_Role.CheckStateRole])
        self.checks_changed.emit()

    def _note_filled(self, entries: Sequence[Entry]) -> None:
        before = (len(self._filled), self.has_thumbnails)
        self.has_thumbnails = self.has_thumbnails or any(entry.thumbnail_url for entry in entries)
        for column in EntryColumn:
            if column not in self._filled and any(SORT_KEYS[column](entry) is not None for entry in entries):
                self._filled.add(column)
        if (len(self._filled), self.has_thumbnails) != before:
            self.filled.emit()


def alignment(column: EntryColumn) -> Qt.AlignmentFlag:
    """Numbers stand to the right, words to the left."""
    side = Qt.AlignmentFlag.AlignRight if column in NUMERIC else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_TEXTS: dict[EntryColumn, Callable[[Entry], str]] = {
    EntryColumn.NUMBER: lambda entry: f"{entry.index:,}",
    EntryColumn.TITLE: lambda entry: entry.title,
    EntryColumn.DURATION: lambda entry: "" if entry.duration_s is None else units.duration(entry.duration_s),
    EntryColumn.UPLOADER: lambda entry: entry.uploader or "",
    EntryColumn.DATE: lambda entry: units.date(entry.upload_date) if entry.upload_date else "",
    EntryColumn.VIEWS: lambda entry: "" if entry.view_count is None else f"{entry.view_count:,}",
    EntryColumn.STATE: lambda entry: availability_words(entry.availability),
}


def text_of(entry: Entry, column: EntryColumn) -> str:
    """What a cell says; nothing where the list says nothing."""
    return _TEXTS[column](entry)
