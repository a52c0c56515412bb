"""A copied box looks like a drawn one, on every kind of screen, and few copies are kept."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from mediadl.ui.views.boxes import Box, Boxes

BOX = Box(0xFF303840, 0xFF8090A0, 1, 8)
PLACE = QRect(6, 10, 61, 30)


def canvas(ratio):
    image = QImage(round(80 * ratio), round(50 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#101418"))
    return image


def copied(boxes, ratio, box=BOX, place=PLACE):
    image = canvas(ratio)
    with QPainter(image) as painter:
        boxes.paint(painter, place, box)
    return image


def drawn(ratio):
    image = canvas(ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor.fromRgba(BOX.border), BOX.border_width))
        painter.setBrush(QColor.fromRgba(BOX.ground))
        inside = QRectF(PLACE).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, BOX.radius, BOX.radius)
    return image


def largest_difference(one, other):
    """Between the channels of the same pixel of two pictures, 0 to 255."""
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_copy_looks_as_if_it_was_drawn(qt_app, ratio):
    boxes = Boxes()
    for image in (copied(boxes, ratio), copied(boxes, ratio)):  # the second one is of the kept copy
        assert largest_difference(image, drawn(ratio)) <= 2


def test_only_a_few_copies_are_kept_and_each_is_of_its_own_kind(qt_app):
    boxes = Boxes()
    for width in range(20, 60):
        copied(boxes, 1.0, place=QRect(0, 0, width, 20))
    assert len(boxes._drawn) <= 8
    red = copied(boxes, 1.0, box=BOX._replace(ground=0xFFFF0000))
    assert red.pixelColor(PLACE.center()) == QColor("#ff0000")
