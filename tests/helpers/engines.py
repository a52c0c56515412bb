"""A real engine over a real database and real workers in a test's own folder, and ways to wait for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from mediadl.app import open_engine
from mediadl.domain.events import (
    Event,
    InnerListChanged,
    JobAdded,
    JobChanged,
    JobProgressed,
    JobRemoved,
    ListingFinished,
)
from mediadl.domain.job import FINAL_STATES, Job, JobState
from mediadl.domain.progress import Progress
from mediadl.domain.settings import MAX_DOWNLOADS_LIMIT
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.paths import Paths

TIMEOUT_S = 180.0


def paths_in(folder: Path) -> Paths:
    """Folders for one engine, all below `folder`."""
    return Paths(data=folder / "data", cache=folder / "cache", logs=folder / "logs")


async def until(reached: Callable[[], object], timeout_s: float = TIMEOUT_S) -> None:
    """Look again and again until the condition holds, for what no event tells of."""
    async with asyncio.timeout(timeout_s):
        while not reached():
            await asyncio.sleep(0.02)


class Watched:
    """An engine, and everything it has told."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.events: list[Event] = []
        self._news = asyncio.Event()
        for kind in (InnerListChanged, JobAdded, JobChanged, JobProgressed, JobRemoved, ListingFinished):
            engine.bus.subscribe(kind, self._on_event)

    def _on_event(self, event: Event) -> None:
        self.events.append(event)
        self._news.set()

    async def until(self, reached: Callable[[], bool], timeout_s: float = TIMEOUT_S) -> None:
        """Wait until the condition holds after some event."""
        async with asyncio.timeout(timeout_s):
            while not reached():
                self._news.clear()
                await self._news.wait()

    async def until_state(self, job_id: str, *states: JobState) -> Job:
        """Wait until the job is in one of the states."""
        await self.until(lambda: self.engine.job(job_id).state in states)
        return self.engine.job(job_id)

    async def until_ended(self, job_id: str) -> Job:
        """Wait until the job is completed, failed or cancelled."""
        return await self.until_state(job_id, *FINAL_STATES)

    async def until_all_ended(self) -> list[Job]:
        """Wait until no job of the queue has anything left to do."""
        await self.until(lambda: all(job.state in FINAL_STATES for job in self.engine.jobs))
        return list(self.engine.jobs)

    def progress_of(self, job_id: str) -> list[Progress]:
        """Every progress that was told of the job, in order."""
        return [e.progress for e in self.events if isinstance(e, JobProgressed) and e.job_id == job_id]

    def moves_of(self, job_id: str) -> list[JobState]:
        """The states that the job went into one after the other, whatever else changed meanwhile."""
        return [
            event.job.state
            for event in self.events
            if isinstance(event, JobChanged)
            and event.job.id == job_id
            and event.job.state is not event.before.state
        ]

    def states_of(self, job_id: str) -> list[JobState]:
        """Every state that was told of the job, in order."""
        return [e.job.state for e in self.events if isinstance(e, JobChanged) and e.job.id == job_id]


@asynccontextmanager
async def running_engine(folder: Path, **settings: Any) -> AsyncIterator[Watched]:
    """Open an engine in the folder; downloads go to `folder/downloads` unless `settings` say otherwise."""
    tasks = Tasks()
    async with open_engine(paths_in(folder), tasks) as (engine, _prober):
        watched = Watched(engine)
        # The tests have but one site.
        usual = {"download_folder": str(folder / "downloads"), "site_downloads": MAX_DOWNLOADS_LIMIT}
        await engine.change_settings(**{**usual, **settings})
        yield watched
