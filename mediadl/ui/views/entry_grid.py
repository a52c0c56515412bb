"""A list's entries as tiles with large pictures: Space and clicks on the boxes check; it holds no data."""

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.checked_rows import CheckedRows
from mediadl.ui.views.tile_delegate import TileDelegate


class EntryGrid(CheckedRows, QListView):
    """Tiles are of one size, so that 10,000 are laid out at once; only those on the screen are painted."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tiles = TileDelegate(theme, thumbnails, QFont(self.font()), self)
        self._pressed = QModelIndex()
        self.setItemDelegate(self.tiles)
        self.setAccessibleName("Entries of the list")
        self.setProperty("focusRing", "row")
        self.setProperty("rows", "painted")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)

    def use_model(self, model: EntriesModel) -> None:
        """Show another list."""
        self.setModel(model)
        self.setModelColumn(EntryColumn.TITLE)

    def selected_rows(self) -> list[int]:
        """Rows of the selected tiles, from the top."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def wear(self) -> None:
        """Take sizes anew from theme and font."""
        self.tiles.use_font(QFont(self.font()))
        self.verticalScrollBar().setSingleStep(self.tiles.sizes().height() // 4)
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No more than the least; the layout gives it the rest."""
        return self.minimumSizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a box leaves the selection as it is."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        self._pressed = QModelIndex()
        if index.isValid() and self.tiles.box_of(self.visualRect(index)).contains(place):
            self._pressed = index
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box acts when it is released over it."""
        pressed, self._pressed = self._pressed, QModelIndex()
        if not pressed.isValid():
            super().mouseReleaseEvent(event)
        elif self.tiles.box_of(self.visualRect(pressed)).contains(event.position().toPoint()):
            self.toggle_row(pressed.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tiles, or a sentence where there is none."""
        super().paintEvent(event)
        self.paint_placeholder(self._theme)
