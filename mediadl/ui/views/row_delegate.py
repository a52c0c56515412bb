"""Paints the cells of a table whose rows can be checked: ground, check mark, text; no data of its own."""

from functools import lru_cache

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediadl.ui import icons
from mediadl.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_DISABLED_OPACITY = 0.5


class RowDelegate(QStyledItemDelegate):
    """A cell with a `CheckStateRole` gets a box before its text; `round_mark` makes it a radio button's.

    `hovered_row` is set by the table; `muted` are columns in the quieter colour.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hovered_row = -1
        self.round_mark = False
        self.marked_rows_glow = False
        """Whether marked rows stand out, in place of selected ones."""
        self.muted: frozenset[int] = frozenset()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        painter.setOpacity(1.0 if is_enabled else _DISABLED_OPACITY)
        self._paint_ground(painter, option, index)
        rect = self.content_rect(option.rect)
        checked = self.check_of(index)
        if checked is not None:
            rect = self._paint_mark(painter, rect, checked)
        self.paint_content(painter, option, rect, index)

    def check_of(self, index: Index) -> bool | None:
        """Whether the cell's box is checked; None for a cell without a box."""
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        return None if checked is None else Qt.CheckState(checked) is Qt.CheckState.Checked

    def text_of(self, index: Index) -> str:
        """What the cell says."""
        return str(index.data() or "")

    def alignment_of(self, index: Index) -> Qt.AlignmentFlag:
        """Where its text stands."""
        found: Qt.AlignmentFlag | None = index.data(Qt.ItemDataRole.TextAlignmentRole)
        return found or Qt.AlignmentFlag.AlignVCenter

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        """Draw what stands in the cell; by default its text."""
        colour = self.theme.tokens.text_muted if index.column() in self.muted else self.theme.tokens.text
        self.paint_text(painter, option, rect, index, colour)

    def paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index, colour: str
    ) -> None:
        """One line, cut with an ellipsis."""
        text = " ".join(self.text_of(index).split())
        painter.setPen(colour_of(colour))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(self.alignment_of(index)) | int(Qt.TextFlag.TextSingleLine), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Room for the whole text."""
        metrics = self.theme.metrics
        width = QFontMetrics(option.font).horizontalAdvance(str(index.data() or "")) + 2 * metrics.space_s
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            width += metrics.icon_s + metrics.space_s
        return QSize(width + metrics.space_xs, metrics.row_height_compact)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Clicks and keys are the table's: it checks the whole selection, and once."""
        return False

    def content_rect(self, cell: QRect) -> QRect:
        """A cell without the space around what stands in it; in line with the header's text."""
        pad = self.theme.metrics.space_s
        return cell.adjusted(pad, 0, -pad, 0)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = self.theme.tokens
        ground = None
        stands_out = self._is_marked(index) if self.marked_rows_glow else _is_selected(option)
        if stands_out:
            ground = tokens.surface_selected
        elif index.row() == self.hovered_row:
            ground = tokens.surface_hover
        if ground:
            painter.fillRect(option.rect, colour_of(ground))
        cell = option.rect
        painter.fillRect(cell.x(), cell.bottom(), cell.width(), 1, colour_of(tokens.border))

    def _is_marked(self, index: Index) -> bool:
        model = index.model()
        columns = range(model.columnCount())
        states = (
            index.sibling(index.row(), column).data(Qt.ItemDataRole.CheckStateRole) for column in columns
        )
        state = next((state for state in states if state is not None), None)
        return state is not None and Qt.CheckState(state) is Qt.CheckState.Checked

    def _paint_mark(self, painter: QPainter, rect: QRect, checked: bool) -> QRect:
        """Draw the box at the left of `rect` and return what is left of it."""
        metrics, tokens = self.theme.metrics, self.theme.tokens
        box = QRect(rect.x(), rect.center().y() - metrics.icon_s // 2 + 1, metrics.icon_s, metrics.icon_s)
        painter.setPen(QPen(colour_of(tokens.accent if checked else tokens.border_strong), 1))
        painter.setBrush(colour_of(tokens.accent if checked else tokens.surface))
        outline = box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        radius = outline.width() / 2 if self.round_mark else metrics.radius_s
        painter.drawRoundedRect(outline, radius, radius)
        if checked and self.round_mark:
            painter.setBrush(QColor(tokens.accent_text))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(outline.center(), outline.width() / 5, outline.width() / 5)
        elif checked:
            ratio = painter.device().devicePixelRatioF()
            mark = icons.pixmap("check", metrics.icon_s, tokens.accent_text, ratio)
            painter.drawPixmap(QPointF(box.topLeft()), mark)
        return rect.adjusted(metrics.icon_s + metrics.space_s, 0, 0, 0)


@lru_cache(maxsize=256)
def colour_of(token: str) -> QColor:
    """The colour of a theme's token, made once: a page of a table asks a hundred times."""
    return QColor(token)


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
