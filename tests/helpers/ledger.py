"""Accounts with a pool of their own, for tests that need no engine."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mediadl.domain.events import AccountsChanged, VaultChanged
from mediadl.engine.accounts import Accounts
from mediadl.engine.bus import Bus
from mediadl.engine.pool import WorkerPool
from mediadl.engine.sealed_items import SessionItems
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store


@dataclass
class Ledger:
    """The accounts, what keeps them, and what they have told."""

    accounts: Accounts
    items: SessionItems
    pool: WorkerPool
    tasks: Tasks
    told: list[AccountsChanged | VaultChanged] = field(default_factory=list)


@asynccontextmanager
async def a_ledger(
    folder: Path, worker: Sequence[str], items: SessionItems | None = None
) -> AsyncIterator[Ledger]:
    """Open accounts whose workers are started with this command."""
    folder.mkdir(parents=True, exist_ok=True)
    store = await Store.open(folder / "ledger.sqlite3")
    tasks, bus, kept = Tasks(), Bus(), items or SessionItems()
    pool = WorkerPool(worker, folder, store.workers, tasks)
    accounts = Accounts(pool, bus, tasks)
    accounts.keep_in(kept)
    ledger = Ledger(accounts, kept, pool, tasks)
    for kind in (AccountsChanged, VaultChanged):
        bus.subscribe(kind, ledger.told.append)
    try:
        await accounts.start()
        yield ledger
    finally:
        await pool.close()
        await tasks.cancel_all()
        await store.close()
