"""What happens to jobs, numbered and kept for a while, for readers who may know of it. No network here."""

import asyncio
import contextlib
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mediadl.contract.events import JobProgressTold, JobRemovedTold, QueueStats
from mediadl.domain.clients import Client
from mediadl.domain.errors import UnknownJob
from mediadl.domain.events import JobAdded, JobChanged, JobProgressed, JobRemoved
from mediadl.domain.job import Job
from mediadl.domain.progress import Progress
from mediadl.engine.engine import Engine
from mediadl.server.job_news import JobNews
from mediadl.server.problems import Code, Problem
from mediadl.server.telling import status_of, told

KEPT = 1000
"""How many events a reader that comes back can be told again; progress is not among them."""
MOST_WAITING = 500
"""A reader that has so many events before it is too slow, and is dropped."""
MOST_READERS = 50
"""Streams of one client."""
STATS_PAUSE_S = 0.5
RESET = "stream.reset"
"""Events were missed that are not kept any more: what is known has to be asked for anew."""
STATS = "queue.stats"


@dataclass(frozen=True)
class Event:
    """One thing that happened. Its data is JSON in one line; that of `STATS` depends on who reads it."""

    name: str
    owner_id: str | None
    """The client whose job it is about; None is the user."""
    data: str = "{}"
    id: str | None = None
    """None for what nobody is told twice."""


class Reader:
    """One stream's place in what happens."""

    def __init__(self, client: Client, missed: list[Event]) -> None:
        self.client = client
        self._waiting = deque(missed)
        self._news = asyncio.Event()
        self.dropped = asyncio.Event()
        """Set when it was too slow; there is nothing more for it."""

    @property
    def is_dropped(self) -> bool:
        """Whether it was too slow."""
        return self.dropped.is_set()

    async def next(self, wait_s: float) -> Event | None:
        """The next event; None after so many seconds without any, or when it is dropped."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                while not self._waiting and not self.is_dropped:
                    self._news.clear()
                    await self._news.wait()
        return self._waiting.popleft() if self._waiting and not self.is_dropped else None

    def put(self, event: Event) -> None:
        """Let it wait for the reader, in place of what it makes out of date."""
        if event.name == STATS and any(one.name == STATS for one in self._waiting):
            return
        self._waiting.append(event)
        if len(self._waiting) > MOST_WAITING:
            self.dropped.set()
            self._waiting.clear()
        self._news.set()


class Feed:
    """One for an API; listens to the engine until it is closed."""

    def __init__(self, engine: Engine, news: JobNews) -> None:
        self._engine = engine
        self._news = news
        self._run = uuid.uuid4().hex[:8]
        self._number = 0
        self._kept: deque[tuple[int, Event]] = deque(maxlen=KEPT)
        self._readers: list[Reader] = []
        self._stats_timer: asyncio.TimerHandle | None = None
        bus = engine.bus
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            bus.subscribe(JobAdded, lambda event: self._on_job("job.added", event.job)),
            bus.subscribe(JobChanged, self._on_changed),
            bus.subscribe(JobProgressed, self._on_progressed),
            bus.subscribe(JobRemoved, self._on_removed),
        )

    def close(self) -> None:
        """Listen no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        if self._stats_timer is not None:
            self._stats_timer.cancel()

    @contextlib.contextmanager
    def reading(self, client: Client, last_id: str | None) -> Iterator[Reader]:
        """Read within the block: first what came after `last_id`, as far as it is kept, then what comes.

        Raises:
            Problem: the client has too many streams.
        """
        if sum(one.client.id == client.id for one in self._readers) >= MOST_READERS:
            raise Problem(Code.RATE_LIMITED, "This client has too many streams open.", retry_after_s=10)
        reader = Reader(client, [*self._missed(client, last_id), Event(STATS, client.id)])
        self._readers.append(reader)
        try:
            yield reader
        finally:
            self._readers.remove(reader)

    def data_of(self, event: Event, client: Client) -> str:
        """The event's data for this reader, JSON in one line."""
        return self._stats_of(client).model_dump_json() if event.name == STATS else event.data

    def _missed(self, client: Client, last_id: str | None) -> list[Event]:
        if not last_id:
            return []
        run, _dash, number = last_id.partition("-")
        oldest = self._kept[0][0] if self._kept else self._number + 1
        is_known = run == self._run and number.isdecimal() and len(number) < 20
        if not is_known or not oldest - 1 <= int(number) <= self._number:
            return [Event(RESET, client.id)]
        return [event for at, event in self._kept if at > int(number) and client.sees(event.owner_id)]

    def _stats_of(self, client: Client) -> QueueStats:
        found = Counter(status_of(job) for job in self._engine.jobs if client.sees(job.client_id))
        return QueueStats(total=found.total(), by_status=dict(found))

    def _on_changed(self, event: JobChanged) -> None:
        self._on_job("job.changed", event.job, counts=event.job.state is not event.before.state)

    def _on_job(self, name: str, job: Job, *, counts: bool = True) -> None:
        progress = self._engine.finding(job.id).progress
        data = told(job, progress, self._news.changed_at(job)).model_dump_json()
        self._keep(Event(name, job.client_id, data))
        if counts:
            self._stats_soon()

    def _on_removed(self, event: JobRemoved) -> None:
        data = JobRemovedTold(request_id=event.job.id).model_dump_json()
        self._keep(Event("job.removed", event.job.client_id, data))
        self._stats_soon()

    def _on_progressed(self, event: JobProgressed) -> None:
        if not self._readers:
            return
        with contextlib.suppress(UnknownJob):  # it was removed in the same moment
            owner_id = self._engine.job(event.job_id).client_id
            data = _progress(event.job_id, event.progress).model_dump_json()
            self._tell(Event("job.progress", owner_id, data))

    def _keep(self, event: Event) -> None:
        self._number += 1
        event = Event(event.name, event.owner_id, event.data, f"{self._run}-{self._number}")
        self._kept.append((self._number, event))
        self._tell(event)

    def _tell(self, event: Event) -> None:
        for reader in self._readers:
            if reader.client.sees(event.owner_id):
                reader.put(event)

    def _stats_soon(self) -> None:
        if self._readers and self._stats_timer is None:
            loop = asyncio.get_running_loop()
            self._stats_timer = loop.call_later(STATS_PAUSE_S, self._tell_stats)

    def _tell_stats(self) -> None:
        self._stats_timer = None
        for reader in self._readers:
            reader.put(Event(STATS, reader.client.id))


def _progress(job_id: str, progress: Progress) -> JobProgressTold:
    fraction: Any = progress.fraction or 0.0
    return JobProgressTold(
        request_id=job_id,
        progress_percent=round(min(max(fraction, 0.0), 1.0) * 100, 1),
        downloaded_bytes=progress.done_bytes or None,
        total_bytes=progress.total_bytes,
        speed=progress.speed_bps,
        eta=progress.eta_s,
    )
