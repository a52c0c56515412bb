"""The rail marks the view on screen and lights a choice only while something waits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.rail import Place, Rail, shortcut_of
from mediadl.ui.theme import Theme


@pytest.fixture
def rail(qt_app):
    rail = Rail(Theme())
    rail.resize(rail.sizeHint())
    return rail


def test_a_click_tells_the_place(rail):
    chosen = []
    rail.chosen.connect(chosen.append)
    QTest.mouseClick(rail.button(Place.HISTORY), Qt.MouseButton.LeftButton)
    assert chosen == [Place.HISTORY]


def test_only_one_place_is_marked(rail):
    rail.show_place(Place.HISTORY)
    rail.show_place(Place.SETTINGS)
    assert [place for place in Place if rail.button(place).isChecked()] == [Place.SETTINGS]


def test_choices_are_dark_until_something_waits(rail):
    assert not rail.button(Place.PLAYLIST).isEnabled()
    rail.set_waiting(Place.PLAYLIST, 2)
    assert rail.button(Place.PLAYLIST).isEnabled()
    assert rail.button(Place.PLAYLIST).accessibleName() == "Playlist, 2 waiting"


def test_a_dark_choice_says_why(rail):
    assert rail.button(Place.FORMATS).toolTip() == "No download waits for a format (Ctrl+3)"


def test_the_number_is_drawn(rail):
    button = rail.button(Place.FORMATS)
    button.setEnabled(True)
    before = button.grab().toImage()
    rail.set_waiting(Place.FORMATS, 7)
    assert button.grab().toImage() != before


def test_keys_count_from_one():
    assert [shortcut_of(place) for place in Place] == ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"]


def test_where_the_words_do_not_fit_the_icons_stay(rail):
    rail.show()
    rail.resize(rail.width(), rail.minimumSizeHint().height())
    button = rail.button(Place.HISTORY)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    rail.resize(rail.width(), 2000)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    rail.close()
