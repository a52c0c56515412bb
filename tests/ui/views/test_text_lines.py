"""Single lines of text that are laid out once."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from mediadl.ui.views.text_lines import TextLines

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WIDTH, HEIGHT = 200, 32


def ink(
    lines: TextLines, text: str, alignment=LEFT, room: int = WIDTH, font: QFont | None = None
) -> list[int]:
    """Columns of pixels that have ink in them."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    lines.paint(painter, QRect(0, 0, room, HEIGHT), text, alignment, font or QFont())
    painter.end()
    return [x for x in range(WIDTH) if any(image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for y in range(HEIGHT))]


def test_a_line_begins_at_the_left_or_ends_at_the_right(qt_app):
    lines = TextLines()
    left, right = ink(lines, "Text"), ink(lines, "Text", RIGHT)
    assert left[0] <= 2
    assert right[-1] >= WIDTH - 3
    assert abs(len(left) - len(right)) <= 1


@pytest.mark.parametrize(
    "text", ["A title that is much longer than its cell " * 3, "長い題名" * 30, "🎬" * 80]
)
def test_a_line_that_is_too_long_stays_within_its_room(qt_app, text):
    assert ink(TextLines(), text, room=90)[-1] < 90


def test_another_width_or_font_gives_another_line(qt_app):
    lines, text, large = TextLines(), "A title that is cut", QFont()
    large.setPointSizeF(QFont().pointSizeF() * 1.5)
    assert len(ink(lines, text, room=60)) < len(ink(lines, text))
    assert ink(lines, text, font=large)[-1] > ink(lines, text)[-1]
    assert ink(lines, text) == ink(TextLines(), text)


def test_what_is_like_markup_stays_text_and_broken_lines_are_one(qt_app):
    lines = TextLines()
    assert ink(lines, "<b></b>")
    assert ink(lines, "one\ntwo") == ink(lines, "one two")


def test_a_thousand_lines_do_not_all_stay(qt_app):
    lines = TextLines()
    for number in range(1000):
        ink(lines, f"Title {number}", room=100)
    assert len(lines._lines) == 600
