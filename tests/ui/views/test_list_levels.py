"""The row that leads into lists in a list: tabs, the way back, open and stop."""

import pytest
from PySide6.QtTest import QSignalSpy

from mediadl.ui.views.list_levels import ListLevels
from tests.helpers.pages import a_dressed_page, put_away, put_on_screen


@pytest.fixture
def levels(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _thumbnails):
        made = ListLevels(theme)
        put_on_screen(made)
        yield made
        put_away(made)


def test_tabs_are_shown_without_being_picked_and_tell_when_they_are(levels):
    picked = QSignalSpy(levels.tab_picked)
    levels.show_tabs(["Videos", "Shorts"], 1)
    assert (levels.tabs.count(), levels.tabs.currentIndex(), picked.count()) == (2, 1, 0)
    levels.tabs.setCurrentIndex(0)
    assert picked.at(0) == [0]


def test_only_the_ways_that_lead_somewhere_are_offered(levels):
    levels.show_ways(back_to="All & more", can_open=False, has_lists=True, is_reading=False)
    assert [button.isVisible() for button in levels.stops[1:]] == [True, True, False]
    assert levels.back_action.text().endswith(" Back to All && more")
    assert [levels.back_action.isEnabled(), levels.open_action.isEnabled()] == [True, False]
    levels.show_ways(back_to=None, can_open=False, has_lists=False, is_reading=False)
    assert not levels.isVisible()
