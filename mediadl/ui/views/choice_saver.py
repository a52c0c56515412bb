"""Saves what is checked in lists, a moment after the last check; what the checks mean is not known here."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from mediadl.domain.choice import Choice
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations

DELAY_MS = 300
"""So that a row of checks in quick succession is saved once."""

Describe = Callable[[str, Choice], Choice]
"""What is chosen of a job's list now; what else the choice says stays."""


class ChoiceSaver(QObject):
    """Remembers which lists have to be saved; `flush` does it at once."""

    def __init__(self, engine: Engine, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._operations = operations
        self._changed: dict[str, tuple[Describe, str | None]] = {}
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def note(self, job_id: str, describe: Describe, preset: str | None) -> None:
        """The user has changed these; they are read when the time comes."""
        self._changed[job_id] = describe, preset
        self._timer.start()

    def forget(self, job_id: str) -> None:
        """The choice has been made, or given up."""
        self._changed.pop(job_id, None)

    def flush(self) -> None:
        """Save what is to be saved."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        for job_id, (describe, preset) in changed.items():
            choice = self._engine.choice(job_id).model_copy(update={"preset": preset})
            self._operations.save_choice(job_id, describe(job_id, choice))
