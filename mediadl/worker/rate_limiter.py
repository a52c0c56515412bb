"""One allowance of bytes a second for all threads of this process; what reads the bytes is not known here."""

import threading
import time

SLICE_S = 0.1
"""A read is granted at most the bytes of this time, so that a slow budget trickles rather than gushes."""
LEAST_BYTES = 1024
"""The least that is granted at once, however slow: some readers want a file's first bytes in one piece."""


class RateLimiter:
    """A token bucket. Threads take before they read and give back what they did not get."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._tokens = 0.0
        self._counted_at_s = time.monotonic()
        self.rate: float | None = None
        """Bytes a second, None without a limit. To be read only; `set_rate` changes it."""

    def set_rate(self, rate: float | None) -> None:
        """From now on so many bytes a second (above 0), or no limit; whoever waits is woken."""
        with self._changed:
            self._count()
            self.rate = rate
            # Debts of a faster time would stop a slow one for many seconds.
            self._tokens = max(self._tokens, -self._slice_bytes())
            self._changed.notify_all()

    def take(self, wanted: int) -> int:
        """Wait for the turn and return how many bytes may be read: `wanted` or fewer, at least one."""
        with self._changed:
            while self.rate is not None:
                self._count()
                if self._tokens >= 0:
                    granted = min(wanted, max(LEAST_BYTES, int(self._slice_bytes())))
                    self._tokens -= granted
                    return granted
                self._changed.wait(-self._tokens / self.rate)
        return wanted

    def give_back(self, unread: int) -> None:
        """Return what was granted and did not come."""
        if unread > 0:
            with self._changed:
                self._tokens += unread

    def _count(self) -> None:
        """Add what the time since the last count has brought, but save up no more than one slice."""
        now_s = time.monotonic()
        if self.rate is not None:
            self._tokens += (now_s - self._counted_at_s) * self.rate
        self._tokens = min(self._tokens, self._slice_bytes())
        self._counted_at_s = now_s

    def _slice_bytes(self) -> float:
        return 0.0 if self.rate is None else self.rate * SLICE_S
