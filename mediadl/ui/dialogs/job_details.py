"""A job that needs somebody, in full: what happened, what can be done, differences, steps, words and log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.domain.job import DELIVERED_STATES, Job, JobState
from mediadl.domain.option_words import in_words
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.dialogs.job_report import original_words, report
from mediadl.ui.dialogs.offer_actions import OfferActions
from mediadl.ui.dialogs.offers import Offer, offers
from mediadl.ui.dialogs.step_list import StepList
from mediadl.ui.operations import Operations
from mediadl.ui.scrolled import scrolled
from mediadl.ui.theme import Theme
from mediadl.ui.views import wait_words
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.job_words import HAD, isolated
from mediadl.ui.views.step_words import failed

TITLES = {JobState.FAILED: "What went wrong", JobState.WAITING: "Why this waits"}
_STAY_OPEN = frozenset({"open_page", "open_folder", "open_file", "choose_folder"})
_LOG_LINES = 7


class JobDetails(QDialog):
    """Stands beside the window, which stays usable; shown with `show()`, it deletes itself when closed.

    It closes by itself when the job gets into another state: what it says and offers would be of the past.
    """

    def __init__(
        self,
        job: Job,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._job, self._theme = job, theme
        self._actions = OfferActions(engine, operations, theme, self)
        self.setWindowTitle(_title(job))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._log = tuple(engine.finding(job.id).log)
        self.sentence = self._label(_sentence(job))
        self.steps = StepList(theme, can_retry=job.state is JobState.DIFFERS, parent=self)
        self.steps.show_steps(job.steps)
        original = "\n".join(original_words(job, self._log))
        self.log_field = self._log_field(original)
        self.log_field.setVisible(bool(original))
        self.offers: dict[str, QPushButton] = {}
        self.copy = QPushButton(icons.icon("copy", theme), "&Copy details", self)
        self.done_button = QPushButton("Close", self)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.done_button.clicked.connect(self.close)
        self.steps.retry_asked.connect(lambda step: operations.redo(job.id, [step]))
        next(iter(self.offers.values()), self.copy).setFocus()
        wanted = QSize(76, 60 if original or job.steps else 34) * theme.metrics.unit
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
        self._follow(engine.bus)

    def _follow(self, bus: Bus) -> None:
        subscriptions: list[Callable[[], None]] = [
            bus.subscribe(JobChanged, self._on_job_changed),
            bus.subscribe(JobRemoved, self._on_job_removed),
        ]
        self.destroyed.connect(lambda: [unsubscribe() for unsubscribe in subscriptions])

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.id != self._job.id:
            return
        if event.job.state is not self._job.state:
            self.close()
            return
        self._job = event.job
        self.sentence.setText(_sentence(event.job))
        self.steps.show_steps(event.job.steps)

    def _on_job_removed(self, event: JobRemoved) -> None:
        if event.job.id == self._job.id:
            self.close()

    # --- widgets --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        space = self._theme.metrics.space_l
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(self._theme.metrics.space_m)
        column.setContentsMargins(space, space, space, space)
        for widget in self._parts():
            column.addWidget(widget)
        column.addWidget(self.log_field, 1)
        column.addStretch(0 if self.log_field.toPlainText() else 1)
        scroll = scrolled(inside, "Details", self)
        foot = QHBoxLayout()
        foot.setContentsMargins(space, 0, space, space)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def _parts(self) -> list[QWidget]:
        parts: list[QWidget] = [self._label(" ".join(self._job.display_title.split()), "heading")]
        parts += [self.sentence]
        if self._job.client_id is not None:
            who = isolated(self._job.client_name or "a connected program")
            parts += [self._label(f"Asked for by {who}.", "muted")]
        if self._job.rule:
            parts += [self._label(self._job.rule, "muted")]
        if not self._job.is_had:  # what is said of these is the sentence
            parts += [self._marked(difference) for difference in self._job.differences]
        parts += [self._buttons()]
        if self._job.steps:
            parts += [self._label("Steps", "heading"), self.steps]
        if self.log_field.toPlainText():
            parts += [self._label("Original words and log", "heading")]
        return parts

    def _label(self, text: str, role: str = "") -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _marked(self, difference: str) -> QWidget:
        line, mark = QWidget(self), QLabel(self)
        side, colour = self._theme.metrics.icon_s, self._theme.tokens.warning
        mark.setPixmap(icons.pixmap("warning", side, colour, self.devicePixelRatioF()))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.metrics.space_s)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label(difference), 1)
        return line

    def _buttons(self) -> QWidget:
        """In the order in which they help; the first one is what Return does."""
        line = QWidget(self)
        flow = FlowLayout(line)
        flow.setSpacing(self._theme.metrics.space_s)
        for offer in offers(self._job):
            button = self._button(offer, is_first=not self.offers)
            self.offers[offer.name] = button
            flow.addWidget(button)
        line.setVisible(bool(self.offers))
        return line

    def _button(self, offer: Offer, *, is_first: bool) -> QPushButton:
        token = "accent_text" if is_first else "text"
        button = QPushButton(icons.icon(offer.icon, self._theme, token), offer.text, self)
        button.setProperty("kind", "primary" if is_first else "")
        button.setAutoDefault(is_first)
        button.setDefault(is_first)
        button.clicked.connect(partial(self._take, offer.name))
        return button

    def _log_field(self, text: str) -> QPlainTextEdit:
        field = QPlainTextEdit(text, self)
        field.setReadOnly(True)
        field.setProperty("role", "log")
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        field.setAccessibleName("Original words and log")
        field.setTabChangesFocus(True)
        field.setMinimumHeight(_LOG_LINES * self._theme.metrics.line)
        return field

    # --- actions --------------------------------------------------------------------------------------------

    def _take(self, name: str) -> None:
        self._actions.do(name, self._job)
        if name not in _STAY_OPEN:
            self.close()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report(self._job, self.sentence.text(), self._log))
        self.copy.setText("Copied")


def _title(job: Job) -> str:
    if job.is_had:
        return HAD.words
    is_less = job.state in DELIVERED_STATES and (job.differences or job.steps)
    return TITLES.get(job.state, "What is different" if is_less else "Why these options")


def _sentence(job: Job) -> str:
    if job.failure is not None:
        return job.failure.message
    if job.state is JobState.WAITING:
        return wait_words.why(job)
    if job.is_had and job.differences:
        return job.differences[0]
    if job.differences:
        return "The file is there. It is not quite what was asked for:"
    if not failed(job.steps):
        return f"It is to be: {in_words(job.options)}."
    return "The file is there. Something that belongs to it is missing: see the steps."
