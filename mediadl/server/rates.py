"""How many requests are let through, by client and kind, over a moving window (library `limits`)."""

import math
import time
from collections import deque
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from mediadl.server.route import RateClass

ANONYMOUS = "anonymous"
"""Whose requests those are that come without a valid token."""


@dataclass(frozen=True)
class Limits:
    """Requests a minute, unless the name says otherwise."""

    every: int = 600
    submit: int = 60
    submit_burst: int = 20
    """In one second."""
    probe: int = 10
    pairing: int = 5
    anonymous: int = 120


@dataclass(frozen=True)
class Standing:
    """Where a client stands after a request, by the limit that is nearest."""

    limit: int
    remaining: int
    reset_s: int
    """Seconds until something of it is free again."""
    is_over: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """As every answer tells it."""
        told = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset_s),
        }
        return {**told, "Retry-After": str(self.reset_s)} if self.is_over else told


class _Windows(MemoryStorage):
    """Moving windows that are cleared when they are looked at.

    Those of the library are cleared by a thread, which is started anew at nearly every request.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hits: dict[str, deque[float]] = {}

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count, unless that would be over the limit; says whether it was counted."""
        hits = self._of(key, expiry)
        if len(hits) + amount > limit:
            return False
        hits.extend([time.time()] * amount)
        self._hits[key] = hits
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest of what counts was counted, in seconds of the epoch, and how many count."""
        hits = self._of(key, expiry)
        return (hits[0] if hits else time.time()), len(hits)

    def _of(self, key: str, expiry: int) -> deque[float]:
        hits = self._hits.get(key, deque[float]())
        oldest_s = time.time() - expiry
        while hits and hits[0] < oldest_s:
            hits.popleft()
        if not hits:
            self._hits.pop(key, None)
        return hits


class Rates:
    """Counts in memory: a restart forgets, which is no way in."""

    def __init__(self, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._limiter = MovingWindowRateLimiter(_Windows())
        self._every = RateLimitItemPerMinute(limits.every)
        self._anonymous = RateLimitItemPerMinute(limits.anonymous)
        self._of_class: dict[RateClass, tuple[RateLimitItem, ...]] = {
            RateClass.PLAIN: (),
            RateClass.SUBMIT: (
                RateLimitItemPerSecond(limits.submit_burst),
                RateLimitItemPerMinute(limits.submit),
            ),
            RateClass.PROBE: (RateLimitItemPerMinute(limits.probe),),
            RateClass.PAIRING: (RateLimitItemPerMinute(limits.pairing),),
        }

    def hit(self, who: str, kind: RateClass) -> Standing:
        """Count a request of a client's id, or of `ANONYMOUS`; one over a limit is not counted."""
        whole = self._anonymous if who == ANONYMOUS else self._every
        limits = [(item, (kind.value, who)) for item in self._of_class[kind]]
        limits.append((whole, ("every", who)))
        for item, key in limits:
            if not self._limiter.test(item, *key):
                return self._standing(item, key, is_over=True)
        for item, key in limits:
            self._limiter.hit(item, *key)
        return min((self._standing(item, key) for item, key in limits), key=lambda one: one.remaining)

    def _standing(self, item: RateLimitItem, key: tuple[str, str], *, is_over: bool = False) -> Standing:
        reset_at, remaining = self._limiter.get_window_stats(item, *key)
        reset_s = max(1, math.ceil(reset_at - time.time()))
        return Standing(item.amount, 0 if is_over else remaining, reset_s, is_over)
