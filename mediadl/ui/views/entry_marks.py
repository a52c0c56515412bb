"""Keeps the shown list told of what history and queue have of it; what that means is the model's to know."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from mediadl.domain.archive import intent_of
from mediadl.domain.events import JobAdded, JobChanged, JobRemoved
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.operations import Operations

_DELAY_MS = 400
"""Jobs change in bursts; the marks follow a moment later."""


class EntryMarks(QObject):
    """Asks once a list is shown, and again after jobs have come, gone or ended."""

    def __init__(self, engine: Engine, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._operations = engine, operations
        self._model: EntriesModel | None = None
        self._list_url: str | None = None
        self._options = DownloadOptions()
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self._ask)
        subscriptions: list[Callable[[], None]] = [
            engine.bus.subscribe(JobAdded, lambda _event: self._due()),
            engine.bus.subscribe(JobRemoved, lambda _event: self._due()),
            engine.bus.subscribe(JobChanged, self._on_job_changed),
        ]
        self.destroyed.connect(lambda: [unsubscribe() for unsubscribe in subscriptions])

    def want(self, options: DownloadOptions) -> None:
        """What is wanted of entries are files of this kind."""
        if intent_of(options) != intent_of(self._options):
            self._options = options
            self._ask()

    def follow(self, model: EntriesModel | None, list_url: str | None = None) -> None:
        """Tell this list, which has this link, from now on; None tells nothing any more."""
        self._model, self._list_url = model, list_url
        if model is not None:
            self._ask()

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.state is not event.before.state:
            self._due()

    def _due(self) -> None:
        if self._model is not None and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        if self._model is not None:
            self._operations.run(self._tell(self._model), name="marks of a list")

    async def _tell(self, model: EntriesModel) -> None:
        known = await self._engine.known_links(self._list_url, self._options)
        if model is self._model:
            model.know(known)
