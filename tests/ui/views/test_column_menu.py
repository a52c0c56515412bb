"""The menu of columns: what it offers, and that it stays open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mediadl.ui.views.column_menu import ColumnMenu
from tests.helpers.pages import put_away

TITLES = {"size": "Size", "note": "Note", "hdr": "HDR"}


@pytest.fixture
def menu(qt_app):
    made = ColumnMenu(TITLES, lambda name: name != "hdr")
    made.popup(made.pos())
    yield made
    put_away(made)


def action(menu, title):
    return next(one for one in menu.actions() if one.text() == title)


def test_only_columns_with_something_in_them_are_offered(menu):
    offered = [one.text() for one in menu.actions() if one.isVisible() and one.text()]
    assert offered == ["Size", "Note", "Show all columns"]


def test_space_and_a_click_hide_columns_one_after_the_other_and_the_menu_stays(menu):
    chosen = []
    menu.chosen.connect(chosen.append)
    menu.setActiveAction(action(menu, "Size"))
    QTest.keyClick(menu, Qt.Key.Key_Space)
    note = menu.actionGeometry(action(menu, "Note")).center()
    QTest.mouseMove(menu, note)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=note)
    assert chosen == [("size",), ("note", "size")]
    assert menu.isVisible()
    assert not action(menu, "Note").isChecked()


def test_names_of_a_newer_version_are_kept_and_all_columns_can_come_back(menu):
    menu.set_hidden(("size", "mood"))
    chosen = []
    menu.chosen.connect(chosen.append)
    menu.close()
    menu.popup(menu.pos())
    QApplication.processEvents()
    assert menu.all_action.isEnabled()
    menu.all_action.trigger()
    assert chosen == [("mood",)]
    assert action(menu, "Size").isChecked()
