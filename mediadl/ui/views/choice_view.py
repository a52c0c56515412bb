"""What the formats page and the playlist page share: the job they show, its end, and their frame."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from mediadl.domain.errors import UnknownJob
from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.domain.job import Job, JobState
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.operations import Operations
from mediadl.ui.scrolled import scrolled
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_empty import ChoiceEmpty
from mediadl.ui.views.choice_footer import ChoiceFooter
from mediadl.ui.views.choice_header import ChoiceHeader


class ChoiceView(QWidget):
    """A page for one job that waits for a choice.

    `done`: the user has chosen, put it off or given it up, or the job went another way; the page is empty
    then, unless the choice was only put off.
    """

    done = Signal()

    ICON: ClassVar[str]
    PICTURE: ClassVar[str]
    """The icon that stands where there is no thumbnail."""
    NOTHING: ClassVar[tuple[str, str]]
    """Title and advice while there is nothing to choose."""

    def __init__(
        self, *, engine: Engine, operations: Operations, theme: Theme, thumbnails: Thumbnails
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.engine, self.operations, self.theme, self.thumbnails = engine, operations, theme, thumbnails
        self.header = ChoiceHeader(theme, thumbnails, icon=self.PICTURE, parent=self)
        self.empty = ChoiceEmpty(theme, self.ICON, *self.NOTHING, parent=self)
        self._job_id: str | None = None
        self._is_sent = False
        self.download_action = self._action("Download", "download", "Return", self._send)
        self.later_action = self._action("Later", "clock", "Esc", self._put_off)
        self.cancel_action = self._action("Cancel download", "cancel", "Ctrl+Shift+Backspace", self._cancel)
        self.later_action.setText("Choose later")
        self.later_action.setIconText("Later")
        self.cancel_action.setIconText("Cancel")
        self._subscriptions: list[Callable[[], None]] = [
            engine.bus.subscribe(JobChanged, self._on_job_changed),
            engine.bus.subscribe(JobRemoved, self._on_job_removed),
        ]
        subscriptions = self._subscriptions
        self.destroyed.connect(lambda: [unsubscribe() for unsubscribe in subscriptions])

    @property
    def job_id(self) -> str | None:
        """The job whose choice is shown; None while there is nothing to choose."""
        return self._job_id

    @property
    def menu_actions(self) -> tuple[QAction, ...]:
        """What can be done here, for the window's menu."""
        return (self.download_action, self.later_action, self.cancel_action)

    def show_job(self, job_id: str) -> None:
        """Show this job's choice as it was left; one that waits for no choice empties the page."""
        try:
            job = self.engine.job(job_id)
        except UnknownJob:
            self.clear()
            return
        if job.state is not JobState.CHOOSING:
            self.clear()
        elif job_id != self._job_id:
            self._job_id, self._is_sent = job_id, False
            self.fill(job)
            self._stack.setCurrentWidget(self._page)

    def clear(self) -> None:
        """Empty the page."""
        self._job_id = None
        self.empty.say(*self.NOTHING)
        self._stack.setCurrentWidget(self.empty)
        self.emptied()
        self.update_actions()

    # --- for the two pages ----------------------------------------------------------------------------------

    def fill(self, job: Job) -> None:
        """Show the job that has just been set."""
        raise NotImplementedError

    def emptied(self) -> None:
        """Let go of what was shown."""
        raise NotImplementedError

    def send(self) -> bool:
        """Ask for the download of what is chosen; return whether there was something to ask for."""
        raise NotImplementedError

    def can_send(self) -> bool:
        """Whether something is chosen that can be downloaded."""
        raise NotImplementedError

    def job_failed(self, job: Job) -> None:
        """The job failed while it waited for a choice."""
        self.clear()
        self.done.emit()

    def job_changed(self, job: Job) -> None:
        """Other facts of the job have changed; it still waits."""

    def frame(self, body: QWidget, footer: ChoiceFooter) -> None:
        """Put the page together: a body that scrolls where it must, and a foot that always stays."""
        self._page = QWidget(self)
        scroll = scrolled(body, "What there is to choose", self._page)
        scroll.setMinimumHeight(1)  # where there is little room it is the body that scrolls, not the foot
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(footer)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._page)

    def update_actions(self) -> None:
        """Let the buttons follow what is chosen."""
        is_shown = self._job_id is not None
        self.download_action.setEnabled(is_shown and not self._is_sent and self.can_send())
        self.later_action.setEnabled(is_shown)
        self.cancel_action.setEnabled(is_shown)

    # --- inside ---------------------------------------------------------------------------------------------

    def _action(self, text: str, icon: str, keys: str, on_triggered: Callable[[bool], None]) -> QAction:
        role = "accent_text" if icon == "download" else "text"
        action = QAction(icons.icon(icon, self.theme, role), text, self)
        action.setShortcuts([QKeySequence(keys), *([QKeySequence("Enter")] if keys == "Return" else [])])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text} ({keys})")
        action.triggered.connect(on_triggered)
        self.addAction(action)
        return action

    def _send(self, _checked: bool) -> None:
        if self._job_id is not None and self.can_send() and not self._is_sent:
            self._is_sent = self.send()
            self.update_actions()

    def _put_off(self, _checked: bool) -> None:
        self.done.emit()

    def _cancel(self, _checked: bool) -> None:
        if self._job_id is not None:
            self.operations.cancel([self._job_id])

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.id != self._job_id:
            return
        if event.job.state is JobState.CHOOSING:
            self.job_changed(event.job)
        elif event.job.state is JobState.FAILED and event.before.state is JobState.CHOOSING:
            self.job_failed(event.job)
        else:
            self._leave()

    def _on_job_removed(self, event: JobRemoved) -> None:
        if event.job.id == self._job_id:
            self._leave()

    def _leave(self) -> None:
        self.clear()
        self.done.emit()
