"""Where the parts of a queue row lie: rectangles from the theme's sizes, no painting."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyle

from mediadl.ui.theme import Metrics


@dataclass(frozen=True)
class RowLayout:
    """The parts of one row in the coordinates of its rectangle; `thumb` is empty where the row is narrow."""

    card: QRect
    thumb: QRect
    title: QRect
    facts: QRect
    status: QRect
    bar: QRect
    buttons: tuple[QRect, QRect]

    def mirrored(self) -> "RowLayout":
        """The same row for languages that are written from right to left."""

        def turn(rect: QRect) -> QRect:
            return QStyle.visualRect(Qt.LayoutDirection.RightToLeft, self.card, rect)

        first, last = self.buttons
        names = ("thumb", "title", "facts", "status", "bar")
        turned = {name: turn(getattr(self, name)) for name in names}
        return replace(self, **turned, buttons=(turn(first), turn(last)))


class RowSizes:
    """Fonts and heights of the rows, computed once for a theme."""

    def __init__(self, metrics: Metrics, font: QFont) -> None:
        self.metrics = metrics
        self.title_font = QFont(font)
        self.title_font.setWeight(QFont.Weight.DemiBold)
        self.small_font = QFont(font)
        self.small_font.setPointSizeF(metrics.small_pt)
        self.strong_font = QFont(self.small_font)
        self.strong_font.setWeight(QFont.Weight.DemiBold)
        self.title_line = QFontMetrics(self.title_font).height()
        self.small_line = max(QFontMetrics(self.small_font).height(), metrics.icon_s)
        self.gap = metrics.space_s // 2
        self._text_height = self.title_line + 2 * self.small_line + 2 * self.gap
        self._bar_room = metrics.space_s + metrics.bar_height
        self.card_height = self._text_height + self._bar_room + 2 * metrics.space_m
        self.height = self.card_height + metrics.space_s

    @property
    def thumb(self) -> QSize:
        """16:9, as high as the row's content."""
        height = self.card_height - 2 * self.metrics.space_m
        return QSize(round(height * 16 / 9), height)

    def lay_out(self, rect: QRect, *, has_bar: bool) -> RowLayout:
        """Place the parts of a row; what has no bar is centred without it."""
        m = self.metrics
        card = QRect(rect.x(), rect.y(), rect.width(), self.card_height)
        side, middle = m.control_height, card.center().y() - m.control_height // 2 + 1
        edge = card.x() + card.width() - m.space_s
        buttons = (QRect(edge - 2 * side, middle, side, side), QRect(edge - side, middle, side, side))
        left = card.x() + m.space_m
        thumb = QRect(left, card.y() + m.space_m, self.thumb.width(), self.thumb.height())
        right = buttons[0].x() - m.space_m
        if right - thumb.right() < 30 * m.unit:
            thumb = QRect()
        else:
            left = thumb.x() + thumb.width() + m.space_m
        width = max(0, right - left)
        top = card.y() + m.space_m + (0 if has_bar else self._bar_room // 2)
        place = _column(left, width, top)
        title = place(self.title_line, self.gap)
        facts = place(self.small_line, self.gap)
        status = place(self.small_line, m.space_s)
        bar = place(m.bar_height, 0)
        return RowLayout(card, thumb, title, facts, status, bar, buttons)


def _column(left: int, width: int, top: int) -> Callable[[int, int], QRect]:
    """A function that puts one rectangle under the other."""
    reached = top

    def place(height: int, gap: int) -> QRect:
        nonlocal reached
        rect = QRect(left, reached, width, height)
        reached += height + gap
        return rect

    return place
