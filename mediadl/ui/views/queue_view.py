"""The queue view: header, list of jobs and empty state, joined; what a row looks like is the delegate's."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from mediadl.domain.batch import is_group
from mediadl.domain.job import Job, JobState
from mediadl.engine.engine import Engine
from mediadl.ui.dialogs.job_details import JobDetails
from mediadl.ui.models.queue_filter import QueueFilter
from mediadl.ui.models.queue_model import QueueModel
from mediadl.ui.operations import Operations
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views import job_words
from mediadl.ui.views.choice_empty import ChoiceEmpty
from mediadl.ui.views.job_list import JobList
from mediadl.ui.views.queue_actions import QueueActions
from mediadl.ui.views.queue_delegate import QueueDelegate
from mediadl.ui.views.queue_header import QueueHeader
from mediadl.ui.views.queue_moves import following

_NOTHING_YET = (
    "Paste a link to start",
    "Copy the address of a video or a playlist and press Ctrl+V, or drop it anywhere on this window.",
)
_ALL_HIDDEN = (
    "Nothing here matches",
    "No download in the queue fits this filter and search. Press Escape in the search field or choose “All”.",
)

_OPENS = {
    JobState.COMPLETED: "open",
    JobState.DIFFERS: "open",
    JobState.FAILED: "details",
    JobState.WAITING: "details",
    JobState.CHOOSING: "choose",
}
"""The command that a double click on a job in that state means."""


class QueueView(QWidget):
    """All jobs and what can be done with them.

    `choice_requested(job_id)`: the user wants to make the choice that a job waits for.
    """

    choice_requested = Signal(str)

    def __init__(
        self, *, engine: Engine, operations: Operations, theme: Theme, thumbnails: Thumbnails
    ) -> None:
        super().__init__()
        self._engine, self._operations, self._theme = engine, operations, theme
        self._details: dict[str, JobDetails] = {}
        self.model = QueueModel(engine, job_words.spoken, self)
        self._delegate = QueueDelegate(theme, thumbnails, self.font(), self)
        self.jobs = JobList(self.model, self._delegate, self)
        self._delegate.setParent(self.jobs)
        self.actions_ = QueueActions(engine, operations, theme, self.model, self.jobs)
        self.header = QueueHeader(self.actions_, self.model, theme, self)
        self.empty = ChoiceEmpty(theme, "download", *_NOTHING_YET, parent=self)
        self._menu = QMenu(self)
        self.fill_menu(self._menu)
        self._column = QVBoxLayout(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect(thumbnails)
        self._wear()
        self._show_emptiness()

    def selected_job(self) -> Job | None:
        """The one job that is selected, the first of several, or None."""
        return next(iter(self.jobs.selected_jobs()), None)

    def select_job(self, job_id: str) -> None:
        """Select a job, scroll to it and give it the focus; a filter that hides it is lifted."""
        if self.model.row_of(job_id) is None and self.model.contains(job_id):
            self.header.clear()
        self.model.reveal(job_id)
        if self.model.row_of(job_id) is not None:
            self.jobs.select([job_id], job_id)
            self.jobs.scrollTo(self.jobs.currentIndex())
            self.jobs.setFocus()

    def selected_job_ids(self) -> list[str]:
        """Ids of the selected jobs, in queue order."""
        return [job.id for job in self.jobs.selected_jobs()]

    def fill_menu(self, menu: QMenu) -> None:
        """Put every action of this view into a menu."""
        self.actions_.fill(menu)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.jobs)
        self._stack.addWidget(self.empty)
        # Keys, Ctrl+V among them, are heard here and not in the link field, whether there are rows or not.
        for page in (self, self.empty):
            page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        walk([*self.header.tab_stops, self.jobs])
        layout = self._column
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.header.search.enter)

    def _connect(self, thumbnails: Thumbnails) -> None:
        self.jobs.command_clicked.connect(self._on_command_clicked)
        self.jobs.moved.connect(self._on_moved)
        self.jobs.menu_requested.connect(self._menu.popup)
        self.jobs.doubleClicked.connect(lambda index: self._open(self.model.job_at(index.row())))
        self.actions_.choice_requested.connect(self.choice_requested)
        self.actions_.details_requested.connect(self._show_details)
        self.header.filter_changed.connect(self._on_filter_changed)
        self.header.search.left_downwards.connect(self.jobs.setFocus)
        for change in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            change.connect(self._show_emptiness)
        self.model.counts_changed.connect(self._show_emptiness)
        thumbnails.loaded.connect(self.jobs.show_picture)
        self._theme.changed.connect(self._wear)

    def _wear(self) -> None:
        metrics = self._theme.metrics
        self._delegate.use_font(QFont(QApplication.font()))
        self.jobs.verticalScrollBar().setSingleStep(self._delegate.sizes.height // 2)
        self.jobs.scheduleDelayedItemsLayout()
        self.jobs.viewport().update()
        self._column.setContentsMargins(*[metrics.space_l] * 4)
        self._column.setSpacing(metrics.space_m)

    def _show_emptiness(self) -> None:
        if not self.model.rowCount():
            self.empty.say(*(_NOTHING_YET if self.model.filter.hides_nothing else _ALL_HIDDEN))
        middle = self._middle()
        if self._stack.currentWidget() is middle:
            return  # a focus that is given anew paints the whole view, and this is heard of every change
        had_focus = self.empty.hasFocus() or self.jobs.hasFocus()
        self._stack.setCurrentWidget(middle)
        if had_focus:
            self.setFocus()

    def _middle(self) -> QWidget:
        """The list, or what stands in its place."""
        return self.jobs if self.model.rowCount() else self.empty

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the middle; with a focus proxy instead, Tab leaps over the header."""
        super().focusInEvent(event)
        self._middle().setFocus(event.reason())

    def _on_filter_changed(self, new: QueueFilter) -> None:
        self.model.set_filter(new)

    def _on_command_clicked(self, name: str, job_id: str) -> None:
        row = self.model.row_of(job_id)
        if name == "toggle_group":
            self.model.toggle(job_id)
        elif row is not None:
            self.actions_.run(name, self.model.jobs_at([row]))

    def _on_moved(self, job_ids: list[str], row: int) -> None:
        """Rows were dropped in front of `row`; behind the last one it is that one which they follow."""
        order, queue = self.model.order, [job.id for job in self._engine.jobs]
        before = next((job_id for job_id in order[row:] if job_id not in job_ids), None)
        if before is None and order and order[-1] in queue:
            before = following(order[-1], queue, job_ids)
        self._operations.reorder(job_ids, before)

    def _open(self, job: Job) -> None:
        """What a double click means."""
        if is_group(job):
            self.model.toggle(job.id)
        elif job.is_had and not job.files:
            self.actions_.run("details", [job])
        elif job.state in _OPENS:
            self.actions_.run(_OPENS[job.state], [job])

    def _show_details(self, job_id: str) -> None:
        """One dialog a job; it comes to the front when it is asked for again."""
        dialog = self._details.get(job_id)
        if dialog is None:
            dialog = JobDetails(
                self._engine.job(job_id),
                engine=self._engine,
                operations=self._operations,
                theme=self._theme,
                parent=self,
            )
            self._details[job_id] = dialog
            dialog.destroyed.connect(lambda: self._details.pop(job_id, None))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
