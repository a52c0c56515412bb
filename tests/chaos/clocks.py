"""A clock that is set while the app runs: libfaketime fakes the time of day, not the monotonic clock."""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Moment = Literal["downloading", "waiting"]

_LONGEST_S = 100.0
_POLL_S = 0.05


def library() -> Path | None:
    """Find libfaketime for programs with threads, where it is installed (Debian's package of that name)."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return found[0] if found else None


@dataclass
class Clock:
    """The clock of one trial, which is set once: by `offset` ("+5h", "-5h") when `moment` has come."""

    folder: Path
    offset: str
    moment: Moment
    was_set: bool = False
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def environment(self) -> dict[str, str]:
        """What the app and all that it starts are to inherit (libfaketime's README)."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Set the clock in the middle of the block."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._show("+0")
        thread = threading.Thread(target=self._wait_and_set)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    @property
    def _file(self) -> Path:
        return self.folder / "clock"

    def _show(self, offset: str) -> None:
        fresh = self.folder / "clock.new"
        fresh.write_text(f"{offset}\n")
        fresh.replace(self._file)

    def _wait_and_set(self) -> None:
        ends_at = time.monotonic() + _LONGEST_S
        while not self._over.wait(_POLL_S) and time.monotonic() < ends_at:
            if self._has_come():
                self._show(self.offset)
                self.was_set = True
                return

    def _has_come(self) -> bool:
        if self.moment == "waiting":
            return "waiting" in _states(self.folder / "data" / "mediadl.sqlite3")
        return any((self.folder / "downloads").glob(".mediadl/*/*.part*"))


def _states(database: Path) -> set[str]:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened,
    ):
        return {state for (state,) in opened.execute("SELECT state FROM jobs")}
    return set()
