"""The history page: what has been downloaded, searchable, and what can be done with it again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from mediadl.domain.events import JobChanged
from mediadl.domain.job import DELIVERED_STATES, Job
from mediadl.domain.links import public
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.icon_field import IconField
from mediadl.ui.models.history_model import HistoryLine, HistoryModel
from mediadl.ui.open_file import open_file, show_in_folder
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_empty import ChoiceEmpty
from mediadl.ui.views.history_delegate import HistoryDelegate, spoken

LIMIT = 2000
_RELOAD_MS = 200


class HistoryView(QWidget):
    """A search field, actions, and the list. It reads the history while it is shown; the loop has to run."""

    def __init__(
        self,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._operations, self._theme = engine, operations, theme
        self.search = IconField("search", theme, self)
        self.model = HistoryModel(spoken, self)
        self.list = QListView(self)
        self.empty = ChoiceEmpty(theme, "history", "", "", self)
        self._pages = QStackedWidget(self)
        self._actions: dict[str, QAction] = {}
        self._buttons: list[QToolButton] = []
        self._forgotten: set[str] = set()
        self._reload_timer = QTimer(self, singleShot=True, interval=_RELOAD_MS)
        self._build_list(thumbnails)
        self._build_actions()
        self._lay_out()
        self._reload_timer.timeout.connect(self.reload)
        unsubscribe = engine.bus.subscribe(JobChanged, self._on_job_changed)
        self.destroyed.connect(unsubscribe)
        theme.changed.connect(self._resize)
        self._resize()
        self._on_selection_changed()

    def reload(self) -> None:
        """Read the history again."""
        self._operations.run(self._load(self.search.text().strip()), name="load history")

    def showEvent(self, event: QShowEvent) -> None:
        """What finished meanwhile, or was moved away, is seen now."""
        super().showEvent(event)
        self.reload()

    def selected(self) -> list[Job]:
        """The selected jobs, from the top."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.model.line(row).job for row in rows]

    # --- inside ---------------------------------------------------------------------------------------------

    async def _load(self, search: str) -> None:
        jobs = await self._engine.history(LIMIT, search)
        lines = await asyncio.to_thread(_with_files, jobs)
        # What was forgotten while this was read must not come back.
        lines = [line for line in lines if line.job.id not in self._forgotten]
        if search != self.search.text().strip():
            return  # a newer search is on its way
        kept = {job.id for job in self.selected()}
        self.model.show_lines(lines)
        selection = self.list.selectionModel()
        for row in [row for row, line in enumerate(lines) if line.job.id in kept]:
            selection.select(self.model.index(row), selection.SelectionFlag.Select)
        self._show_page(search)

    def _show_page(self, search: str) -> None:
        if search:
            self.empty.say("Nothing found", f"No download has “{search}” in its title.")
        else:
            self.empty.say("Nothing here yet", "What you download is listed here, newest first.")
        self._pages.setCurrentWidget(self.list if self.model.rowCount() else self.empty)

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.state not in DELIVERED_STATES:
            return
        self._forgotten.discard(event.job.id)
        if self.isVisible() and not self._reload_timer.isActive():
            self._reload_timer.start()

    def _on_selection_changed(self) -> None:
        count = len(self.list.selectionModel().selectedRows())
        for name, action in self._actions.items():
            action.setEnabled(count == 1 or (count > 1 and name in {"again", "copy", "remove"}))

    def _open(self) -> None:
        self._hand_over(open_file)

    def _show_in_folder(self) -> None:
        self._hand_over(show_in_folder)

    def _hand_over(self, opener: Callable[[Path], Notice | None]) -> None:
        for job in self.selected()[:1]:
            notice = opener(Path(job.files[0])) if job.files else None
            if notice is not None:
                self._operations.notify(notice)

    def _copy_links(self) -> None:
        jobs = self.selected()
        QGuiApplication.clipboard().setText("\n".join(public(job.url) for job in jobs))
        self._operations.notify(Notice("info", "Link copied." if len(jobs) == 1 else "Links copied."))

    def _download_again(self) -> None:
        self._operations.add_again(self.selected())

    def _remove(self) -> None:
        job_ids = [job.id for job in self.selected()]
        self._operations.run(self._engine.forget_history(job_ids), name="forget history")
        self._forgotten.update(job_ids)
        self.model.remove(job_ids)
        self._show_page(self.search.text().strip())

    # --- widgets --------------------------------------------------------------------------------------------

    def _build_list(self, thumbnails: Thumbnails) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(self._theme, thumbnails, self.list))
        self.list.setAccessibleName("Downloaded files")
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setMouseTracking(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        self.list.doubleClicked.connect(lambda _index: self._open())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._on_selection_changed())
        thumbnails.loaded.connect(lambda _url: self.list.viewport().update())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the list, or to the search while there is none."""
        super().focusInEvent(event)
        (self.list if self.model.rowCount() else self.search).setFocus(event.reason())

    def _build_actions(self) -> None:
        self._act("open", "Open", "open", "Return", self._open)
        self._act("folder", "Show in folder", "folder", "Ctrl+Shift+O", self._show_in_folder)
        self._act("again", "Download again", "retry", "Ctrl+R", self._download_again)
        self._act("copy", "Copy link", "copy", "Ctrl+C", self._copy_links)
        self._act("remove", "Remove from history", "remove", "Del", self._remove)
        find = QAction("Search", self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(
            lambda _checked=False: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        )
        self.addAction(find)

    def _act(self, name: str, text: str, icon: str, keys: str, do: Callable[[], None]) -> None:
        action = QAction(icons.icon(icon, self._theme), text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        action.triggered.connect(lambda _checked=False: do())
        self.list.addAction(action)
        self._actions[name] = action
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(text)
        self._buttons.append(button)

    def _on_menu_requested(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._actions.values()))
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Search the history")
        self.search.setAccessibleName("Search the history")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._reload_timer.start())
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
        self._whole.addWidget(page, 1)
        walk([self.search, *self._buttons, self.list])

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._whole.setContentsMargins(metrics.space_l, 0, metrics.space_l, metrics.space_s)
        self._whole.setSpacing(metrics.space_s)
        self._bar.setSpacing(metrics.space_xs)
        for button in self._buttons:
            button.setIconSize(QSize(metrics.icon_m, metrics.icon_m))


def _with_files(jobs: Sequence[Job]) -> list[HistoryLine]:
    """Look for each job's media file. This blocks: call it in a thread."""
    return [HistoryLine(job, is_missing=not (job.files and Path(job.files[0]).exists())) for job in jobs]
