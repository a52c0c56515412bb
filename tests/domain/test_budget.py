"""One limit is shared fairly, nothing of it is lost, and it is never exceeded."""

import itertools

import pytest

from mediadl.domain.budget import FULL, HEADROOM, demand, limit_of, shares
from mediadl.domain.settings import Settings


@pytest.mark.parametrize(
    ("limit", "demands", "given"),
    [
        (900, [None, None, None], [300, 300, 300]),
        (900, [100, None, None], [100, 400, 400]),
        (900, [100, 350, None], [100, 350, 450]),
        (900, [500, 500, 500], [300, 300, 300]),
        (900, [100, 200], [400, 500]),
        (900, [None], [900]),
        (900, [], []),
        (900, [0, None, None], [30, 435, 435]),
        (900, [10_000, None], [450, 450]),
    ],
)
def test_shares(limit: float, demands: list[float | None], given: list[float]):
    assert shares(limit, demands, idle_part=0.1) == pytest.approx(given)


@pytest.mark.parametrize("demands", list(itertools.product([None, 0.0, 17.0, 500.0, 1e9], repeat=3)))
def test_the_whole_limit_is_given_out_and_nobody_is_shut_out(demands: tuple[float | None, ...]):
    given = shares(1000, demands, idle_part=0.1)
    assert sum(given) == pytest.approx(1000)
    assert min(given) >= 0.1 * 1000 / 3 - 1e-9


def test_who_uses_its_share_wants_all_it_can_get():
    assert demand(97, 100) is None
    assert demand(50, 100) == pytest.approx(50 * HEADROOM)


def test_a_server_at_its_own_limit_does_not_seem_to_want_more():
    assert demand(100, 100 * HEADROOM) is not None
    assert 1 / HEADROOM < FULL


@pytest.mark.parametrize(
    ("settings", "is_open", "limit"),
    [
        (Settings(), True, None),
        (Settings(speed_limit_bps=5), True, 5),
        (Settings(speed_limit_bps=5, outside_windows="slow_down", outside_speed_limit_bps=2), True, 5),
        (Settings(speed_limit_bps=5, outside_windows="slow_down", outside_speed_limit_bps=2), False, 2),
        (Settings(speed_limit_bps=5, outside_windows="wait", outside_speed_limit_bps=2), False, 5),
        (Settings(speed_limit_bps=5, outside_windows="slow_down"), False, 5),
        (Settings(outside_windows="slow_down", outside_speed_limit_bps=9), False, 9),
    ],
)
def test_the_timetable_says_which_limit_holds(settings: Settings, is_open: bool, limit: int | None):
    assert limit_of(settings, is_open=is_open) == limit
