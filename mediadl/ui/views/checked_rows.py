"""What every view of rows with check boxes shares: Space, one check for all selected, words for no row."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from mediadl.ui.theme import Theme

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object  # a Python class may have one parent of Qt's, which is the table or the list


class CheckedRows(_View):
    """To be the first parent of a view.

    `checked(rows, checked)` asks the model's owner to check or uncheck rows.
    """

    checked = Signal(list, bool)

    placeholder = ""
    """A sentence for where there is no row."""

    def selected_rows(self) -> list[int]:
        """Rows that are selected, from the top."""
        raise NotImplementedError

    def toggle_selected(self) -> None:
        """Check the selected rows, or uncheck them when the current one is checked."""
        current = self.currentIndex()
        if current.isValid():
            self.toggle_row(current.row())

    def toggle_row(self, row: int) -> None:
        """Check a row, or uncheck it; when it is selected, all that is selected gets the same check."""
        selected = self.selected_rows()
        self.checked.emit(selected if row in selected else [row], not self._is_checked(row))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Typing does not jump: it would walk through all rows of a model in Python."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.toggle_selected()
        else:
            super().keyPressEvent(event)

    def paint_placeholder(self, theme: Theme) -> bool:
        """Say that there is no row; return whether that was to be said."""
        model = self.model()
        if not self.placeholder or model is None or model.rowCount() > 0:
            return False
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.tokens.text_muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect(), int(flags), self.placeholder)
        return True

    def _is_checked(self, row: int) -> bool:
        model = self.model()
        states = (model.index(row, column).data(Qt.ItemDataRole.CheckStateRole)
                  for column in range(model.columnCount()))  # fmt: skip
        state = next((state for state in states if state is not None), Qt.CheckState.Unchecked)
        return Qt.CheckState(state) is Qt.CheckState.Checked
