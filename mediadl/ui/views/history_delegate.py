"""Paints a row of the history: picture, title, what it is and when it came, and whether its file is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediadl.ui import icons
from mediadl.ui.models.history_model import HistoryLine, Role
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.job_words import facts, isolated

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_MISSING = "File moved or deleted"


def finished_words(finished_at: datetime, now: datetime) -> str:
    """When it came, for people: "Today, 14:05", "Yesterday, 9:30", "2026-01-31". Both times are aware."""
    local, today = finished_at.astimezone(), now.astimezone().date()
    clock = f"{local.hour}:{local.minute:02}"
    if local.date() == today:
        return f"Today, {clock}"
    if local.date() == today - timedelta(days=1):
        return f"Yesterday, {clock}"
    return local.date().isoformat()


def spoken(line: HistoryLine) -> str:
    """The whole row for a screen reader."""
    parts = [
        " ".join(line.job.display_title.split()),
        *([_MISSING] if line.is_missing else []),
        second_line(line),
    ]
    return ". ".join(part for part in parts if part)


def second_line(line: HistoryLine) -> str:
    """When it came and what it is."""
    finished_at = line.job.finished_at
    when = finished_words(finished_at, datetime.now().astimezone()) if finished_at else ""
    return " · ".join(part for part in (when, facts(line.job)) if part)


class HistoryDelegate(QStyledItemDelegate):
    """All rows have the same height."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._thumbnails = theme, thumbnails

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 -- Qt calls it
        """One height for all; the width is the list's."""
        return QSize(0, self._theme.metrics.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        line: HistoryLine = index.data(Role.LINE)
        metrics = self._theme.metrics
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        inside = option.rect.adjusted(metrics.space_l, metrics.space_s, -metrics.space_l, -metrics.space_s)
        picture = QRect(inside.topLeft(), QSize(metrics.thumb_width, metrics.thumb_height))
        self._paint_picture(painter, picture, line)
        words = inside.adjusted(metrics.thumb_width + metrics.space_m, 0, 0, 0)
        if line.is_missing:
            words.setRight(self._paint_missing(painter, words, option.font) - metrics.space_l)
        self._paint_words(painter, words, option.font, line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect = self._theme.tokens, option.rect
        if option.state & _State.State_Selected:
            painter.fillRect(rect, QColor(tokens.surface_selected))
        elif option.state & _State.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.surface_hover))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tokens.border))

    def _paint_picture(self, painter: QPainter, box: QRect, line: HistoryLine) -> None:
        tokens, metrics = self._theme.tokens, self._theme.metrics
        shape = QPainterPath()
        shape.addRoundedRect(box, metrics.radius_s, metrics.radius_s)
        pixmap = self._thumbnails.pixmap(line.job.thumbnail_url, box.size())
        if pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(box, pixmap)
            painter.restore()
            return
        painter.fillPath(shape, QColor(tokens.surface_hover))
        name = "audio" if line.job.options.is_audio_only else "video"
        ratio = painter.device().devicePixelRatioF()
        icon = icons.pixmap(name, metrics.icon_l, tokens.text_muted, ratio)
        painter.drawPixmap(
            box.center().x() - metrics.icon_l // 2 + 1, box.center().y() - metrics.icon_l // 2 + 1, icon
        )

    def _paint_missing(self, painter: QPainter, rect: QRect, font: QFont) -> int:
        """Say at the right that the file is gone, and return where that begins."""
        tokens, metrics = self._theme.tokens, self._theme.metrics
        width = QFontMetrics(font).horizontalAdvance(_MISSING)
        left = rect.right() - width
        painter.setFont(font)
        painter.setPen(QColor(tokens.warning))
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, rect.y(), width + 1, rect.height()), vertical, _MISSING)
        icon_left = left - metrics.icon_s - metrics.space_xs
        ratio = painter.device().devicePixelRatioF()
        icon = icons.pixmap("warning", metrics.icon_s, tokens.warning, ratio)
        painter.drawPixmap(icon_left, rect.center().y() - metrics.icon_s // 2 + 1, icon)
        return icon_left

    def _paint_words(self, painter: QPainter, rect: QRect, font: QFont, line: HistoryLine) -> None:
        tokens = self._theme.tokens
        small = QFont(font)
        small.setPointSizeF(self._theme.metrics.small_pt)
        title = QFont(font)
        title.setWeight(QFont.Weight.DemiBold)
        upper, lower = QFontMetrics(title), QFontMetrics(small)
        top = rect.y() + (rect.height() - upper.height() - lower.height()) // 2
        rows = (
            (title, upper, tokens.text, isolated(line.job.display_title), top),
            (small, lower, tokens.text_muted, second_line(line), top + upper.height()),
        )
        for face, face_metrics, colour, text, y in rows:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            elided = face_metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            box = QRect(rect.x(), y, rect.width(), face_metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, elided)
