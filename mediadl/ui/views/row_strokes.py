"""Strokes of painted rows: one line of text, an icon, a bar, in the theme's colours; no job is known here."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QGradient,
    QLinearGradient,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle

from mediadl.ui import icons
from mediadl.ui.theme import Theme
from mediadl.ui.views.job_words import isolated

_Align = Qt.AlignmentFlag
_ONE_LINE = Qt.TextFlag.TextSingleLine


class RowStrokes:
    """Draws with one painter, in its writing direction. Colours are names of the theme's tokens."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self._theme = painter, theme

    @property
    def is_mirrored(self) -> bool:
        """Whether lines begin at the right."""
        return self.painter.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def colour(self, token: str) -> QColor:
        """A token's colour."""
        return QColor(getattr(self._theme.tokens, token))

    def text(self, rect: QRect, text: str, font: QFont, token: str) -> int:
        """One line, cut with an ellipsis and kept apart from its surroundings; returns its width."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(self.colour(token))
        self.painter.drawText(rect, _Align.AlignLeft | _Align.AlignVCenter | _ONE_LINE, isolated(shown))
        return metrics.horizontalAdvance(shown)

    def text_at_end(self, rect: QRect, text: str, font: QFont, token: str) -> None:
        """One line at the far edge, which has to have room for it."""
        self.painter.setFont(font)
        self.painter.setPen(self.colour(token))
        self.painter.drawText(rect, _Align.AlignRight | _Align.AlignVCenter | _ONE_LINE, text)

    def icon(self, rect: QRect, name: str, side: int, token: str) -> None:
        """An icon in the middle of a rectangle."""
        drawn = icons.pixmap(name, side, self.colour(token), self.painter.device().devicePixelRatioF())
        left, top = rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2
        self.painter.drawPixmap(QPointF(left, top), drawn)

    def lead(self, rect: QRect) -> QRect:
        """The square at the start of a line, where its icon stands."""
        square = QRect(rect.x(), rect.y(), self._theme.metrics.icon_s, rect.height())
        return QStyle.visualRect(self.painter.layoutDirection(), rect, square)

    def after_lead(self, rect: QRect) -> QRect:
        """The line without that square."""
        return self.without_start(rect, self._theme.metrics.icon_s + self._theme.metrics.space_s)

    def without_start(self, rect: QRect, width: int) -> QRect:
        """The line without so much of its start."""
        return QStyle.visualRect(self.painter.layoutDirection(), rect, rect.adjusted(width, 0, 0, 0))

    def bar(self, rect: QRect, fraction: float | None, fill: str, track: str) -> None:
        """A bar, 0 to 1; for None a quiet pattern over the whole of it."""
        radius = self._theme.metrics.bar_radius
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(track))
        self.painter.drawRoundedRect(rect, radius, radius)
        if fraction is None:
            self.painter.setBrush(_stripes(self.colour(fill), rect))
            self.painter.drawRoundedRect(rect, radius, radius)
        elif fraction > 0:
            width = max(rect.height(), round(rect.width() * min(fraction, 1.0)))
            left = rect.right() + 1 - width if self.is_mirrored else rect.x()
            self.painter.setBrush(self.colour(fill))
            self.painter.drawRoundedRect(QRect(left, rect.y(), width, rect.height()), radius, radius)


def first_line(text: str, font: QFont, width: int) -> tuple[str, str]:
    """The words that fit into one line, and the rest."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    layout.endLayout()
    end = line.textStart() + line.textLength()
    return text[:end].rstrip(), text[end:].lstrip()


def _stripes(colour: QColor, bar: QRect) -> QBrush:
    """A quiet pattern for work whose length is not known; it does not move."""
    pale = QColor(colour)
    pale.setAlphaF(0.35)
    step = bar.height()
    gradient = QLinearGradient(bar.x(), 0, bar.x() + step, step)
    gradient.setSpread(QGradient.Spread.RepeatSpread)
    for stop, shade in ((0.0, colour), (0.42, colour), (0.5, pale), (0.92, pale), (1.0, colour)):
        gradient.setColorAt(stop, shade)
    return QBrush(gradient)
