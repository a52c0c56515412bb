"""Paints an entry of a list as a tile: picture with a box, title, facts and what is to be known; no data."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.models.entry_words import facts_of
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.entry_delegate import STATE_MARKS
from mediadl.ui.views.row_strokes import RowStrokes, first_line

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_CHARACTERS = 26
"""Width of a tile's picture in characters of the usual text."""


class TileDelegate(QStyledItemDelegate):
    """All tiles are of one size; pictures are asked for as tiles are painted."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, font: QFont, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._thumbnails = theme, thumbnails
        self.use_font(font)

    def use_font(self, font: QFont) -> None:
        """Take sizes from a font; the view lays its tiles out again."""
        self._font, self._small = QFont(font), QFont(font)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._small.setPointSizeF(self._theme.metrics.small_pt)
        width = _CHARACTERS * QFontMetrics(font).averageCharWidth()
        self._picture = QSize(width, round(width * 9 / 16))

    def sizes(self) -> QSize:
        """A tile with the air around it, logical pixels."""
        m = self._theme.metrics
        lines = 2 * QFontMetrics(self._font).height() + 2 * self._small_line()
        return QSize(
            self._picture.width() + 2 * m.space_s + m.space_m,
            self._picture.height() + lines + 3 * m.space_s + m.space_m,
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As large as all."""
        return self.sizes()

    def box_of(self, tile: QRect) -> QRect:
        """Where the check box of a tile is, with room for the finger."""
        m = self._theme.metrics
        picture = self._picture_of(tile)
        side = m.icon_s + 2 * m.space_s
        return QRect(picture.x(), picture.y(), side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one tile."""
        model = index.model()
        if not isinstance(model, EntriesModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strokes = RowStrokes(painter, self._theme)
        self._paint_card(strokes, option)
        self._paint_picture(strokes, self._picture_of(option.rect), model, index.row())
        self._paint_box(strokes, self.box_of(option.rect), checked=model.is_checked(index.row()))
        self._paint_words(strokes, option.rect, model, index.row())
        painter.restore()

    # --- parts ----------------------------------------------------------------------------------------------

    def _small_line(self) -> int:
        return max(QFontMetrics(self._small).height(), self._theme.metrics.icon_s)

    def _card_of(self, tile: QRect) -> QRect:
        air = self._theme.metrics.space_m // 2
        return tile.adjusted(air, air, -air, -air)

    def _picture_of(self, tile: QRect) -> QRect:
        card, pad = self._card_of(tile), self._theme.metrics.space_s
        return QRect(card.x() + pad, card.y() + pad, self._picture.width(), self._picture.height())

    def _paint_card(self, strokes: RowStrokes, option: QStyleOptionViewItem) -> None:
        selected, hovered = option.state & _State.State_Selected, option.state & _State.State_MouseOver
        focused = option.state & _State.State_HasFocus
        ground = "surface_selected" if selected else "surface_hover" if hovered else "surface_raised"
        width = self._theme.metrics.focus_ring if focused else 1
        border = "focus" if focused else "accent" if selected else "border"
        strokes.painter.setPen(QPen(strokes.colour(border), width))
        strokes.painter.setBrush(strokes.colour(ground))
        rect, inset = QRectF(self._card_of(option.rect)), width / 2
        radius = self._theme.metrics.radius_l
        strokes.painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_picture(self, strokes: RowStrokes, rect: QRect, model: EntriesModel, row: int) -> None:
        painter, metrics = strokes.painter, self._theme.metrics
        pixmap = self._thumbnails.pixmap(model.entry_at(row).thumbnail_url, rect.size())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(strokes.colour("bar_track") if pixmap is None else QBrush(pixmap))
        painter.setBrushOrigin(rect.topLeft())
        painter.drawRoundedRect(rect, metrics.radius_m, metrics.radius_m)
        if pixmap is None:
            strokes.icon(rect, "video", metrics.icon_l, "text_muted")

    def _paint_box(self, strokes: RowStrokes, box: QRect, *, checked: bool) -> None:
        metrics, pad = self._theme.metrics, self._theme.metrics.space_s
        strokes.painter.setPen(QPen(strokes.colour("accent" if checked else "border_strong"), 1))
        strokes.painter.setBrush(strokes.colour("accent" if checked else "surface"))
        square = box.adjusted(pad, pad, -pad, -pad)
        strokes.painter.drawRoundedRect(square, metrics.radius_s, metrics.radius_s)
        if checked:
            strokes.icon(square, "check", metrics.icon_s, "accent_text")

    def _paint_words(self, strokes: RowStrokes, tile: QRect, model: EntriesModel, row: int) -> None:
        metrics, picture = self._theme.metrics, self._picture_of(tile)
        high, low = QFontMetrics(self._font).height(), self._small_line()
        line = QRect(picture.x(), picture.bottom() + 1 + metrics.space_s, picture.width(), high)
        first, rest = first_line(model.text(row, EntryColumn.TITLE), self._font, line.width())
        strokes.text(line, first, self._font, "text")
        strokes.text(line.translated(0, high), rest, self._font, "text")
        facts = QRect(line.x(), line.y() + 2 * high, line.width(), low)
        parts = facts_of(model.entry_at(row)).split(" · ")
        while (
            len(parts) > 1 and QFontMetrics(self._small).horizontalAdvance(" · ".join(parts)) > facts.width()
        ):
            parts.pop()
        strokes.text(facts, " · ".join(parts), self._small, "text_muted")
        state = facts.translated(0, low)
        options, words = model.text(row, EntryColumn.OPTIONS), model.text(row, EntryColumn.STATE)
        if words:
            name, token = STATE_MARKS.get(model.state_at(row), ("info", "text_muted"))
            strokes.icon(strokes.lead(state), name, metrics.icon_s, token)
            state = strokes.after_lead(state)
        strokes.text(state, " · ".join(part for part in (words, options) if part), self._small, "text_muted")
