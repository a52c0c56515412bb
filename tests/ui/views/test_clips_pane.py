"""Chapters and clips: drawn, typed or checked, they are the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.clips import clips_text, parse_clips
from mediadl.domain.media import Chapter
from mediadl.domain.options import Clip, DownloadOptions
from mediadl.ui.views.clips_pane import ClipsPane
from tests.helpers.choices import a_media
from tests.helpers.pages import a_dressed_page, click_cell, put_away, put_on_screen

MEDIA = a_media(
    chapters=(
        Chapter(title="Intro", start_s=0, end_s=20),
        Chapter(title="Main", start_s=20, end_s=600),
        Chapter(title="Point", start_s=30, end_s=30),
    )
)


@pytest.fixture
def pane(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _thumbnails):
        made = ClipsPane(theme)
        made.show_media(MEDIA, DownloadOptions())
        put_on_screen(made)
        yield made
        put_away(made)


def marks(pane) -> list[Qt.CheckState | None]:
    return [
        pane.model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(pane.model.rowCount())
    ]


def test_what_is_typed_is_drawn_and_marks_chapters(pane):
    QTest.keyClicks(pane.field, "0:00-0:20, 1:00-")
    assert pane.extras == {"clips": parse_clips("0-20, 60-"), "exact_cut": False}
    assert pane.timeline.edges.spans == ((0, 20), (60, 600))
    assert marks(pane) == [Qt.CheckState.Checked, Qt.CheckState.Unchecked, None]


@pytest.mark.parametrize(
    ("text", "words"),
    [("soon", "is no clip"), ("2:00-1:00", "ends before it starts"), ("1:00-11:00", "goes beyond the end")],
)
def test_what_is_wrong_is_said_at_the_field_and_goes_with_a_correction(pane, text, words):
    QTest.keyClicks(pane.field, text)
    assert words in pane.problem_words
    assert (pane.problem.isVisible(), pane.field.property("kind")) == (True, "error")
    pane.field.selectAll()
    QTest.keyClicks(pane.field, "1:00-2:00")
    assert (pane.problem_words, pane.problem.isVisible()) == ("", False)


def test_a_chapter_is_taken_by_its_box_by_space_and_by_the_button(pane):
    click_cell(pane.table, pane.model.index(0, 0), at_box=True)
    assert pane.field.text() == "0:00-0:20"
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_Down)
    QTest.keyClick(pane.table, Qt.Key.Key_Space)
    assert pane.field.text() == "0:00-0:20, 0:20-10:00"
    QTest.mouseClick(pane.chapter_button, Qt.MouseButton.LeftButton)
    assert pane.field.text() == "0:00-0:20"


def test_a_chapter_without_a_length_cannot_be_taken(pane):
    pane.table.setCurrentIndex(pane.model.index(2, 0))
    QTest.keyClick(pane.table, Qt.Key.Key_Space)
    assert pane.clips == ()


def test_drawing_writes_the_field_and_the_whole_comes_back_by_a_button(pane):
    told = []
    pane.changed.connect(lambda: told.append(clips_text(pane.clips)))
    QTest.keyClick(pane.timeline, Qt.Key.Key_Right)
    assert pane.field.text() == "0:01-"
    QTest.mouseClick(pane.whole_button, Qt.MouseButton.LeftButton)
    assert (pane.field.text(), pane.clips, told) == ("", (), ["0:01-", ""])


def test_clips_asked_for_before_are_there_again(pane):
    pane.show_media(MEDIA, DownloadOptions(clips=(Clip(start_s=5, end_s=9),), exact_cut=True))
    assert (pane.field.text(), pane.exact.isChecked(), pane.exact.isEnabled()) == ("0:05-0:09", True, True)


def test_without_length_and_chapters_clips_can_still_be_typed(pane):
    pane.show_media(a_media(duration_s=None), DownloadOptions())
    QTest.keyClicks(pane.field, "0:10-9:00")
    assert (pane.timeline.isVisible(), pane.chapter_button.isEnabled()) == (False, False)
    assert pane.clips == parse_clips("10-540")
