"""Notifications: what becomes of downloads, told as it happens to whoever listens, by gid alone."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterator

from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.domain.job import FINAL_STATES
from mediadl.engine.bus import Bus
from mediadl.server.aria2.gids import gid_of
from mediadl.server.aria2.messages import written
from mediadl.server.aria2.status import State, state_of

MOST_WAITING = 500
"""A listener that has so many before it is too slow, and is dropped."""
_ON: dict[State, str] = {
    "active": "Start",
    "paused": "Pause",
    "removed": "Stop",
    "complete": "Complete",
    "error": "Error",
}


class Listener:
    """One socket's place in what happens. `hears` says whose downloads it is told of."""

    def __init__(self, hears: Callable[[str | None], bool]) -> None:
        self._hears = hears
        self._waiting: deque[bytes] = deque()
        self._news = asyncio.Event()

    async def next(self) -> bytes | None:
        """The next notification; None when it was too slow."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return None if len(self._waiting) > MOST_WAITING else self._waiting.popleft()

    def on_changed(self, event: JobChanged) -> None:
        """Tell of a state that aria2 has a word for, when a job comes into it."""
        state = state_of(event.job)
        if state != state_of(event.before) and state in _ON:
            self._tell(event.job.client_id, event.job.id, _ON[state])

    def on_removed(self, event: JobRemoved) -> None:
        """Tell of a job that was taken away before its end."""
        if event.job.state not in FINAL_STATES:
            self._tell(event.job.client_id, event.job.id, "Stop")

    def _tell(self, owner_id: str | None, job_id: str, what: str) -> None:
        if len(self._waiting) > MOST_WAITING or not self._hears(owner_id):
            return
        method, params = f"aria2.onDownload{what}", [{"gid": gid_of(job_id)}]
        self._waiting.append(written({"jsonrpc": "2.0", "method": method, "params": params}))
        self._news.set()


@contextlib.contextmanager
def listening(bus: Bus, hears: Callable[[str | None], bool]) -> Iterator[Listener]:
    """Listen within the block."""
    listener = Listener(hears)
    ends = [bus.subscribe(JobChanged, listener.on_changed), bus.subscribe(JobRemoved, listener.on_removed)]
    try:
        yield listener
    finally:
        for end in ends:
            end()
