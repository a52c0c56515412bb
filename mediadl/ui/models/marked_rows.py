"""A small table whose rows can be checked, made of words handed in; what a row is, is not known here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


@dataclass(frozen=True)
class MarkedRow:
    """One row: a text for each column, and whether it is checked; None for a row that cannot be."""

    cells: tuple[str, ...]
    checked: bool | None = False


class MarkedRows(QAbstractTableModel):
    """The marks stand in the first column; `numeric` columns are set to the right."""

    def __init__(
        self, headers: Sequence[str], parent: QObject | None = None, *, numeric: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(parent)
        self._headers = tuple(headers)
        self._numeric = numeric
        self._rows: tuple[MarkedRow, ...] = ()

    def show_rows(self, rows: Sequence[MarkedRow]) -> None:
        """Show these; where only texts and marks have changed, the current row stays."""
        if len(rows) == len(self._rows) and rows:
            self._rows = tuple(rows)
            last = self.index(len(rows) - 1, len(self._headers) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Rows that were handed in."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One for each header."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The headers."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headers):
            return None
        if role == _Role.DisplayRole:
            return self._headers[section]
        return self._alignment(section) if role == _Role.TextAlignmentRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Text, alignment and mark."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in {_Role.DisplayRole, _Role.ToolTipRole}:
            return row.cells[index.column()]
        if role == _Role.TextAlignmentRole:
            return self._alignment(index.column())
        return None if index.column() or row.checked is None else _mark(row, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be selected; the first column says whether they can be checked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        can_check = index.column() == 0 and self._rows[index.row()].checked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if can_check else flags

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._numeric else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _mark(row: MarkedRow, role: int) -> Any:
    if role == _Role.CheckStateRole:
        return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
    if role == _Role.AccessibleTextRole:
        return f"{', '.join(row.cells)}, {'checked' if row.checked else 'not checked'}"
    return None
