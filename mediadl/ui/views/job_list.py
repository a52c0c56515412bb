"""The list of the queue: selection by job, buttons in the rows, drag inside; it tells what is asked for."""

import time
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from mediadl.domain.job import Job
from mediadl.ui.models.queue_model import Index, QueueModel
from mediadl.ui.models.queue_roles import JOBS_MIME, Role, runs_of
from mediadl.ui.views.queue_commands import ROW_COMMANDS
from mediadl.ui.views.queue_delegate import QueueDelegate

_Select = QItemSelectionModel.SelectionFlag


class JobList(QListView):
    """Shows a `QueueModel`.

    `command_clicked(name, job_id)`: a row's button was pressed; `moved(job_ids, row)`: rows were dropped in
    front of a row, or behind the last one; `menu_requested(position)`: in global coordinates.
    """

    command_clicked = Signal(str, str)
    moved = Signal(list, int)
    menu_requested = Signal(QPoint)

    def __init__(self, model: QueueModel, delegate: QueueDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._delegate = model, delegate
        self._pressed: tuple[str, str] | None = None
        self._gap: int | None = None
        self._stale_from: int | None = None
        """First row that the layout to come may have moved; None while that is not known."""
        self._kept: list[str] = []
        self._kept_current: str | None = None
        self._second = QTimer(self, singleShot=True)
        self._second.timeout.connect(self._count_down)
        self.setObjectName("jobList")
        self.setAccessibleName("Downloads")
        self.setProperty("focusRing", "row")
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)  # drawn here, where it can be seen
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for change in (model.rowsAboutToBeRemoved, model.layoutChanged, model.modelReset):
            change.connect(self._expect_all_moved)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)

    # --- selection ------------------------------------------------------------------------------------------

    def selected_jobs(self) -> list[Job]:
        """The selected jobs in queue order; for a group those behind it."""
        return self._jobs.jobs_at(self._selected_rows())

    def _selected_rows(self) -> list[int]:
        rows: list[int] = []
        for part in self.selectionModel().selection().toList():
            rows.extend(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def current_job(self) -> Job | None:
        """The job under the keyboard's focus."""
        index = self.currentIndex()
        return self._jobs.job_at(index.row()) if index.isValid() else None

    def select(self, job_ids: Sequence[str], current: str | None) -> None:
        """Select these jobs, as far as they are shown, and put the focus on one without scrolling."""
        selection = QItemSelection()
        for first, last in runs_of([row for row in map(self._jobs.row_of, job_ids) if row is not None]):
            selection.select(self._jobs.index(first), self._jobs.index(last))
        row = self._jobs.row_of(current) if current else None
        if row is not None:
            self.selectionModel().setCurrentIndex(self._jobs.index(row), _Select.NoUpdate)
        self.selectionModel().select(selection, _Select.ClearAndSelect)

    def _keep_selection(self) -> None:
        current = self.current_job()
        self._kept = self._jobs.ids_at(self._selected_rows())
        self._kept_current = current.id if current else None

    def _restore_selection(self) -> None:
        self.select(self._kept, self._kept_current)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    # --- painting anew --------------------------------------------------------------------------------------

    def show_picture(self, url: str) -> None:
        """Paint the rows anew that are seen and have this picture."""
        for row in self._seen_rows():
            if self._jobs.job_at(row).thumbnail_url == url:
                self.update(self._jobs.index(row))

    def dataChanged(  # noqa: N802 - Qt's name
        self, first: Index, last: Index, roles: Iterable[int] = ()
    ) -> None:
        """Repaint the row alone: Qt's own list lays out all rows, whose heights never change here.

        Of progress, only the part of the row that shows it; whoever reads the screen aloud is told by Qt.
        """
        told = list(roles)
        if first.row() == last.row() and Role.PROGRESS in told and not QAccessible.isActive():
            job, rect = self._jobs.job_at(first.row()), self.visualRect(first)
            self.viewport().update(self._delegate.moving_part(rect, job, mirrored=self._is_mirrored))
        else:
            self.visualRect(first)  # makes the layout that is due: until then Qt's own paints no change
            QAbstractItemView.dataChanged(self, first, last, told)

    def rowsInserted(self, parent: Index, first: int, last: int) -> None:  # noqa: N802 - Qt's name
        """Note that the rows above stay as they are."""
        self._stale_from = first if self._stale_from is None else min(first, self._stale_from)
        super().rowsInserted(parent, first, last)

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Paint anew from the first row that came; Qt's own list paints all rows for each that is added."""
        first, self._stale_from = self._stale_from, None
        viewport = self.viewport()
        if not first or not viewport.updatesEnabled():
            super().doItemsLayout()
            return
        before = viewport.size(), self.verticalOffset()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        super().doItemsLayout()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        stale = viewport.rect()
        if before == (viewport.size(), self.verticalOffset()):
            stale.setTop(self.visualRect(self._jobs.index(first)).top())
        viewport.update(stale)

    def _expect_all_moved(self) -> None:
        self._stale_from = 0

    def _seen_rows(self) -> range:
        """The rows of which something is in sight."""
        area = self.viewport().rect()
        first = self.indexAt(QPoint(area.center().x(), area.top()))
        last = self.indexAt(QPoint(area.center().x(), area.bottom()))
        if not first.isValid():
            return range(0)
        return range(first.row(), (last.row() if last.isValid() else self._jobs.rowCount() - 1) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right, Left and Return open and close the group under the focus."""
        index = self.currentIndex()
        opens = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        is_key = opens is not None or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_key and index.isValid() and index.data(Role.GROUP) is not None:
            row_id = self._jobs.job_at(index.row()).id
            if opens is not self._jobs.is_open(row_id):
                self.command_clicked.emit("toggle_group", row_id)
        else:
            super().keyPressEvent(event)

    # --- mouse ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a row's button neither selects nor drags."""
        self._pressed = self._button_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            self._pressed = None
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The button acts when it is released over it."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._button_at(event.position().toPoint()):
            job_id, name = pressed
            self.command_clicked.emit(name, job_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks on a button are two clicks on it, and open nothing."""
        if self._button_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the button under the pointer."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
        self._heat(self._button_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """No button is under the pointer any more."""
        self._heat(None)
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what a row's button does; the rest of the row has the model's tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            button = self._button_at(event.pos())
            if button is not None:
                QToolTip.showText(event.globalPos(), ROW_COMMANDS[button[1]].tip, self.viewport())
                return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu opens at the pointer, or at the focused row when a key asks for it."""
        position = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            position = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(position)

    # --- dragging -------------------------------------------------------------------------------------------

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark the gap that a drop would fill."""
        super().dragMoveEvent(event)
        self._mark_gap(self._gap_at(event.position().toPoint()) if event.isAccepted() else None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No gap is marked any more."""
        super().dragLeaveEvent(event)
        self._mark_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the rows were dropped; the model moves them when the engine has."""
        ids = bytes(event.mimeData().data(JOBS_MIME).data()).decode("ascii").split()
        row = self._gap_at(event.position().toPoint())
        # Nothing was moved yet: with "move" Qt would delete the dragged rows from the model.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._mark_gap(None)
        self.moved.emit(ids, row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the marked gap over them."""
        self._delegate.stale = event.region()
        super().paintEvent(event)
        self._delegate.stale = None
        if self._gap is not None and self._jobs.rowCount():
            self._delegate.paint_gap(QPainter(self.viewport()), self._gap_rect(self._gap))
        if self._delegate.counting and not self._second.isActive():
            # Just after the next full second; each paint asks for the next one, so that a list without such
            # rows, or one that nobody sees, has no timer.
            self._second.start(1001 - int(time.time() * 1000) % 1000)

    def _count_down(self) -> None:
        """Paint the rows anew that count seconds, as far as they are seen."""
        counting, self._delegate.counting = self._delegate.counting, set()
        for job_id in counting:
            row = self._jobs.row_of(job_id)
            if row is not None:
                self.update(self._jobs.index(row))

    def _gap_at(self, position: QPoint) -> int:
        """The row in front of which a drop goes; behind the last one it is their number."""
        index = self.indexAt(position)
        if not index.isValid():
            return self._jobs.rowCount()
        return index.row() + (position.y() > self.visualRect(index).center().y())

    def _gap_rect(self, row: int) -> QRect:
        last = self._jobs.rowCount() - 1
        rect = self.visualRect(self._jobs.index(min(row, last)))
        return rect if row <= last else rect.translated(0, rect.height())

    def _mark_gap(self, row: int | None) -> None:
        if self._gap != row:
            self._gap = row
            self.viewport().update()

    def _button_at(self, position: QPoint) -> tuple[str, str] | None:
        index = self.indexAt(position)
        if not index.isValid():
            return None
        job = self._jobs.job_at(index.row())
        rect = self.visualRect(index)
        name = self._delegate.button_at(rect, job, position, mirrored=self._is_mirrored)
        return (job.id, name) if name else None

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _heat(self, button: tuple[str, str] | None) -> None:
        before, self._delegate.hot = self._delegate.hot, button
        if before != button:
            for job_id in {part[0] for part in (before, button) if part}:
                row = self._jobs.row_of(job_id)
                self.update(self._jobs.index(row) if row is not None else QModelIndex())
