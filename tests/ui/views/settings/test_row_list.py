"""A short list with its buttons and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.row_list import RowList


@pytest.fixture
def rows(qt_app):
    made = RowList("Things", Theme())
    made.told = []
    made.opened.connect(lambda: made.told.append("opened"))
    made.removed.connect(lambda: made.told.append("removed"))
    made.moved.connect(made.told.append)
    made.checked.connect(lambda at, checked: made.told.append((at, checked)))
    made.show_rows(["one", "two"], [True, False])
    yield made
    made.deleteLater()


def test_keys_open_remove_and_move(rows):
    QTest.keyClick(rows.rows, Qt.Key.Key_Return)
    QTest.keyClick(rows.rows, Qt.Key.Key_Delete)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(rows.rows, key, Qt.KeyboardModifier.AltModifier)
    assert rows.told == ["opened", "removed", -1, 1]
    QTest.keyClick(rows.rows, Qt.Key.Key_Down)
    assert rows.at == 1


def test_a_check_box_is_told_and_showing_one_is_not(rows):
    rows.rows.item(1).setCheckState(Qt.CheckState.Checked)
    rows.show_rows(["one", "two"], [False, False])
    assert rows.told == [(1, True)]


def test_the_selected_place_stays_and_an_end_that_is_gone_is_the_new_end(rows):
    rows.select(1)
    rows.show_rows(["one", "two", "three"])
    assert rows.at == 1
    rows.show_rows(["one"])
    assert rows.at == 0
    rows.show_rows([])
    assert rows.at == -1


def test_buttons_stand_below_in_their_order(rows):
    buttons = [rows.add_button(text, "add", "A tip") for text in ("First", "Second")]
    assert [button.text() for button in buttons] == ["First", "Second"]
    assert buttons[0].toolTip() == "A tip"
