"""A table read row by row: one ring around the current row, Space and clicks check rows; it holds no data."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from mediadl.ui.theme import Theme
from mediadl.ui.views.checked_rows import CheckedRows
from mediadl.ui.views.row_delegate import RowDelegate

_MIN_ROWS = 4


class RowTable(CheckedRows, QTableView):
    """With `one_click` a click anywhere on a row checks it; without it a click on the box alone.

    `widened(column, width)` fires while the user draws a column wider or narrower, in the theme's units.
    """

    widened = Signal(int, float)

    def __init__(
        self, theme: Theme, delegate: RowDelegate, *, one_click: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row_height = theme.metrics.row_height_compact
        self.sort_menu = QMenu("Sort by", self)
        self.sort_menu.aboutToShow.connect(self._fill_sort_menu)
        self._theme = theme
        self._delegate = delegate
        self._one_click = one_click
        self._pressed = QModelIndex()
        self._widths: Mapping[int, int] = {}
        self._stretched = -1
        self._is_fitting = False
        self._own: Mapping[int, float] = {}
        self.setItemDelegate(delegate)
        self._set_up()

    def _set_up(self) -> None:
        self.setProperty("focusRing", "row")
        self.setProperty("rows", "painted")  # the delegate draws the ground, too
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._on_section_resized)
        self.setSortingEnabled(True)

    def set_row_height(self, height: int) -> None:
        """Uniform height of all rows, in logical pixels."""
        self.row_height = height
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(_MIN_ROWS * height + self.horizontalHeader().sizeHint().height())

    def set_widths(self, widths: Mapping[int, int], stretched: int) -> None:
        """Widths of the columns in pixels; `stretched` gets what is left, never less than its own."""
        self._widths, self._stretched = widths, stretched
        self._fit()

    def set_own_widths(self, widths: Mapping[int, float]) -> None:
        """Widths that the user gave to columns, in the theme's units; they win over those of `set_widths`."""
        self._own = widths
        self._fit()

    def fit_to_contents(self, stretched: int, most: Mapping[int, int] = MappingProxyType({})) -> None:
        """Columns as wide as their heading and what they hold, at most `most` pixels; see `set_widths`."""
        header, columns = self.horizontalHeader(), range(self.model().columnCount())
        with self._fitting():
            self.resizeColumnsToContents()
        wanted = {
            column: max(self.columnWidth(column), header.sectionSizeHint(column))
            for column in columns
            if not self.isColumnHidden(column)
        }
        self.set_widths(
            {column: min(width, most.get(column, width)) for column, width in wanted.items()}, stretched
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No more than the least; the layout gives it the rest."""
        return self.minimumSize()

    def selected_rows(self) -> list[int]:
        """Rows that are selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a box leaves the selection as it is, so that a click checks all that is selected."""
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() is Qt.MouseButton.LeftButton
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._pressed = QModelIndex()
        if index.isValid() and is_left and is_plain and (self._one_click or self._has_box(index)):
            self._pressed = index
            if self._has_box(index) and index.row() in self.selected_rows():
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two quick clicks on a box counts like the first."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._has_box(index) and not self._one_click:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Check on release over the row that was pressed."""
        index = self.indexAt(event.position().toPoint())
        pressed, self._pressed = self._pressed, QModelIndex()
        super().mouseReleaseEvent(event)
        if pressed.isValid() and index.isValid() and index.row() == pressed.row():
            self.toggle_row(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole row shows that the mouse is over it."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """No row is hovered any more."""
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, then the ring around the current one, or a sentence where there is no row."""
        super().paintEvent(event)
        is_empty = self.paint_placeholder(self._theme)
        if not is_empty and self.hasFocus() and self.currentIndex().isValid():
            self._paint_ring(QPainter(self.viewport()))

    def reset(self) -> None:
        """Lay other rows out at once: a scroll bar that changes as they are painted paints them twice."""
        super().reset()
        self.executeDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stretched column follows."""
        super().resizeEvent(event)
        self._fit()

    def _paint_ring(self, painter: QPainter) -> None:
        ring = self._theme.metrics.focus_ring
        current = self.visualRect(self.currentIndex())
        rect = self.viewport().rect()
        rect.setTop(current.top())
        rect.setHeight(current.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), ring))
        inset = ring / 2
        radius = self._theme.metrics.radius_s
        painter.drawRoundedRect(rect.toRectF().adjusted(inset, inset, -inset, -inset), radius, radius)

    def _has_box(self, index: QModelIndex) -> bool:
        return index.data(Qt.ItemDataRole.CheckStateRole) is not None

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _fit(self) -> None:
        used, unit = 0, self._theme.metrics.unit
        with self._fitting():
            for column, usual in self._widths.items():
                if not self.isColumnHidden(column) and column != self._stretched:
                    width = round(self._own[column] * unit) if column in self._own else usual
                    self.setColumnWidth(column, width)
                    used += width
            if self._stretched in self._widths:
                left = self.viewport().width() - used
                self.setColumnWidth(self._stretched, max(self._widths[self._stretched], left))

    @contextmanager
    def _fitting(self) -> Iterator[None]:
        """What is made wide inside is not the user's doing."""
        before, self._is_fitting = self._is_fitting, True
        try:
            yield
        finally:
            self._is_fitting = before

    def _on_section_resized(self, column: int, before: int, width: int) -> None:
        """To and from nothing it goes when it is hidden and shown."""
        if before and width and not self._is_fitting and column != self._stretched:
            self.widened.emit(column, round(width / self._theme.metrics.unit, 2))

    def _fill_sort_menu(self) -> None:
        self.sort_menu.clear()
        header, model = self.horizontalHeader(), self.model()
        for column in range(-1, model.columnCount()):
            if column >= 0 and self.isColumnHidden(column):
                continue
            title = "Original order" if column < 0 else str(
                model.headerData(column, Qt.Orientation.Horizontal)
            )  # fmt: skip
            action = QAction(title, self.sort_menu, checkable=True)
            action.setChecked(header.sortIndicatorSection() == column)
            action.triggered.connect(lambda _checked=False, by=column: self._sort_by(by))
            self.sort_menu.addAction(action)

    def _sort_by(self, column: int) -> None:
        header = self.horizontalHeader()
        is_again = header.sortIndicatorSection() == column
        rises = not is_again or header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        order = Qt.SortOrder.AscendingOrder if rises else Qt.SortOrder.DescendingOrder
        header.setSortIndicator(column, order)
