"""The history page: what has been downloaded, searched, sorted and filtered, and what can be done with it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.events import JobChanged
from mediadl.domain.history_query import HistoryQuery
from mediadl.domain.job import DELIVERED_STATES, Job
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.borrowed_menu import BorrowedMenu
from mediadl.ui.dialogs.history_exchange import HistoryExchange
from mediadl.ui.models.history_model import HistoryLine, HistoryModel
from mediadl.ui.operations import Operations
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_empty import ChoiceEmpty
from mediadl.ui.views.history_actions import HistoryActions
from mediadl.ui.views.history_delegate import HistoryDelegate, spoken
from mediadl.ui.views.history_tools import HistoryTools

PAGE = 500
"""Lines that are read at once, and that “Show more” adds."""
_RELOAD_MS = 200


class HistoryView(QWidget):
    """Fields, actions, and the list. It reads the history while it is shown; the loop has to run."""

    def __init__(
        self, *, engine: Engine, operations: Operations, theme: Theme, thumbnails: Thumbnails
    ) -> None:
        super().__init__()
        self._engine, self._operations, self._theme = engine, operations, theme
        self.tools = HistoryTools(theme, self)
        self.tools.show_order(engine.settings.history_order)
        self.search = self.tools.search
        self.model = HistoryModel(spoken, self)
        self.list = QListView(self)
        self.empty = ChoiceEmpty(theme, "history", "", "", self)
        self.more = QPushButton("Show &more", self)
        self.limit = PAGE
        self._pages = QStackedWidget(self)
        self._forgotten: set[str] = set()
        self._reload_timer = QTimer(self, singleShot=True, interval=_RELOAD_MS)
        self._build_list(thumbnails)
        self.actions_ = HistoryActions(engine, operations, theme, self.list, self.selected)
        self._buttons = [self._button(action) for action in self.actions_.by_name.values()]
        self.exchange = HistoryExchange(engine, operations, theme, self)
        self.exchange_button = self._exchange_button()
        self._lay_out()
        self._connect()
        self._resize()
        self.actions_.refresh()

    def reload(self) -> None:
        """Read the history again."""
        self._operations.run(self._load(self.tools.query, self.limit), name="load history")

    def event(self, event: QEvent) -> bool:
        """Look again when the user comes back from another window, where files may have been moved."""
        if event.type() is QEvent.Type.WindowActivate and self.isVisible():
            self._reload_timer.start()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What finished meanwhile, or was moved away, is seen now."""
        super().showEvent(event)
        self.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the list, or to the search while there is none."""
        super().focusInEvent(event)
        (self.list if self.model.rowCount() else self.search).setFocus(event.reason())

    def selected(self) -> list[Job]:
        """The selected jobs, from the top."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.model.line(row).job for row in rows]

    # --- inside ---------------------------------------------------------------------------------------------

    async def _load(self, query: HistoryQuery, limit: int) -> None:
        jobs = await self._engine.find_history(query, limit)
        lines = await asyncio.to_thread(_with_files, jobs, query)
        # What was forgotten while this was read must not come back.
        lines = [line for line in lines if line.job.id not in self._forgotten]
        if (query, limit) != (self.tools.query, self.limit):
            return  # a newer question is on its way
        self._show(lines)
        self.more.setVisible(len(jobs) == limit)
        self._show_page(query)

    def _show(self, lines: Sequence[HistoryLine]) -> None:
        """Show these and keep the selection and the place."""
        kept = {job.id for job in self.selected()}
        current, top = self.list.currentIndex(), self.list.verticalScrollBar().value()
        current_id = self.model.line(current.row()).job.id if current.isValid() else None
        self.model.show_lines(lines)
        selection = self.list.selectionModel()
        for row in [row for row, line in enumerate(lines) if line.job.id in kept]:
            selection.select(self.model.index(row), selection.SelectionFlag.Select)
        if current_id is not None and (now := self.model.row_of(current_id)) is not None:
            selection.setCurrentIndex(self.model.index(now), selection.SelectionFlag.NoUpdate)
        self.list.verticalScrollBar().setValue(top)
        self.actions_.refresh()

    def _show_page(self, query: HistoryQuery) -> None:
        if query.narrows:
            what = f"has “{query.search}” in its title, site or playlist" if query.search else "fits"
            rest = " and fits" if query.search and (query.kind or query.standing) else ""
            self.empty.say("Nothing found", f"No download {what}{rest}.")
        else:
            self.empty.say("Nothing here yet", "What you download is listed here, newest first.")
        self._pages.setCurrentWidget(self.list if self.model.rowCount() else self.empty)

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.state not in DELIVERED_STATES:
            return
        self._forgotten.discard(event.job.id)
        if self.isVisible() and not self._reload_timer.isActive():
            self._reload_timer.start()

    def _on_query_changed(self) -> None:
        self.limit = PAGE
        order = self.tools.query.order
        if order != self._engine.settings.history_order:
            self._operations.change_settings(history_order=order)
        self.list.scrollToTop()
        self._reload_timer.start()

    def _on_more(self) -> None:
        self.limit += PAGE
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # the button may go
        self.reload()

    def _on_forgotten(self, job_ids: Sequence[str]) -> None:
        self._forgotten.update(job_ids)
        self.model.remove(job_ids)
        self._show_page(self.tools.query)

    def _on_remembered(self, job_ids: Sequence[str]) -> None:
        self._forgotten.difference_update(job_ids)
        self.reload()

    def _on_menu_requested(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions_.by_name.values()))
        menu.popup(self.list.viewport().mapToGlobal(place))

    # --- widgets --------------------------------------------------------------------------------------------

    def _build_list(self, thumbnails: Thumbnails) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(self._theme, thumbnails, self.list))
        self.list.setAccessibleName("Downloaded files")
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setMouseTracking(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        thumbnails.loaded.connect(lambda _url: self.list.viewport().update())

    def _connect(self) -> None:
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        self.list.doubleClicked.connect(lambda _index: self.actions_.run("open"))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.actions_.refresh())
        self.tools.changed.connect(self._on_query_changed)
        self.search.left_downwards.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.more.clicked.connect(self._on_more)
        self.actions_.forgotten.connect(self._on_forgotten)
        self.actions_.remembered.connect(self._on_remembered)
        self.actions_.files_moved.connect(self.reload)
        self._reload_timer.timeout.connect(self.reload)
        unsubscribe = self._engine.bus.subscribe(JobChanged, self._on_job_changed)
        self.destroyed.connect(unsubscribe)
        self._theme.changed.connect(self._resize)
        find = QAction("Search", self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.search.enter)
        self.addAction(find)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text())
        return button

    def _exchange_button(self) -> QPushButton:
        button = QPushButton("Import and export", self)
        button.setMenu(BorrowedMenu("Import and export", self.exchange.fill, button))
        button.setIcon(icons.icon("export", self._theme))
        self.tools.add(button)
        return button

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.search, 1)
        for button in self._buttons:
            self._bar.addWidget(button)
        page = QWidget(self)
        page.setObjectName("page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(1, 1, 1, 1)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        inside.addWidget(self._pages)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._bar)
        self._whole.addWidget(self.tools)
        self._whole.addWidget(page, 1)
        self._whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.more.hide()
        tools = self.tools
        stops = [self.search, *self._buttons, tools.order, tools.shown, self.exchange_button]
        walk([*stops, self.list, self.more])

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._whole.setContentsMargins(metrics.space_l, 0, metrics.space_l, metrics.space_s)
        self._whole.setSpacing(metrics.space_s)
        self._bar.setSpacing(metrics.space_xs)
        for button in self._buttons:
            button.setIconSize(QSize(metrics.icon_m, metrics.icon_m))


def _with_files(jobs: Sequence[Job], query: HistoryQuery) -> list[HistoryLine]:
    """Look for each job's media file, and take what is asked for. This blocks: call it in a thread."""
    lines = (HistoryLine(job, is_missing=not (job.files and Path(job.files[0]).exists())) for job in jobs)
    return [line for line in lines if query.takes(is_missing=line.is_missing)]
