"""The tools above the table of formats: what they offer and tell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QMenu

from mediadl.domain.format_filter import FormatFilter
from mediadl.ui.theme import Theme
from mediadl.ui.views.format_tools import FormatTools
from tests.helpers.choices import FORMATS
from tests.helpers.pages import put_away, put_on_screen

PICTURES, SOUNDS = FORMATS[4:], FORMATS[1:4]


@pytest.fixture
def tools(qt_app):
    made = FormatTools(Theme(), QMenu(), QMenu())
    made.offer(PICTURES)
    put_on_screen(made)
    yield made
    put_away(made)


def texts(box):
    return [box.itemText(row) for row in range(box.count())]


def test_each_box_offers_what_the_formats_have_and_hides_when_there_is_no_choice(tools):
    assert texts(tools.codec) == ["Any codec", "H.264", "VP9"]
    assert texts(tools.height_) == ["Any height", "1080p and more", "720p and more"]
    assert [box.isVisible() for box in tools.boxes] == [True, True, False]
    tools.offer(SOUNDS)
    assert texts(tools.language) == ["Any language", "English", "German"]
    assert [box.isVisible() for box in tools.boxes] == [True, False, True]


def test_what_is_chosen_and_typed_is_told_as_one_filter(tools):
    told = QSignalSpy(tools.filtered)
    QTest.keyClick(tools.codec, Qt.Key.Key_Down)
    QTest.keyClick(tools.height_, Qt.Key.Key_End)
    QTest.keyClicks(tools.search_field, "p6")
    wanted = FormatFilter(codec="H.264", min_height=720, text="p6")
    assert (told.at(told.count() - 1)[0], tools.filter) == (wanted, wanted)


def test_a_codec_that_is_not_offered_any_more_is_let_go(tools):
    tools.codec.setCurrentIndex(1)
    tools.height_.setCurrentIndex(2)
    tools.offer(PICTURES[:2])
    assert tools.filter == FormatFilter(codec="H.264", min_height=720)
    tools.offer(SOUNDS)
    assert tools.filter.is_open


def test_a_reset_says_nothing(tools):
    tools.search_field.setText("x")
    told = QSignalSpy(tools.filtered)
    tools.reset()
    assert (tools.filter.is_open, told.count()) == (True, 0)


def test_return_in_the_search_goes_on_to_the_table(tools):
    left = QSignalSpy(tools.left_downwards)
    QTest.keyClick(tools.search_field, Qt.Key.Key_Return)
    assert left.count() == 1
    assert all(field.accessibleName() for field in (*tools.boxes, tools.search_field, tools.columns_button))
