"""A site that refuses is left alone, longer each time, and forgiven step by step."""

import pytest

from mediadl.domain.sites import (
    FIRST_PAUSE_S,
    FIRST_SPACING_S,
    LONGEST_PAUSE_S,
    LONGEST_SPACING_S,
    Site,
    let_go,
    refused,
    served,
    site_of,
    started,
)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.com/watch?v=1", "example.com"),
        ("http://example.com:80/", "example.com"),
        ("https://example.com:443/", "example.com"),
        ("https://m.example.com/", "example.com"),
        ("https://EXAMPLE.com/", "example.com"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("http://localhost:8000/a", "localhost:8000"),
        ("http://[bad", ""),
        ("nothing", ""),
    ],
)
def test_links_of_one_site_count_together(url: str, site: str):
    assert site_of(url) == site


def _refusals(*retry_after_s: float | None) -> list[float]:
    """How long each refusal pauses the site, each coming right after the last pause."""
    site, now_s, pauses = Site(), 100.0, []
    for asked in retry_after_s:
        site = refused(site, now_s, asked)
        pauses.append(site.paused_until_s - now_s)
        now_s = site.paused_until_s
    return pauses


def test_the_site_s_own_word_counts():
    assert _refusals(5, 0, 3600) == [5, 0, 3600]


def test_without_one_each_pause_is_twice_the_last_up_to_a_limit():
    assert _refusals(None, None, None) == [FIRST_PAUSE_S, FIRST_PAUSE_S * 2, FIRST_PAUSE_S * 4]
    assert _refusals(*[None] * 12)[-1] == LONGEST_PAUSE_S


def test_what_was_under_way_is_refused_too_and_counts_once():
    site = refused(Site(), 100.0, 5)
    again = refused(site, 101.0, None)
    assert (again.refusals, again.paused_until_s) == (1, 105.0)
    assert refused(site, 101.0, 60).paused_until_s == 161.0


def test_after_a_refusal_starts_are_spaced_and_successes_undo_it():
    site = refused(Site(), 100.0, 5)
    assert site.spacing_s == FIRST_SPACING_S
    for _ in range(10):
        site = refused(site, site.paused_until_s, 5)
    assert site.spacing_s == LONGEST_SPACING_S
    site = served(site)
    assert (site.refusals, site.spacing_s) == (0, LONGEST_SPACING_S / 2)
    for _ in range(8):
        site = served(site)
    assert site.spacing_s == 0


def test_a_site_may_be_asked_after_its_pause_and_its_spacing():
    assert Site().may_start_s(0) <= 0
    assert started(Site(), 100.0).may_start_s(3) == 103.0
    assert started(Site(spacing_s=9), 100.0).may_start_s(3) == 109.0
    assert started(Site(paused_until_s=200), 100.0).may_start_s(3) == 200.0
    assert let_go(started(Site(paused_until_s=200), 100.0)).may_start_s(3) <= 0
