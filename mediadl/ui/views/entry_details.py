"""Asks for what a list does not say of the entries on the screen, and hands on what is learned; no widget."""

from PySide6.QtCore import QObject, QTimer

from mediadl.domain.events import EntriesLearned
from mediadl.engine.engine import Engine
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.entries_area import EntriesArea

_HIDDEN = 30
"""So many entries are looked at at once that a bound hides because nothing is known: politely, not all."""
_PAUSE_MS = 500
"""Scrolling has to stand still so long before an entry is looked at."""


class EntryDetails(QObject):
    """Follows what is seen of a list."""

    def __init__(self, engine: Engine, area: EntriesArea) -> None:
        super().__init__(area)
        self._engine, self._area = engine, area
        self._model: EntriesModel | None = None
        self._list_id: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        area.moved.connect(self._timer.start)
        unsubscribe = engine.bus.subscribe(EntriesLearned, self._on_entries_learned)
        self.destroyed.connect(lambda: [end() for end in (unsubscribe,)])

    def follow(self, model: EntriesModel | None, list_id: str | None = None) -> None:
        """Care for this list from now on; None lets all go."""
        if self._list_id is not None and list_id is None:
            self._engine.want_details(self._list_id, ())
        self._model, self._list_id = model, list_id
        self._timer.start()

    def _ask(self) -> None:
        if self._model is not None and self._list_id is not None and self._area.isVisible():
            rows = self._area.visible_rows()
            self._engine.want_details(self._list_id, *self._model.worth_a_look(rows, _HIDDEN))

    def _on_entries_learned(self, event: EntriesLearned) -> None:
        if event.job_id == self._list_id and self._model is not None:
            self._model.learn(event.entries)
