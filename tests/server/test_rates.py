"""Requests are counted by client and kind, and say where they stand."""

import threading
import time

import pytest

from mediadl.server.rates import ANONYMOUS, Limits, Rates
from mediadl.server.route import RateClass


def test_a_limit_holds_for_one_client_and_not_for_the_next() -> None:
    rates = Rates(Limits(every=3))
    standings = [rates.hit("a", RateClass.PLAIN) for _ in range(4)]
    assert [one.is_over for one in standings] == [False, False, False, True]
    assert [one.remaining for one in standings] == [2, 1, 0, 0]
    assert not rates.hit("b", RateClass.PLAIN).is_over


def test_a_kind_has_a_limit_of_its_own_beside_that_of_all() -> None:
    rates = Rates(Limits(every=10, probe=2))
    assert [rates.hit("a", RateClass.PROBE).is_over for _ in range(3)] == [False, False, True]
    assert rates.hit("a", RateClass.PLAIN).remaining == 7


def test_a_burst_of_downloads_has_a_limit_within_a_second() -> None:
    rates = Rates(Limits(submit=60, submit_burst=5))
    over = [rates.hit("a", RateClass.SUBMIT) for _ in range(6)][-1]
    assert (over.is_over, over.limit, over.reset_s) == (True, 5, 1)
    assert over.headers["Retry-After"] == "1"


def test_strangers_share_one_limit() -> None:
    rates = Rates(Limits(anonymous=1))
    assert "Retry-After" not in rates.hit(ANONYMOUS, RateClass.PLAIN).headers
    assert rates.hit(ANONYMOUS, RateClass.PAIRING).is_over


def test_what_is_older_than_its_window_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    begun_s = time.time()
    rates = Rates(Limits(every=2))
    for at_s, is_over in ((0, False), (30, False), (59, True), (61, False), (62, True), (91, False)):
        monkeypatch.setattr(time, "time", lambda at_s=at_s: begun_s + at_s)
        assert rates.hit("a", RateClass.PLAIN).is_over == is_over, at_s


def test_counting_starts_no_thread() -> None:
    rates = Rates(Limits(every=100))
    before = set(threading.enumerate())
    for _ in range(50):
        rates.hit("a", RateClass.PLAIN)
        assert set(threading.enumerate()) <= before
