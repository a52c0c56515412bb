"""Rounded boxes that are painted often: each kind is drawn once, then copied; nothing lies in them here."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

_KEPT = 8
"""A list has few kinds of boxes, all of one size; while its window changes its width, each is a new one."""


class Box(NamedTuple):
    """How a box looks: colours as 0xAARRGGBB, width of the border and radius in logical pixels."""

    ground: int
    border: int
    border_width: int
    radius: int


class Boxes:
    """Draws boxes, and keeps the last few."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Box, int, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, box: Box) -> None:
        """Fill the rectangle with the box, whose border lies inside."""
        place = painter.deviceTransform().mapRect(rect.toRectF())
        if place != place.toAlignedRect().toRectF():
            _draw(painter, rect.toRectF(), box)  # its edges lie between pixels, and a copy's would not
            return
        painter.drawPixmap(rect.topLeft(), self._copy(box, rect.size(), painter.device().devicePixelRatioF()))

    def _copy(self, box: Box, size: QSize, ratio: float) -> QPixmap:
        key = (box, size.width(), size.height(), ratio)
        if key not in self._drawn:
            while len(self._drawn) >= _KEPT:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[key] = _pixmap(box, size, ratio)
        return self._drawn[key]


def _pixmap(box: Box, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw(painter, QRectF(0, 0, size.width(), size.height()), box)
    painter.end()
    return pixmap


def _draw(painter: QPainter, rect: QRectF, box: Box) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(box.border), box.border_width))
    painter.setBrush(QColor.fromRgba(box.ground))
    inset = box.border_width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), box.radius, box.radius)
