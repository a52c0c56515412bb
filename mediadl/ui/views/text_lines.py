"""Single lines of text, cut to a width and laid out once for many paintings; what they say is not known."""

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText

_MOST = 600
"""Lines that are kept: a few pages of a table with eight columns."""


class TextLines:
    """Laying out takes longer than all else of painting a cell, and pages are mostly painted as before."""

    def __init__(self) -> None:
        self._lines: OrderedDict[tuple[str, int, str], QStaticText] = OrderedDict()

    def paint(
        self, painter: QPainter, rect: QRect, text: str, alignment: Qt.AlignmentFlag, font: QFont
    ) -> None:
        """Draw one line in the middle of the height of `rect`, with an ellipsis where it is too long."""
        line = self._line(text, rect.width(), font)
        size = line.size()
        left = float(rect.x())
        if Qt.AlignmentFlag.AlignRight in alignment:
            left += rect.width() - size.width()
        painter.setFont(font)
        painter.drawStaticText(QPointF(left, rect.y() + (rect.height() - size.height()) / 2), line)

    def _line(self, text: str, width: int, font: QFont) -> QStaticText:
        key = (text, width, font.key())
        if (known := self._lines.get(key)) is not None:
            self._lines.move_to_end(key)
            return known
        shown = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
        line = QStaticText(shown)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        line.prepare(font=font)
        self._lines[key] = line
        if len(self._lines) > _MOST:
            self._lines.popitem(last=False)
        return line
