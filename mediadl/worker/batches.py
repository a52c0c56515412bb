"""Sends the entries of a list in batches: soon, and in few lines. Where they come from is not known here."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from mediadl.domain.media import Entry

BATCH_ENTRIES = 200
BATCH_S = 0.1
"""A batch is sent when it is full or this old: rows appear soon, and 10,000 do not flood the loop."""


class EntryBatches:
    """Takes entries one by one; a thread sends what waits, so that a slow next page holds nobody up."""

    def __init__(self, send: Callable[[tuple[Entry, ...]], None]) -> None:
        self._send = send
        self._lock = threading.Lock()
        self._waiting: list[Entry] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._flush_by_time, name="entries", daemon=True)

    def add(self, entry: Entry) -> None:
        """Take the next entry."""
        with self._lock:
            self._waiting.append(entry)
            if len(self._waiting) >= BATCH_ENTRIES:
                self._flush()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send the rest, after an error too: what was found is worth showing."""
        self._ended.set()
        self._thread.join()
        with self._lock:
            self._flush()

    def _flush_by_time(self) -> None:
        while not self._ended.wait(BATCH_S):
            with self._lock:
                self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._send(tuple(self._waiting))
            self._waiting = []
