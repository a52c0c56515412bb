"""The subtitles beside the formats: what is offered, wanted and told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.media import SubtitleTrack
from mediadl.domain.options import DownloadOptions
from mediadl.ui.views.subtitles_pane import SubtitlesPane
from tests.helpers.choices import a_media
from tests.helpers.pages import a_dressed_page, click_cell, put_away, put_on_screen

GERMAN = SubtitleTrack(key="de", formats=("vtt", "srt"))
ENGLISH = SubtitleTrack(key="en-GB", formats=("vtt",))
FRENCH = SubtitleTrack(key="fr", is_automatic=True, formats=("vtt",))
MEDIA = a_media(
    tracks=(GERMAN, ENGLISH, FRENCH), subtitles=("de", "en-GB"), automatic_captions=("fr",)
)  # fmt: skip


@pytest.fixture
def pane(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, _thumbnails):
        made = SubtitlesPane(theme)
        made.show_media(MEDIA, DownloadOptions())
        put_on_screen(made)
        yield made
        put_away(made)


def rows(pane) -> list[tuple[str, ...]]:
    model = pane.model
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def test_each_language_says_who_wrote_it_and_in_which_formats(pane):
    assert rows(pane) == [
        ("English (United Kingdom)", "People", "VTT"),
        ("German", "People", "VTT, SRT"),
        ("French", "A machine", "VTT"),
    ]


def test_languages_are_checked_by_mouse_and_space_and_become_options(pane):
    told = []
    pane.changed.connect(lambda: told.append(len(pane.checked)))
    click_cell(pane.table, pane.model.index(2, 1))
    pane.table.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Space):
        QTest.keyClick(pane.table, key)
    assert pane.checked == (GERMAN, FRENCH)
    assert pane.extras == {
        "download_subtitles": True,
        "embed_subtitles": False,
        "subtitle_languages": ("de", "fr"),
        "auto_subtitles": True,
        "subtitle_format": None,
    }
    assert told == [1, 2]


def test_where_they_go_and_what_they_become_is_chosen_by_keys(pane):
    click_cell(pane.table, pane.model.index(1, 0))
    QTest.keyClick(pane.place, Qt.Key.Key_Down)
    QTest.keyClick(pane.format, Qt.Key.Key_Down)
    extras = pane.extras
    assert (extras["embed_subtitles"], extras["download_subtitles"], extras["subtitle_format"]) == (
        True,
        False,
        "srt",
    )


def test_what_was_asked_for_is_checked_and_kept_until_it_is_changed(pane):
    asked = DownloadOptions(embed_subtitles=True, subtitle_languages=("de", "nl"), subtitle_format="ass")
    pane.show_media(MEDIA, asked)
    assert pane.checked == (GERMAN,)
    assert pane.extras["subtitle_languages"] == ("de", "nl")
    assert (pane.place.currentText(), pane.format.currentText()) == ("Inside the file", "Converted to ASS")
    click_cell(pane.table, pane.model.index(1, 0))
    assert (pane.checked, pane.extras["embed_subtitles"], pane.extras["subtitle_languages"]) == (
        (),
        False,
        (),
    )


def test_how_a_track_begins_is_asked_for_once_and_shown_whenever_it_is_current(pane):
    wanted = []
    pane.preview_wanted.connect(wanted.append)
    assert not pane.preview.isVisible()
    for _ in range(2):
        QTest.mouseClick(pane.preview_button, Qt.MouseButton.LeftButton)
    assert wanted == [ENGLISH]
    pane.show_preview(ENGLISH, "0:01  Hello")
    assert pane.preview.toPlainText() == "0:01  Hello"
    pane.table.setCurrentIndex(pane.model.index(1, 0))
    assert not pane.preview.isVisible()
    pane.table.setCurrentIndex(pane.model.index(0, 0))
    assert pane.preview.toPlainText() == "0:01  Hello"


def test_a_site_without_subtitles_says_so_and_offers_nothing_to_set(pane):
    pane.show_media(a_media(), DownloadOptions())
    assert "offers no subtitles" in pane.table.placeholder
    assert not any(control.isEnabled() for control in (pane.place, pane.format, pane.preview_button))
