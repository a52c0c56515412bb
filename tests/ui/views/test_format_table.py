"""The table of formats on screen: kinds, filter and columns together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from mediadl.domain.media import FormatKind
from mediadl.domain.picking import Picks
from mediadl.ui.models.format_words import FormatColumn
from mediadl.ui.views.format_table import FormatTable
from tests.helpers.choices import a_media
from tests.helpers.pages import a_dressed_page, click_cell, put_away, put_on_screen

C = FormatColumn


@pytest.fixture
def table(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _thumbnails):
        made = FormatTable(theme)
        made.show_media(a_media(), Picks(), FormatKind.VIDEO_ONLY)
        put_on_screen(made)
        yield made
        put_away(made)


def shown(table) -> list[str]:
    return [table.model.format_at(row).id for row in range(table.model.rowCount())]


def columns(table) -> set[FormatColumn]:
    return {column for column in C if not table.rows.isColumnHidden(column)}


def test_a_search_leaves_rows_out_and_says_so_when_none_is_left(table):
    QTest.keyClicks(table.tools.search_field, "h.264")
    assert shown(table) == ["v720-avc", "v480-avc"]
    QTest.keyClicks(table.tools.search_field, " 9999")
    assert (shown(table), "No format passes" in table.rows.placeholder) == ([], True)
    QTest.keyClick(table.tools.search_field, Qt.Key.Key_Escape)
    assert len(shown(table)) == 3


def test_a_filter_of_the_picture_does_not_hide_the_sounds(table):
    table.tools.codec.setCurrentText("VP9")
    assert shown(table) == ["v1080-vp0"]
    table.show_kind(FormatKind.AUDIO_ONLY)
    assert shown(table) == ["opus", "original", "dub"]


def test_one_picture_and_several_sounds_are_picked_by_mouse_and_space(table):
    picked = QSignalSpy(table.picked)
    click_cell(table.rows, table.model.index(1, C.CONTAINER))
    click_cell(table.rows, table.model.index(0, C.CONTAINER))
    table.show_kind(FormatKind.AUDIO_ONLY)
    table.rows.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(table.rows, key)
    assert [one.id for one in table.model.picks.formats] == ["v1080-vp0", "opus", "original"]
    assert picked.count() == 4


def test_hidden_columns_stay_away_in_every_kind_but_the_marks_column_never_goes(table):
    chosen = []
    table.columns_chosen.connect(chosen.append)
    table.hide_columns(("audio", "nonsense"))
    table.columns._actions["plays_on"].trigger()
    assert chosen == [("audio", "nonsense", "plays_on")]
    assert C.PLAYS_ON not in columns(table)
    table.show_kind(FormatKind.AUDIO_ONLY)
    assert C.AUDIO in columns(table)
    assert C.PLAYS_ON not in columns(table)


def test_the_header_and_a_button_open_the_menu_of_columns(table):
    header = table.rows.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    assert table.columns.isVisible()
    table.columns.close()
    assert table.tools.columns_button.menu() is table.columns
    assert table.columns.menuAction() in table.rows.actions()
    assert table.tools.sort_button.menu() is table.rows.sort_menu
