"""The order of a table's rows as one word that settings can keep; who saves it is not its business."""

from enum import IntEnum

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTableView

_FALLS = "-"


class RememberedOrder(QObject):
    """`chosen(word)` fires when the user has sorted the table.

    The word is a column's name, with "-" before it when the values fall; it is empty for the rows' own order.
    """

    chosen = Signal(str)

    def __init__(self, table: QTableView, columns: type[IntEnum]) -> None:
        """`columns` name the columns of the table's models, from left to right."""
        super().__init__(table)
        self._table, self._columns = table, columns
        self._header = table.horizontalHeader()
        self._header.sortIndicatorChanged.connect(self._on_sorted)

    def show(self, word: str) -> None:
        """Sort the table's model, telling nobody; a column that there is not gives the rows' own order."""
        named = self._columns.__members__.get(word.removeprefix(_FALLS).upper())
        column = -1 if named is None else int(named)
        falls = column >= 0 and word.startswith(_FALLS)
        order = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(self._header):
            self._header.setSortIndicator(column, order)
        self._table.model().sort(column, order)

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        name = self._columns(column).name.lower() if column >= 0 else ""
        falls = column >= 0 and order is Qt.SortOrder.DescendingOrder
        self.chosen.emit(f"{_FALLS if falls else ''}{name}")
