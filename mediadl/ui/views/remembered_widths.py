"""Widths that the user gave to a table's columns, as settings keep them; who saves is not its business."""

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QObject, QTimer, Signal

from mediadl.ui.views.row_table import RowTable

_QUIET_MS = 400
"""A column is drawn through many widths; the one that it is left with is told."""
_LEAST, _MOST = 2.0, 200.0


class RememberedWidths(QObject):
    """`chosen(widths)` fires with the names and widths of all columns that have one of their own.

    In the theme's units, because text of another size needs columns of another width.
    """

    chosen = Signal(object)

    def __init__(self, table: RowTable, columns: type[IntEnum]) -> None:
        """`columns` name the columns of the table's models, from left to right."""
        super().__init__(table)
        self._table, self._columns = table, columns
        self._widths: dict[int, float] = {}
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._later.timeout.connect(self._tell)
        table.widened.connect(self._on_widened)

    def show(self, widths: Iterable[tuple[str, float]]) -> None:
        """Give the columns these, telling nobody; those that there are not are left out."""
        known = self._columns.__members__
        named = {name.upper(): min(max(width, _LEAST), _MOST) for name, width in widths}
        self._widths = {int(known[name]): width for name, width in named.items() if name in known}
        self._table.set_own_widths(self._widths)

    def _on_widened(self, column: int, width: float) -> None:
        self._widths[column] = width
        self._later.start()

    def _tell(self) -> None:
        self._table.set_own_widths(self._widths)
        self.chosen.emit(
            tuple((self._columns(column).name.lower(), width) for column, width in self._widths.items())
        )
