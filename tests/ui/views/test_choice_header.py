"""The head of a page: title, facts and picture."""

import pytest
from PySide6.QtCore import Qt

from mediadl.ui.views.choice_header import ChoiceHeader
from tests.helpers.pages import a_dressed_page


@pytest.fixture
def header(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        yield ChoiceHeader(theme, thumbnails, icon="video")


def test_titles_are_plain_text_and_never_markup(header):
    header.show_facts("<b>Bold</b>", "Site · 1:00", None)
    assert header.title.textFormat() is Qt.TextFormat.PlainText
    assert (header.title.text(), header.facts.text()) == ("<b>Bold</b>", "Site · 1:00")


def test_a_title_without_end_is_cut_and_stands_whole_in_the_tool_tip(header):
    header.show_facts("x" * 300, "", None)
    assert len(header.title.text()) < 150
    assert header.title.text().endswith("…")
    assert header.title.toolTip() == "x" * 300


def test_an_icon_stands_where_there_is_no_picture(header):
    assert not header._picture.pixmap().isNull()


def test_the_picture_gives_way_where_there_is_little_room(header):
    character = header.fontMetrics().averageCharWidth()
    seen = []
    header.show()
    for width in (100 * character, 30 * character):
        header.resize(width, 100)
        seen.append(header._picture.isVisibleTo(header))
    header.close()
    assert seen == [True, False]
