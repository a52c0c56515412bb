"""Threads share one allowance, hear of a new one at once, and pay nothing without one."""

import threading
import time
from collections.abc import Callable

import pytest

from mediadl.worker.rate_limiter import LEAST_BYTES, RateLimiter

BLOCK = 64 * 1024


def _read_for(limiter: RateLimiter, duration_s: float, threads: int, got: float = 1.0) -> float:
    """Bytes a second that so many threads take together, each getting this part of what it was granted."""
    began_s, read = time.monotonic(), [0] * threads
    end_s = began_s + duration_s

    def reader(number: int) -> None:
        while time.monotonic() < end_s:
            granted = limiter.take(BLOCK)
            limiter.give_back(granted - int(granted * got))
            read[number] += int(granted * got)

    _in_threads([lambda number=number: reader(number) for number in range(threads)])
    return sum(read) / (time.monotonic() - began_s)


def _in_threads(works: list[Callable[[], None]]) -> None:
    running = [threading.Thread(target=work) for work in works]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(20)


@pytest.mark.parametrize(("threads", "rate"), [(1, 200_000.0), (8, 200_000.0), (8, 5_000_000.0)])
def test_all_threads_together_keep_to_the_rate(threads: int, rate: float):
    limiter = RateLimiter()
    limiter.set_rate(rate)
    assert _read_for(limiter, 1.5, threads) == pytest.approx(rate, rel=0.25)


def test_what_was_granted_and_did_not_come_is_not_lost():
    limiter = RateLimiter()
    limiter.set_rate(500_000)
    assert _read_for(limiter, 1.0, 2, got=0.5) == pytest.approx(500_000, rel=0.25)


def test_a_slow_rate_trickles_instead_of_gushing():
    limiter = RateLimiter()
    limiter.set_rate(50_000)
    assert limiter.take(BLOCK) == 5_000
    limiter.set_rate(10)
    limiter.set_rate(None)
    limiter.set_rate(10)
    assert limiter.take(512) == 512


def test_even_the_slowest_rate_grants_a_files_first_bytes():
    limiter = RateLimiter()
    limiter.set_rate(1)
    assert limiter.take(BLOCK) == LEAST_BYTES


@pytest.mark.parametrize("rate", [None, 100e6])
def test_a_new_rate_wakes_whoever_waits(rate: float | None):
    limiter = RateLimiter()
    limiter.set_rate(1)
    limiter.take(BLOCK)
    woken = threading.Event()
    waiting = threading.Thread(target=lambda: (limiter.take(BLOCK), woken.set()))
    waiting.start()
    assert not woken.wait(0.2)
    limiter.set_rate(rate)
    assert woken.wait(5)
    waiting.join(5)


def test_a_slower_rate_does_not_first_pay_the_debts_of_the_faster_one():
    limiter = RateLimiter()
    limiter.set_rate(50_000_000)
    limiter.take(4_000_000)
    limiter.set_rate(20_000)
    began_s = time.monotonic()
    limiter.take(BLOCK)
    assert time.monotonic() - began_s < 2


def test_without_a_rate_everything_is_granted():
    assert RateLimiter().take(10**9) == 10**9
