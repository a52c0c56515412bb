"""Looks after the saved queue while the program runs: backups, and what to do when it turns out damaged."""

from mediadl.domain.errors import UserError
from mediadl.domain.events import QueueRestored, SaveFailed
from mediadl.domain.restoration import Restoration
from mediadl.engine.bus import Bus
from mediadl.engine.choices import Choices
from mediadl.engine.queue import JobQueue
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store


class Upkeep:
    """What is in memory is newer than any backup, so after a restoration it is saved once more."""

    def __init__(self, store: Store, queue: JobQueue, choices: Choices, bus: Bus, tasks: Tasks) -> None:
        self._store = store
        self._queue = queue
        self._choices = choices
        self._bus = bus
        self._tasks = tasks
        store.database.on_recovered = self._on_recovered

    def start(self) -> None:
        """Keep the queue backed up from now on."""
        self._tasks.spawn(self._store.keep_backed_up(), name="back up the queue")

    def _on_recovered(self, restoration: Restoration) -> None:
        self._tasks.spawn(self._save_all(restoration), name="save the queue into the restored database")

    async def _save_all(self, restoration: Restoration) -> None:
        try:
            await self._queue.save_all()
            await self._choices.save_again(job.id for job in self._queue.jobs)
        except UserError as error:
            self._bus.publish(SaveFailed(str(error)))
        self._bus.publish(QueueRestored(restoration))
