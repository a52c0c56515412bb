"""How long a recording bears that nothing new comes, and when it asks the page whether the stream is over."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Air(Enum):
    """What the page says of its stream."""

    LIVE = "live"
    OVER = "over"
    UNKNOWN = "unknown"
    """It cannot be read right now."""


@dataclass(frozen=True)
class Limits:
    """Seconds without anything new."""

    ask_after_s: float = 20.0
    """Then the page is asked, and again after as long."""
    give_up_after_s: float = 600.0
    """Less than `domain.watchdog` gives a live stream: ended here, what was recorded is kept at once."""
    begin_within_s: float = 60.0
    """As long as nothing was recorded there is nothing to lose, and the engine tries again."""
    first_pause_s: float = 0.5
    longest_pause_s: float = 8.0


class Over(Exception):
    """The stream has ended; what was recorded is all there will be."""


class Patience:
    """One for each track; `ask` is shared, and asked by one track at a time."""

    def __init__(self, limits: Limits, ask: Callable[[], Air], *, has_begun: bool = True) -> None:
        """`has_begun` says whether something was recorded before."""
        self._limits = limits
        self._has_begun = has_begun
        self._ask = ask
        self._good_at_s = time.monotonic()
        self._asked_at_s = self._good_at_s
        self._failures = 0

    @property
    def is_tried(self) -> bool:
        """Whether something has gone wrong since the last good news."""
        return self._failures > 0

    def rewarded(self) -> None:
        """Something new has come."""
        self._good_at_s = self._asked_at_s = time.monotonic()
        self._failures = 0
        self._has_begun = True

    def answered(self, usual_gap_s: float) -> None:
        """The server answers, with nothing new; that is usual for `usual_gap_s`.

        Raises:
            Over: the page says so, or it has gone on for too long.
        """
        self._failures = 0
        self._endure(max(self._limits.ask_after_s, 3 * usual_gap_s), None)

    def failed(self, error: Exception) -> float:
        """Something went wrong; return the seconds to wait before the next try.

        Raises:
            Over: the page says that the stream has ended.
            Exception: the error itself, when it has gone on for too long.
        """
        self._failures += 1
        self._endure(self._limits.ask_after_s, error)
        pause_s = self._limits.first_pause_s * 2.0 ** (self._failures - 1)
        return min(pause_s, self._limits.longest_pause_s)

    def _endure(self, ask_after_s: float, error: Exception | None) -> None:
        now_s = time.monotonic()
        limits = self._limits
        if now_s - self._good_at_s > (limits.give_up_after_s if self._has_begun else limits.begin_within_s):
            raise error or Over
        if now_s - self._asked_at_s > ask_after_s:
            self._asked_at_s = now_s
            if self._ask() is Air.OVER:
                raise Over
            self._asked_at_s = time.monotonic()


class Question:
    """Asks once for several tracks that want to know at the same time."""

    FRESH_S = 10.0

    def __init__(self, ask: Callable[[], Air]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._answer = Air.UNKNOWN
        self._answered_at_s = float("-inf")

    def __call__(self) -> Air:
        """The answer, if need be that of a moment ago."""
        with self._lock:
            if time.monotonic() - self._answered_at_s > self.FRESH_S:
                self._answer = self._ask()
                self._answered_at_s = time.monotonic()
            return self._answer
