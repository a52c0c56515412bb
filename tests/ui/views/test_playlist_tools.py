"""The tools above a list: range, search, checks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QMenu

from mediadl.ui.theme import Theme
from mediadl.ui.views.playlist_tools import PlaylistTools
from tests.helpers.pages import put_away, put_on_screen


@pytest.fixture
def tools(qt_app):
    made = PlaylistTools(Theme(), QMenu(), QMenu())
    put_on_screen(made)
    yield made
    put_away(made)


def test_a_range_that_cannot_be_read_is_named_at_the_field_as_it_is_typed(tools):
    QTest.keyClicks(tools.range_field, "1-3,x")
    assert "“x” is not a range" in tools.problem.text()
    assert (tools.problem.isVisible(), tools.range_field.property("kind")) == (True, "error")
    QTest.keyClick(tools.range_field, Qt.Key.Key_Backspace)
    assert (tools.problem.isVisible(), tools.range_field.property("kind")) == (False, "")


def test_a_range_that_is_not_finished_is_no_problem_yet(tools):
    seen = []
    for key in "1-10,15,-5:":
        QTest.keyClicks(tools.range_field, key)
        seen.append(tools.problem.isVisible())
    assert not any(seen)


@pytest.mark.parametrize(("text", "given"), [("2-4", 1), ("4-2", 0), ("-", 0)])
def test_return_gives_a_range_only_when_it_can_be_read(tools, text, given):
    told = QSignalSpy(tools.range_given)
    QTest.keyClicks(tools.range_field, text)
    QTest.keyClick(tools.range_field, Qt.Key.Key_Return)
    assert (told.count(), tools.problem.isVisible()) == (given, not given)


def test_typing_searches_and_escape_empties_the_field(tools):
    told = QSignalSpy(tools.searched)
    QTest.keyClicks(tools.search_field, "ab")
    QTest.keyClick(tools.search_field, Qt.Key.Key_Escape)
    assert [told.at(place)[0] for place in range(told.count())] == ["a", "ab", ""]


def test_down_and_return_leave_the_search_for_the_list(tools):
    left = QSignalSpy(tools.left_downwards)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(tools.search_field, key)
    assert left.count() == 2
