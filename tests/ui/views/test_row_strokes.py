"""The strokes of painted rows keep to their rectangles, in both writing directions."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from mediadl.ui.theme import Theme
from mediadl.ui.views.row_strokes import RowStrokes, first_line

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


def drawn(direction, draw, colour=None):
    """The columns of a 200-pixel strip that something was drawn in, or this colour in its middle."""
    image = QImage(200, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    draw(RowStrokes(painter, Theme()))
    painter.end()
    if colour is not None:
        return [x for x in range(200) if image.pixelColor(x, 8) == colour]
    return [x for x in range(200) if any(image.pixelColor(x, y).alpha() for y in range(20))]


@pytest.mark.parametrize(("direction", "first", "last"), [(LTR, 10, 59), (RTL, 140, 189)])
def test_a_bar_grows_from_where_lines_begin(qt_app, direction, first, last):
    def bar(strokes):
        strokes.bar(QRect(10, 6, 180, 6), 50 / 180, "bar_fill", "bar_track")

    filled = drawn(direction, bar, QColor(Theme().tokens.bar_fill))
    assert (filled[0], filled[-1]) == (first, last)
    assert len(drawn(direction, bar)) == 180


@pytest.mark.parametrize(("direction", "left"), [(LTR, True), (RTL, False)])
def test_the_lead_stands_where_lines_begin(qt_app, direction, left):
    seen = []

    def look(strokes):
        rect = QRect(0, 0, 200, 20)
        seen.extend([strokes.lead(rect), strokes.after_lead(rect)])

    drawn(direction, look)
    assert (seen[0].x() < seen[1].x()) is left
    assert not seen[0].intersects(seen[1])


def test_long_text_is_cut_at_its_rectangle(qt_app):
    rect = QRect(0, 0, 80, 20)
    columns = drawn(LTR, lambda strokes: strokes.text(rect, "long words " * 20, QFont(), "text"))
    assert max(columns) <= 81


def test_the_first_line_and_the_rest_are_the_whole_text(qt_app):
    text = "one two three four five six seven eight nine ten"
    first, rest = first_line(text, QFont(), 120)
    assert f"{first} {rest}" == text
    assert first_line("short", QFont(), 400) == ("short", "")
