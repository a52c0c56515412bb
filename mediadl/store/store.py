"""The store as one object: the database and its tables, opened and closed together."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from mediadl.store.archive import ArchiveStore
from mediadl.store.choices import ChoiceStore
from mediadl.store.clients import ClientStore
from mediadl.store.database import Database
from mediadl.store.episodes import EpisodeStore
from mediadl.store.history import HistoryStore
from mediadl.store.jobs import JobStore
from mediadl.store.seen_lists import SeenListStore
from mediadl.store.settings import SettingsStore
from mediadl.store.webhooks import WebhookStore
from mediadl.store.workers import WorkerStore

FIRST_BACKUP_AFTER_S = 5.0
"""Out of the way of the start."""
BACKUP_EVERY_S = 600.0


@dataclass(frozen=True)
class Store:
    """Everything that lasts, by table."""

    database: Database
    jobs: JobStore
    choices: ChoiceStore
    history: HistoryStore
    archive: ArchiveStore
    settings: SettingsStore
    workers: WorkerStore
    episodes: EpisodeStore
    seen_lists: SeenListStore
    clients: ClientStore
    webhooks: WebhookStore

    @classmethod
    async def open(cls, path: Path, *, keeps_backups: bool = True) -> "Store":
        """Open the file at `path`, whose folder exists; backups lie beside it.

        Raises:
            StoreUnusable: it cannot be opened or created.
        """
        database = Database(path, keeps_backups=keeps_backups)
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
            ArchiveStore(database),
            SettingsStore(database),
            WorkerStore(database),
            EpisodeStore(database),
            SeenListStore(database),
            ClientStore(database),
            WebhookStore(database),
        )

    async def keep_backed_up(self) -> None:
        """Make a backup soon, and then now and again when something has changed, until it is cancelled."""
        await asyncio.sleep(FIRST_BACKUP_AFTER_S)
        while True:
            await self.database.back_up()
            await asyncio.sleep(BACKUP_EVERY_S)

    async def close(self) -> None:
        """Finish pending writes and close."""
        await self.database.close()
