"""The menu in which columns of a table are shown or hidden; who saves the choice is not its business."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

_PRESSES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ColumnMenu(QMenu):
    """`chosen(hidden)` fires with the names (a tuple of str) of all columns that the user does not want.

    It stays open while columns are checked, so that several can be chosen in one go.
    """

    chosen = Signal(object)

    def __init__(
        self, titles: Mapping[str, str], is_useful: Callable[[str], bool], parent: QWidget | None = None
    ) -> None:
        """`titles` by name, in the order of the table; `is_useful` tells what there is to be shown now."""
        super().__init__("Columns", parent)
        self.setAccessibleName("Columns of the table")
        self._is_useful = is_useful
        self._hidden: frozenset[str] = frozenset()
        self._actions = {name: self._action(name, title) for name, title in titles.items()}
        self.addSeparator()
        self.all_action = QAction("Show all columns", self)
        self.addAction(self.all_action)
        self.aboutToShow.connect(self._prepare)
        self.triggered.connect(self._on_triggered)

    def set_hidden(self, names: Iterable[str]) -> None:
        """Show what holds; names that no column has are kept for the program that knows them."""
        self._hidden = frozenset(names)
        for name, action in self._actions.items():
            action.setChecked(name not in self._hidden)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Check a column without closing."""
        if not self._check_active():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same by Space and Return."""
        if event.key() not in _PRESSES or not self._check_active():
            super().keyPressEvent(event)

    def _check_active(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True

    def _action(self, name: str, title: str) -> QAction:
        action = QAction(title, self, checkable=True)
        action.setChecked(True)
        action.setData(name)
        self.addAction(action)
        return action

    def _on_triggered(self, action: QAction) -> None:
        if action is self.all_action:
            self._tell(self._hidden - set(self._actions))
        elif action.isChecked():
            self._tell(self._hidden - {action.data()})
        else:
            self._tell(self._hidden | {action.data()})

    def _tell(self, hidden: frozenset[str]) -> None:
        self.set_hidden(hidden)
        self.chosen.emit(tuple(sorted(hidden)))

    def _prepare(self) -> None:
        for name, action in self._actions.items():
            action.setVisible(self._is_useful(name))
        self.all_action.setEnabled(bool(self._hidden & set(self._actions)))
