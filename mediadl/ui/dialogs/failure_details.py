"""What went wrong with one job, in full: the sentence, what can be done, the original words and the log."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.domain.failures import Failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.links import public
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme


class FailureDetails(QDialog):
    """Stands beside the window, which stays usable; shown with `show()`, it deletes itself when closed.

    It closes by itself when the job is no longer a failed one: what it says and offers would be of the past.
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
        """`job` must have failed; what its worker wrote last is shown, too."""
        super().__init__(parent)
        assert job.failure is not None, "only a failed job has details"
        self._operations, self._job_id = operations, job.id
        self.setWindowTitle("What went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        log = tuple(engine.finding(job.id).log)
        self._text = _report(job, job.failure, log)
        title, sentence = QLabel(" ".join(job.display_title.split()), self), QLabel(job.failure.message, self)
        title.setProperty("role", "heading")
        self.log_field = self._log_field("\n".join(_words(job.failure, log)))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.metrics.space_m)
        layout.setContentsMargins(*[theme.metrics.space_l] * 4)
        for label in (title, sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            layout.addWidget(label)
        layout.addWidget(self.log_field, 1)
        layout.addLayout(self._buttons(theme))
        self.retry.setFocus()
        wanted = QSize(76 * theme.metrics.unit, 56 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
        self._follow(engine.bus)

    def _follow(self, bus: Bus) -> None:
        subscriptions: list[Callable[[], None]] = [
            bus.subscribe(JobChanged, self._on_job_changed),
            bus.subscribe(JobRemoved, self._on_job_removed),
        ]
        self.destroyed.connect(lambda: [unsubscribe() for unsubscribe in subscriptions])

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.id == self._job_id and event.job.state is not JobState.FAILED:
            self.close()

    def _on_job_removed(self, event: JobRemoved) -> None:
        if event.job.id == self._job_id:
            self.close()

    def _log_field(self, text: str) -> QPlainTextEdit:
        field = QPlainTextEdit(text, self)
        field.setReadOnly(True)
        field.setProperty("role", "log")
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        field.setAccessibleName("Original words and log")
        field.setTabChangesFocus(True)
        field.setPlaceholderText("Nothing more is known.")
        return field

    def _buttons(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        self.retry = QPushButton(icons.icon("retry", theme, "accent_text"), "&Retry", self)
        self.retry.setProperty("kind", "primary")
        self.retry.setDefault(True)
        self.choose = QPushButton(icons.icon("formats", theme), "Choose another &format", self)
        self.copy = QPushButton(icons.icon("copy", theme), "&Copy details", self)
        self.done_button = QPushButton("Close", self)
        self.retry.clicked.connect(self._retry)
        self.choose.clicked.connect(self._choose)
        self.copy.clicked.connect(self._copy)
        self.done_button.clicked.connect(self.close)
        for button in (self.retry, self.choose, self.copy):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        return row

    def _retry(self) -> None:
        self._operations.retry([self._job_id])
        self.close()

    def _choose(self) -> None:
        self._operations.choose_again(self._job_id)
        self.close()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText("Copied")


def _words(failure: Failure, log: Sequence[str]) -> list[str]:
    """The original words, then the log, which often ends with the same ones."""
    detail = failure.detail.strip().splitlines()
    return [*detail, "", *log] if detail and log else [*detail, *log]


def _report(job: Job, failure: Failure, log: Sequence[str]) -> str:
    """All of it as text, to paste into a message to somebody who can help."""
    lines = [
        public(job.display_title),
        public(job.url),
        f"{failure.message} [{failure.kind}]",
        "",
        *_words(failure, log),
    ]
    return "\n".join(lines)
