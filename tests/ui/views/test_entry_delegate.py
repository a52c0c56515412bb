"""Rows of a list are painted with their picture's place and their state."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.theme import LIGHT
from mediadl.ui.views.entry_delegate import EntryDelegate
from tests.helpers.choices import an_entry
from tests.helpers.pages import a_dressed_page


@pytest.fixture
def delegate(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        yield EntryDelegate(theme, thumbnails)


def colours_of(delegate: EntryDelegate, column: EntryColumn, **facts: object) -> set[str]:
    model = EntriesModel()
    model.append([an_entry(1, **facts)])
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 50)
    option.state = QStyle.StateFlag.State_Enabled
    image = QImage(300, 50, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, column))
    painter.end()
    return {image.pixelColor(x, y).name() for x in range(300) for y in range(50)}


def test_the_place_of_a_picture_is_kept_until_it_has_come(delegate):
    assert LIGHT.bar_track in colours_of(delegate, EntryColumn.TITLE)
    delegate.with_thumbnails = False
    assert LIGHT.bar_track not in colours_of(delegate, EntryColumn.TITLE)


@pytest.mark.parametrize(("availability", "warns"), [("private", True), ("unlisted", False)])
def test_what_cannot_be_watched_is_marked_in_words_and_colour(delegate, availability, warns):
    found = colours_of(delegate, EntryColumn.STATE, availability=availability)
    assert (LIGHT.warning in found) is warns


def test_rows_without_pictures_are_lower(delegate):
    high = delegate.row_height()
    delegate.with_thumbnails = False
    assert delegate.row_height() < high
