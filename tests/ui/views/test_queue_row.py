"""The geometry of a row: nothing overlaps, nothing leaves it."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont

from mediadl.ui.theme import Metrics
from mediadl.ui.views.queue_row import RowSizes


def sizes(points):
    font = QFont()
    font.setPointSizeF(points)
    return RowSizes(Metrics.from_font(font), font)


@pytest.mark.parametrize("points", [9, 10, 20])
@pytest.mark.parametrize("width", [400, 760, 1400])
@pytest.mark.parametrize("has_bar", [True, False])
def test_all_parts_lie_in_the_card_and_do_not_overlap(qt_app, points, width, has_bar):
    made = sizes(points)
    row = made.lay_out(QRect(0, 50, width, made.height), has_bar=has_bar)
    parts = [row.title, row.facts, row.status, *row.buttons]
    parts += [row.bar] if has_bar else []
    parts += [] if row.thumb.isEmpty() else [row.thumb]
    assert all(row.card.contains(part) for part in parts)
    assert not any(a.intersects(b) for a in parts for b in parts if a is not b)


def test_a_narrow_row_gives_the_pictures_room_to_the_words(qt_app):
    made = sizes(10)
    assert made.lay_out(QRect(0, 0, 300, made.height), has_bar=True).thumb.isEmpty()
    assert not made.lay_out(QRect(0, 0, 900, made.height), has_bar=True).thumb.isEmpty()


def test_the_picture_is_16_to_9(qt_app):
    assert sizes(10).thumb.width() / sizes(10).thumb.height() == pytest.approx(16 / 9, abs=0.02)


def test_a_mirrored_row_has_its_buttons_at_the_left(qt_app):
    made = sizes(10)
    row = made.lay_out(QRect(0, 0, 900, made.height), has_bar=True)
    mirrored = row.mirrored()
    assert mirrored.buttons[1].x() < mirrored.title.x() < mirrored.thumb.x()
    assert mirrored.mirrored() == row
