"""Where rows go that are moved up, down or to an end."""

import pytest

from mediadl.ui.views.queue_moves import destination, following

QUEUE = list("abcdef")


def moved(move, chosen, shown=QUEUE):
    before = destination(move, QUEUE, shown, frozenset(chosen))
    rest = [job_id for job_id in QUEUE if job_id not in chosen]
    at = rest.index(before) if before else len(rest)
    return "".join([*rest[:at], *chosen, *rest[at:]])


@pytest.mark.parametrize(
    ("move", "chosen", "order"),
    [
        ("top", "d", "dabcef"),
        ("top", "ce", "ceabdf"),
        ("top", "abcdef", "abcdef"),
        ("bottom", "b", "acdefb"),
        ("up", "c", "acbdef"),
        ("up", "a", "abcdef"),
        ("up", "ce", "acebdf"),
        ("up", "ac", "acbdef"),
        ("down", "c", "abdcef"),
        ("down", "f", "abcdef"),
        ("down", "bd", "acebdf"),
        ("down", "df", "abcedf"),
    ],
)
def test_chosen_jobs_move_together(move, chosen, order):
    assert moved(move, chosen) == order


@pytest.mark.parametrize(("move", "order"), [("up", "cabdef"), ("down", "abdecf")])
def test_a_step_is_a_step_over_a_row_that_is_shown(move, order):
    assert moved(move, "c", shown=list("ace")) == order


def test_the_last_job_is_followed_by_none():
    assert following("f", QUEUE, "") is None
    assert following("b", QUEUE, "cd") == "e"
