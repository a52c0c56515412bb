"""Edges of clips that are moved along a timeline."""

import pytest

from mediadl.domain.clip_edges import ClipEdges
from mediadl.domain.clips import clips_text, parse_clips


def edges(text: str = "", active: int = 0) -> ClipEdges:
    return ClipEdges(60.0).with_clips(parse_clips(text)).selected(active)


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("", lambda one: one.moved_by(5), "0:05-"),
        ("", lambda one: one.selected(1).moved_by(-10), "0:00-0:50"),
        ("0:10-0:20", lambda one: one.moved_by(-99), "0:00-0:20"),
        ("0:10-0:20", lambda one: one.moved_by(99), "0:19.5-0:20"),
        ("0:10-0:20", lambda one: one.selected(1).moved_to(0), "0:10-0:10.5"),
        ("0:10-0:20", lambda one: one.selected(1).moved_to(61), "0:10-"),
        ("0:10-0:20, 0:30-0:40", lambda one: one.selected(2).moved_by(1), "0:10-0:20, 0:31-0:40"),
        ("0:10-0:20, 0:30-0:40", lambda one: one.removed(), "0:30-0:40"),
        ("0:10-0:20, 0:30-0:40", lambda one: one.selected(3).removed(), "0:10-0:20"),
        ("0:10-0:20", lambda one: one.removed(), ""),
        ("", lambda one: one.added(30, 20), "0:20-0:30"),
        ("0:01-0:02", lambda one: one.added(55, 70), "0:01-0:02, 0:55-"),
        ("0:10-0:40", lambda one: one.moved_to_next((0, 15, 30), forward=True), "0:15-0:40"),
        ("0:10-0:40", lambda one: one.moved_to_next((0, 15, 30), forward=False), "0:00-0:40"),
        ("0:10-0:40", lambda one: one.selected(1).moved_to_next((0, 15, 30), forward=True), "0:10-"),
    ],
)
def test_the_active_edge_moves_as_far_as_its_clip_allows(before, change, after):
    assert clips_text(change(edges(before)).clips) == after


def test_without_a_clip_the_edges_are_those_of_the_whole():
    assert edges().edges == (0.0, 60.0)
    assert edges().removed().clips == ()


def test_edges_are_walked_in_a_circle_and_found_by_place():
    two = edges("0:10-0:20, 0:30-")
    assert [two.selected(number).position_s for number in range(5)] == [10, 20, 30, 60, 10]
    assert [two.nearest(seconds) for seconds in (0, 17, 26, 59)] == [0, 1, 2, 3]


def test_the_active_edge_is_one_that_is_there_when_clips_are_typed():
    assert edges("0:10-0:20, 0:30-", 3).with_clips(parse_clips("0:10-0:20")).active == 1


def test_clips_typed_beyond_the_end_are_drawn_within():
    assert edges("0:50-2:00").spans == ((50.0, 60.0),)
