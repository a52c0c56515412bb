"""The entries of a list as a table or as tiles, one of them at a time; what they mean is not known here."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.entry_delegate import EntryDelegate
from mediadl.ui.views.entry_grid import EntryGrid
from mediadl.ui.views.playlist_columns import PlaylistColumns
from mediadl.ui.views.row_table import RowTable

_PICTURES_MS = 40


class EntriesArea(QStackedWidget):
    """`checked(rows, checked)` asks the model's owner to check or uncheck rows."""

    checked = Signal(list, bool)
    moved = Signal()
    """Other entries may be in sight."""
    opened = Signal(int)
    """The entry of this row was double-clicked."""
    picked = Signal(int)
    """The entry of this row is the current one now; -1 for none."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.delegate = EntryDelegate(theme, thumbnails, self)
        self.table = RowTable(theme, self.delegate, parent=self)
        self.table.setAccessibleName("Entries of the list")
        self.grid = EntryGrid(theme, thumbnails, self)
        self.columns = PlaylistColumns(theme, self.table, self.delegate)
        # Pictures come in handfuls: the page is painted once for all of them, in a turn of its own.
        self._pictures = QTimer(self, singleShot=True, interval=_PICTURES_MS)
        self._pictures.timeout.connect(lambda: self.current().viewport().update())
        self.check_action = QAction("Check or uncheck", self)
        self.check_action.setShortcut(QKeySequence("Space"))
        self.check_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.check_action.triggered.connect(self.toggle_selected)
        for view in (self.table, self.grid):
            self.addWidget(view)
            view.checked.connect(self.checked)
            view.verticalScrollBar().valueChanged.connect(self.moved)
            view.verticalScrollBar().rangeChanged.connect(self.moved)
            view.doubleClicked.connect(self._on_double_clicked)
        thumbnails.loaded.connect(self._on_loaded)

    def use_model(self, model: EntriesModel) -> None:
        """Show another list."""
        self.table.setModel(model)
        self.grid.use_model(model)
        for view in (self.table, self.grid):
            view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.picked.emit(-1)

    def show_columns(self, model: EntriesModel, announced: int | None) -> None:
        """Fit to a list, which is said to have so many entries."""
        self.columns.show(model, announced)
        self.grid.wear()

    def show_grid(self, wanted: bool) -> None:
        """Show tiles, or the table, with the same entry in sight and the focus where it was."""
        before, after = (self.table, self.grid) if wanted else (self.grid, self.table)
        if self.currentWidget() is after:
            return
        had_focus, row = before.hasFocus(), before.currentIndex().row()
        self.setCurrentWidget(after)
        model = after.model()
        if row >= 0 and model is not None:
            after.setCurrentIndex(model.index(row, EntryColumn.TITLE))
            after.scrollTo(after.currentIndex())
        if had_focus:
            after.setFocus()

    def say(self, sentence: str) -> None:
        """Show a sentence where there is no entry."""
        for view in (self.table, self.grid):
            view.placeholder = sentence
            view.viewport().update()

    def selected_rows(self) -> list[int]:
        """Rows of the selected entries, from the top."""
        return self.current().selected_rows()

    def visible_rows(self) -> range:
        """Rows that are in sight."""
        view = self.current()
        model, port = view.model(), view.viewport().rect()
        if model is None or not model.rowCount():
            return range(0)
        first, last = view.indexAt(port.topLeft()), view.indexAt(port.bottomRight())
        beyond = last.row() if last.isValid() else model.rowCount() - 1
        return range(max(0, first.row()), beyond + 1)

    def toggle_selected(self) -> None:
        """Check the selected entries, or uncheck them."""
        self.current().toggle_selected()

    def add_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these in both."""
        for view in (self.table, self.grid):
            view.addActions(list(actions))

    def current(self) -> RowTable | EntryGrid:
        """What is seen of the two."""
        return self.grid if self.currentWidget() is self.grid else self.table

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != EntryColumn.NUMBER:  # a box that is clicked quickly is checked twice
            self.opened.emit(index.row())

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(current.row())

    def _on_loaded(self, _url: str) -> None:
        if not self._pictures.isActive():
            self._pictures.start()
