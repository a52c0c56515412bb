"""A list's entries as rows with check boxes, made for 10,000 that arrive in batches; nothing is drawn."""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mediadl.domain.choice import Choice
from mediadl.domain.entry_criteria import Criteria
from mediadl.domain.entry_states import EntryState, KnownLinks, state_words
from mediadl.domain.estimate import usual_bytes
from mediadl.domain.media import Entry
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.entries_checks import EntriesChecks
from mediadl.ui.models.entries_filter import SORT_KEYS, EntriesFilter, EntryColumn
from mediadl.ui.models.entries_own import EntriesOwn
from mediadl.ui.models.entry_words import HEADERS, alignment, options_words, text_of

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole

ENTRY_ROLE = int(_Role.UserRole)
"""The `Entry` of a row."""

_TIPPED = frozenset({EntryColumn.TITLE, EntryColumn.UPLOADER, EntryColumn.OPTIONS})
_COLUMNS = tuple(EntryColumn)
_CELL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_FLAGS = {
    -1: Qt.ItemFlag.NoItemFlags,  # no cell's column
    **{int(column): _CELL for column in EntryColumn},
    int(EntryColumn.NUMBER): _CELL | Qt.ItemFlag.ItemIsUserCheckable,
}
"""By column, made once: a page of a table asks a hundred times."""
STATE_ROLE = int(_Role.UserRole) + 1
"""The `EntryState` of a row."""


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
        self.own = EntriesOwn()
        """Entries with options of their own, by position in the list."""
        self._shown = EntriesFilter()
        self.has_thumbnails = False
        """Whether any entry so far comes with a picture."""
        self._readers: dict[int, Callable[[int, EntryColumn], Any]] = {
            ENTRY_ROLE: lambda row, _column: self.entry_at(row),
            STATE_ROLE: lambda row, _column: self.state_at(row),
            _Role.TextAlignmentRole: lambda _row, column: alignment(column),
            _Role.ToolTipRole: self._tip,
        }
        self._filled: set[EntryColumn] = {EntryColumn.NUMBER, EntryColumn.TITLE}

    # --- reading --------------------------------------------------------------------------------------------

    @property
    def entry_count(self) -> int:
        """How many entries have arrived, shown or not."""
        return len(self._shown.entries)

    @property
    def is_searching(self) -> bool:
        """Whether a search or a bound may hide entries."""
        return self._shown.hides

    @property
    def criteria(self) -> Criteria:
        """The bounds that entries are shown within."""
        return self._shown.criteria

    def count_of(self, state: EntryState) -> int:
        """How many entries so far are in a state, shown or not."""
        return self._shown.states.count(state)

    def has_data(self, column: EntryColumn) -> bool:
        """Whether any entry so far says something in this column."""
        return column in self._filled

    def entry_at(self, row: int) -> Entry:
        """The entry of a shown row."""
        return self._shown.entries[self._shown.rows[row]]

    def state_at(self, row: int) -> EntryState:
        """The state of a shown row's entry."""
        return self._shown.states[self._shown.rows[row]]

    def worth_a_look(self, rows: Iterable[int], most: int) -> tuple[list[int], frozenset[str]]:
        """Indexes of entries to look at, those of these rows first, and the fields that are wanted of them.

        After the rows come up to `most` that a bound hides only because the list says too little of them.
        """
        seen = [self._shown.entries[self._shown.rows[row]].index for row in rows]
        hidden = [self._shown.entries[at].index for at in self._shown.undecided(most)]
        columns = {EntryColumn.DATE: "upload_date", EntryColumn.VIEWS: "view_count"}
        shown = {name for column, name in columns.items() if self.has_data(column)}
        return [*seen, *hidden], frozenset({"duration_s", *shown, *self.criteria.fields})

    def own_at(self, row: int) -> DownloadOptions | None:
        """The options that a shown row's entry has of its own."""
        return self.own[self._shown.rows[row]]

    def estimated_bytes(self, usual: DownloadOptions) -> int:
        """About how large the checked entries of known length become; `usual` for those without options."""
        total = usual_bytes(usual, self.checks.duration_s)
        for at, options in self.own:
            length_s = self._shown.entries[at].duration_s if self.checks[at] else None
            if length_s:
                total += usual_bytes(options, length_s) - usual_bytes(usual, length_s)
        return total

    def described(self, choice: Choice) -> Choice:
        """The choice with these checks and own options, for `restore`; what else it says stays."""
        return self.own.described(self.checks.described(choice), self.checks.keys)

    def text(self, row: int, column: EntryColumn) -> str:
        """What a cell says."""
        if column is EntryColumn.STATE:
            return state_words(self.entry_at(row), self.state_at(row))
        return options_words(self.own_at(row)) if column is EntryColumn.OPTIONS else text_of(
            self.entry_at(row), column
        )  # fmt: skip

    def is_checked(self, row: int) -> bool:
        """Whether the entry of a shown row is checked."""
        return self.checks[self._shown.rows[row]]

    def is_link_checked(self, url: str) -> bool | None:
        """Whether the first entry with this link is checked, shown or not; None when there is none."""
        at = self._position(url)
        return None if at is None else self.checks[at]

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
        """Text, check, alignment, and the entry and its state under their roles."""
        if not index.isValid() or index.row() >= len(self._shown.rows):
            return None
        row, column = index.row(), _COLUMNS[index.column()]
        if role == _Role.DisplayRole:
            return self.text(row, column)
        if (reader := self._readers.get(role)) is not None:
            return reader(row, column)
        return self._mark(row, role) if column is EntryColumn.NUMBER else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every row can be selected and checked."""
        return _FLAGS[index.column()]

    # --- changing -------------------------------------------------------------------------------------------

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Check or uncheck one row."""
        if role != _Role.CheckStateRole or not index.isValid():
            return False
        self.check_rows([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def restore(self, choice: Choice) -> None:
        """Go on from what was chosen in an earlier run; to be called before the first entry comes."""
        self.checks.restore(choice)
        self.own.restore(choice)

    def append(self, entries: Sequence[Entry]) -> None:
        """Take in the next batch of the list."""
        if not entries:
            return
        start = self.entry_count
        new = self._shown.append(entries)
        rechecked = self.checks.append(entries, self._shown.states[start:])
        self.own.append(self.checks.keys[start:], start)
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

    def bound(self, criteria: Criteria) -> None:
        """Show only what lies within these bounds."""
        if criteria != self.criteria:
            self.beginResetModel()
            self._shown.bound(criteria)
            self.endResetModel()

    def know(self, known: KnownLinks) -> None:
        """Other links are known to history and queue now: states, and the checks of rules, follow."""
        changed = self._shown.know(known)
        for at in changed:
            self.checks.change(at, self._shown.entries[at], self._shown.states[at])
        if changed:
            self._note_filled([])
            self._tell_all()
            self.checks_changed.emit()

    def learn(self, news: Iterable[tuple[int, Entry]]) -> None:
        """More is known of the entries at these positions of the list."""
        learned = list(news)
        for at, entry in learned:
            self._shown.change(at, entry)
            self.checks.change(at, entry, self._shown.states[at])
        if self.is_searching:
            self._show_what_fits(at for at, _entry in learned)
        self._note_filled([entry for _at, entry in learned])
        self._tell_all()
        self.checks_changed.emit()

    def give(self, rows: Iterable[int], options: DownloadOptions | None) -> None:
        """Give shown rows options of their own, or take them away for None."""
        self.own.put([self._shown.rows[row] for row in rows], options)
        self._note_filled([])
        self._tell_all()
        self.checks_changed.emit()
        self.chosen.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the list's own order."""
        by = EntryColumn(column) if column >= 0 else None
        descending = order is Qt.SortOrder.DescendingOrder
        self._relayout(lambda: self._shown.sort(by, descending=descending, option_ranks=self._option_rank))

    def check_rows(self, rows: Iterable[int], checked: bool) -> None:
        """Check or uncheck shown rows."""
        touched = list(rows)
        self.checks.put([self._shown.rows[row] for row in touched], checked)
        self._tell_checks(min(touched, default=0), max(touched, default=0))
        self.chosen.emit()

    def check_link(self, url: str, checked: bool) -> None:
        """Check or uncheck the first entry with this link, shown or not."""
        at = self._position(url)
        if at is not None and self.checks[at] is not checked:
            self.checks.put([at], checked)
            self._tell_checks()
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

    def _show_what_fits(self, positions: Iterable[int]) -> None:
        """Show entries that were hidden for what was not known; what is shown stays."""
        for at in positions:
            if self._shown.fits_now(at) and at not in self._shown.rows:
                row = len(self._shown.rows) if self._shown.is_sorted else bisect(self._shown.rows, at)
                self.beginInsertRows(QModelIndex(), row, row)
                self._shown.rows.insert(row, at)
                self.endInsertRows()
        if self._shown.is_sorted:
            self._relayout(self._shown.sort_rows)

    def _position(self, url: str) -> int | None:
        return next((at for at, entry in enumerate(self._shown.entries) if entry.url == url), None)

    def _tip(self, row: int, column: EntryColumn) -> str | None:
        if column is EntryColumn.STATE:
            return self.entry_at(row).problem or self.text(row, column)
        return self.text(row, column) if column in _TIPPED else None

    def _option_rank(self, at: int) -> int | None:
        return 1 if self.own[at] is not None else None

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

    def _tell_all(self) -> None:
        last = len(self._shown.rows) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(last, len(EntryColumn) - 1), [])

    def _has_states(self, entries: Sequence[Entry]) -> bool:
        """Whether one of the last entries, or of all for none, says anything in its column of states."""
        states = self._shown.states[-len(entries) :]
        return any(state is not EntryState.READY for state in states)

    def _note_filled(self, entries: Sequence[Entry]) -> None:
        before = (len(self._filled), self.has_thumbnails)
        self.has_thumbnails = self.has_thumbnails or any(entry.thumbnail_url for entry in entries)
        for column, key in SORT_KEYS.items():
            if column not in self._filled and any(key(entry) is not None for entry in entries):
                self._filled.add(column)
        if self.own:
            self._filled.add(EntryColumn.OPTIONS)
        if EntryColumn.STATE not in self._filled and self._has_states(entries):
            self._filled.add(EntryColumn.STATE)
        if (len(self._filled), self.has_thumbnails) != before:
            self.filled.emit()
