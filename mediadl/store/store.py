"""The store as one object: the database and its tables, opened and closed together."""

from dataclasses import dataclass
from pathlib import Path

from mediadl.store.choices import ChoiceStore
from mediadl.store.database import Database
from mediadl.store.history import HistoryStore
from mediadl.store.jobs import JobStore
from mediadl.store.settings import SettingsStore
from mediadl.store.workers import WorkerStore


@dataclass(frozen=True)
class Store:
    """Everything that lasts, by table."""

    database: Database
    jobs: JobStore
    choices: ChoiceStore
    history: HistoryStore
    settings: SettingsStore
    workers: WorkerStore

    @classmethod
    async def open(cls, path: Path) -> "Store":
        """Open the file at `path`, whose folder exists.

        Raises:
            StoreUnusable: it cannot be opened or created.
        """
        database = Database(path)
        try:
            await database.open()
        except BaseException:
            await database.close()
            raise
        return cls.over(database)

    @classmethod
    def over(cls, database: Database) -> "Store":
        """The tables of a database, which is opened and closed by the caller."""
        return cls(
            database,
            JobStore(database),
            ChoiceStore(database),
            HistoryStore(database),
            SettingsStore(database),
            WorkerStore(database),
        )

    async def close(self) -> None:
        """Finish pending writes and close."""
        await self.database.close()
