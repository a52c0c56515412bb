"""A short list with its buttons and keys."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.row_list import RowList, in_order


@pytest.fixture
def rows(qt_app):
    made = RowList("Things", Theme())
    made.told = []
    made.opened.connect(lambda: made.told.append("opened"))
    made.removed.connect(lambda: made.told.append("removed"))
    made.moved.connect(lambda at, to: made.told.append((at, to)))
    made.checked.connect(lambda at, checked: made.told.append((at, checked)))
    made.show_rows(["one", "two"], [True, False], movable=2)
    yield made
    made.deleteLater()


def test_keys_open_remove_and_move(rows):
    QTest.keyClick(rows.rows, Qt.Key.Key_Return)
    QTest.keyClick(rows.rows, Qt.Key.Key_Delete)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(rows.rows, key, Qt.KeyboardModifier.AltModifier)
    assert rows.told == ["opened", "removed", (0, 1), (1, 0)]  # above the first one there is no place
    QTest.keyClick(rows.rows, Qt.Key.Key_Down)
    assert rows.at == 1


def test_a_dropped_row_goes_where_rows_may_stand(rows):
    rows.show_rows(["one", "two", "three", "fixed"], movable=3)
    whole = QModelIndex()
    rows.rows.model().moveRow(whole, 0, whole, 2)  # what a drop does: in front of the third
    rows.show_rows(["one", "two", "three", "fixed"], movable=3)
    rows.rows.model().moveRow(whole, 0, whole, 4)  # behind what stays
    rows.show_rows(["one", "two", "three", "fixed"], movable=3)
    rows.rows.model().moveRow(whole, 2, whole, 0)
    assert rows.told == [(0, 1), (0, 2), (2, 0)]
    flags = [rows.rows.item(at).flags() for at in range(4)]
    assert [bool(one & Qt.ItemFlag.ItemIsDragEnabled) for one in flags] == [True, True, True, False]
    assert not any(one & Qt.ItemFlag.ItemIsDropEnabled for one in flags)


def test_buttons_move_and_can_be_pressed_only_where_there_is_a_way(rows):
    rows.add_movers("thing")
    up, down = rows.movers
    rows.show_rows(["one", "two", "fixed"], movable=2)
    assert (up.isEnabled(), down.isEnabled()) == (False, True)
    down.click()
    assert (rows.told, rows.at, up.isEnabled(), down.isEnabled()) == ([(0, 1)], 1, True, False)
    rows.select(2)
    assert (up.isEnabled(), down.isEnabled()) == (False, False)


def test_in_order_puts_one_where_it_was_asked_for():
    assert in_order("abcd", 0, 2) == ("b", "c", "a", "d")
    assert in_order("abcd", 3, 0) == ("d", "a", "b", "c")


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


def test_rows_are_whole_whatever_room_there_is(rows):
    rows.show_rows(["A row with more words than there is room for in one line"] * 3)
    for width in (900, 220):
        rows.resize(width, 600)
        rows.show()
        QTest.qWait(20)  # a narrower list is laid out in the next turn of the loop
        needed = sum(rows.rows.sizeHintForRow(at) for at in range(3))
        assert rows.rows.viewport().height() >= needed
    assert not rows.rows.verticalScrollBar().isVisible()
