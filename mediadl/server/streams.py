"""Answers that go on, by whose they are: all end when the API stops, a client's when its token is revoked."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Coroutine, Iterator
from typing import Any

from mediadl.engine.tasks import Tasks


async def until_first(tasks: Tasks, what: str, *parts: Coroutine[Any, Any, object]) -> None:
    """Run the parts of a stream until the first of them has ended; the others are cancelled."""
    running = [tasks.spawn(part, name=what) for part in parts]
    try:
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class Streams:
    """A stream holds an event, waits for it beside its own news, and ends when it is set."""

    def __init__(self) -> None:
        self._open: dict[asyncio.Event, str | None] = {}
        self._origins: dict[asyncio.Event, str | None] = {}
        self._is_closed = False

    def __len__(self) -> int:
        return len(self._open)

    @contextlib.contextmanager
    def opened(self, client_id: str | None, origin: str | None = None) -> Iterator[asyncio.Event]:
        """Be open for this client, or for nobody from this origin, while the block runs."""
        ending = asyncio.Event()
        if self._is_closed:
            ending.set()
        self._open[ending], self._origins[ending] = client_id, origin
        try:
            yield ending
        finally:
            del self._open[ending], self._origins[ending]

    def strangers(self) -> Counter[str | None]:
        """How many are open for nobody that is known, by origin."""
        return Counter(self._origins[ending] for ending, owner in self._open.items() if owner is None)

    def give(self, ending: asyncio.Event, client_id: str) -> None:
        """Note whose a stream is that was nobody's, or somebody else's."""
        if ending in self._open:
            self._open[ending] = client_id

    def end_of(self, client_id: str) -> None:
        """Have the streams of one client end."""
        for ending, owner in self._open.items():
            if owner == client_id:
                ending.set()

    def end_all(self) -> None:
        """Have every stream end, and each that is opened from now on."""
        self._is_closed = True
        for ending in self._open:
            ending.set()
