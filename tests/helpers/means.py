"""What runs share, for tests that build a runner by hand."""

from pathlib import Path

from mediadl import wire
from mediadl.domain.settings import Settings
from mediadl.domain.watchdog import Patience
from mediadl.engine.accounts import Accounts
from mediadl.engine.budget import SpeedBudget
from mediadl.engine.bus import Bus
from mediadl.engine.had import HadMedia
from mediadl.engine.network import Network
from mediadl.engine.pool import WorkerPool
from mediadl.engine.queue import JobQueue
from mediadl.engine.resolution import Resolution
from mediadl.engine.retries import Retries
from mediadl.engine.runner import Means
from mediadl.engine.sites import Sites
from mediadl.engine.tasks import Tasks
from mediadl.engine.watch import Watches
from mediadl.store.archive import ArchiveStore


def means_of(
    pool: WorkerPool, queue: JobQueue, bus: Bus, tasks: Tasks, patience: Patience | None = None
) -> Means:
    """Real parts with the settings as they come."""
    had = HadMedia(ArchiveStore(queue._store._database))
    retries = Retries(queue, Sites(), Network(), Settings)
    watches = Watches(tasks, lambda: 0.0, patience)
    resolution = Resolution(Settings, Path.home)
    budget = SpeedBudget(bus, tasks)
    accounts = Accounts(pool, bus, tasks)
    return Means(pool, budget, retries, watches, Settings, resolution, _first_number, had, accounts)


async def _first_number(wanted: wire.NumberWanted) -> wire.SetNumber:
    return wire.SetNumber(season=wanted.season, number=wanted.first)
