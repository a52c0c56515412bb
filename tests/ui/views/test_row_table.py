"""A table read row by row, by keyboard and mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable
from tests.helpers.choices import some_entries
from tests.helpers.pages import a_dressed_page, click_cell, put_away, put_on_screen

TITLE, NUMBER = EntryColumn.TITLE, EntryColumn.NUMBER


@pytest.fixture
def table(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _):
        made = RowTable(theme, RowDelegate(theme))
        model = EntriesModel(made)
        model.append(some_entries(6))
        made.setModel(model)
        made.checked.connect(model.check_rows)
        put_on_screen(made)
        made.setFocus()
        yield made
        put_away(made)


def checks(table: RowTable) -> list[int]:
    return table.model().checks.indexes()


def test_space_turns_the_check_of_the_current_row(table):
    table.setCurrentIndex(table.model().index(1, TITLE))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert checks(table) == [1, 3, 4, 5, 6]
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert checks(table) == [1, 4, 5, 6]


def test_space_gives_all_selected_rows_the_same_check(table):
    table.model().check_rows([2], False)
    table.setCurrentIndex(table.model().index(1, TITLE))
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert checks(table) == [1, 5, 6]


def test_a_click_on_a_box_checks_and_one_on_the_title_only_selects(table):
    click_cell(table, table.model().index(0, NUMBER), at_box=True)
    assert checks(table) == [2, 3, 4, 5, 6]
    click_cell(table, table.model().index(3, TITLE))
    assert checks(table) == [2, 3, 4, 5, 6]
    assert table.currentIndex().row() == 3


def test_a_click_on_a_box_of_the_selection_checks_all_of_it(table):
    table.selectAll()
    click_cell(table, table.model().index(2, NUMBER), at_box=True)
    assert checks(table) == []
    assert len(table.selectionModel().selectedRows()) == 6


def test_two_quick_clicks_on_a_box_are_two_clicks(table):
    rect = table.visualRect(table.model().index(0, NUMBER))
    place = QPoint(rect.left() + 16, rect.center().y())
    told = []
    table.checked.connect(lambda rows, checked: told.append((rows, checked)))
    for gesture in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        gesture(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [([0], False), ([0], True)]


def test_pressing_here_and_letting_go_there_checks_nothing(table):
    first, last = (table.visualRect(table.model().index(row, NUMBER)) for row in (0, 5))
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=first.center())
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=last.center())
    assert checks(table) == [1, 2, 3, 4, 5, 6]


def test_a_click_on_a_header_sorts_and_the_menu_does_the_same(table):
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(NUMBER) + 10, header.height() // 2)
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.model().entry_at(0).index == 6
    table.sort_menu.aboutToShow.emit()
    actions = {action.text(): action for action in table.sort_menu.actions()}
    assert actions["#"].isChecked()
    actions["Original order"].trigger()
    assert table.model().entry_at(0).index == 1


def test_a_stretched_column_gets_what_is_left_but_never_less_than_its_own(table):
    for column in EntryColumn:
        table.setColumnHidden(column, column not in {NUMBER, TITLE})
    table.set_widths({NUMBER: 80, TITLE: 200}, TITLE)
    assert table.columnWidth(TITLE) == table.viewport().width() - 80
    table.resize(150, 300)
    assert table.columnWidth(TITLE) == 200


def test_the_current_row_has_a_ring_while_the_table_has_the_focus(table):
    table.setCurrentIndex(table.model().index(1, TITLE))
    rect = table.visualRect(table.currentIndex())
    ring = table.viewport().grab().toImage().pixelColor(rect.center().x(), rect.top() + 1)
    assert ring.name() == table._theme.tokens.focus


def test_other_rows_are_laid_out_before_they_are_painted(table):
    bar = table.verticalScrollBar()
    table.model().append(some_entries(60)[6:])
    table.doItemsLayout()
    before = bar.maximum()
    table.model().search("no entry has these words")
    assert before > 0
    assert bar.maximum() == 0
