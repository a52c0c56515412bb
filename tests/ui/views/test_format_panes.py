"""Panes side by side or one at a time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mediadl.ui.theme import Theme
from mediadl.ui.views.format_panes import FormatPanes
from tests.helpers.pages import put_away, put_on_screen


@pytest.fixture
def panes(qt_app):
    made = FormatPanes(Theme(), [(title, QLabel(title)) for title in ("Main", "Left", "Right")])
    put_on_screen(made, 400, 300)
    yield made
    put_away(made)


def seen(panes) -> list[str]:
    return sorted(label.text() for label in panes.findChildren(QLabel) if label.isVisible())


def test_a_narrow_page_shows_one_at_a_time_and_keys_switch(panes):
    assert (seen(panes), panes.is_wide) == (["Main"], False)
    panes.tabs.setFocus()
    QTest.keyClick(panes.tabs, Qt.Key.Key_Right)
    assert seen(panes) == ["Left"]
    panes.show_pane(0)
    assert seen(panes) == ["Main"]


def test_a_wide_page_shows_the_main_one_beside_another(panes):
    panes.resize(3000, 300)
    assert (seen(panes), panes.is_wide, panes.tabs.isTabVisible(0)) == (["Left", "Main"], True, False)
    panes.show_pane(2)
    panes.show_pane(0)
    assert seen(panes) == ["Main", "Right"]
    panes.resize(400, 300)
    assert (seen(panes), panes.tabs.isTabVisible(0)) == (["Right"], True)


def test_a_tab_says_what_is_chosen_in_it(panes):
    panes.label(1, "2")
    assert panes.tabs.tabText(1) == "Left  2"
    panes.label(1, "")
    assert panes.tabs.tabText(1) == "Left"
