"""Paints a queue row as a card: picture, title, facts, state, figures, bar, two buttons; changes nothing."""

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QGradient,
    QLinearGradient,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediadl.domain.job import Job, JobState
from mediadl.domain.progress import Progress
from mediadl.ui import icons
from mediadl.ui.models.queue_model import Role
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views import job_words
from mediadl.ui.views.queue_commands import COMMANDS, ROW_COMMANDS
from mediadl.ui.views.queue_row import RowLayout, RowSizes

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_Align = Qt.AlignmentFlag
_ONE_LINE = Qt.TextFlag.TextSingleLine


class QueueDelegate(QStyledItemDelegate):
    """All rows are of one height. `hot` is the button under the pointer: job id and command, or None."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, font: QFont, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._thumbnails = theme, thumbnails
        self.hot: tuple[str, str] | None = None
        self.sizes = RowSizes(theme.metrics, font)

    def use_font(self, font: QFont) -> None:
        """Take new sizes from the theme; the view lays its rows out again."""
        self.sizes = RowSizes(self._theme.metrics, font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The height of every row; the view gives the width."""
        return QSize(0, self.sizes.height)

    def button_at(self, rect: QRect, job: Job, position: QPoint, *, mirrored: bool = False) -> str | None:
        """The command of the button at a position of the row that fills `rect`, or None."""
        layout = self._layout(rect, job, mirrored=mirrored)
        for name, button in zip(ROW_COMMANDS[job.state], layout.buttons, strict=True):
            if button.contains(position):
                return name
        return None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        job: Job = index.data(Role.JOB)
        progress: Progress | None = index.data(Role.PROGRESS)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        layout = self._layout(option.rect, job, mirrored=mirrored)
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, layout.card, option.state)
        if not layout.thumb.isEmpty():
            self._paint_thumbnail(painter, layout.thumb, job)
        self._paint_title(painter, layout.title, job)
        if job.failure:
            self._paint_failure(painter, layout, job, job.failure.message)
        else:
            self._paint_facts(painter, layout.facts, job)
            self._paint_status(painter, layout.status, job, progress)
        if job_words.has_bar(job):
            selected = bool(option.state & _State.State_Selected)
            self._paint_bar(painter, layout.bar, job, progress, "border_control" if selected else "bar_track")
        self._paint_buttons(painter, layout, job)
        painter.restore()

    def paint_gap(self, painter: QPainter, row: QRect) -> None:
        """Draw the place above a row where dragged rows would go: a line with a dot at its start."""
        ring = self._theme.metrics.focus_ring
        top = max(row.y() - (self.sizes.height - self.sizes.card_height) // 2, ring + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("accent"))
        painter.drawRoundedRect(QRectF(row.x(), top - ring / 2, row.width(), ring), ring / 2, ring / 2)
        painter.drawEllipse(QPointF(row.x() + 2 * ring, top), 2 * ring, 2 * ring)

    def _layout(self, rect: QRect, job: Job, *, mirrored: bool) -> RowLayout:
        layout = self.sizes.lay_out(rect, has_bar=job_words.has_bar(job))
        return layout.mirrored() if mirrored else layout

    def _colour(self, token: str) -> QColor:
        return QColor(getattr(self._theme.tokens, token))

    # --- parts ----------------------------------------------------------------------------------------------

    def _paint_card(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        selected, hovered = state & _State.State_Selected, state & _State.State_MouseOver
        ground = "surface_selected" if selected else "surface_hover" if hovered else "surface_raised"
        focused = state & _State.State_HasFocus and state & _State.State_Active
        width = self._theme.metrics.focus_ring if focused else 1
        border = "focus" if focused else "accent" if selected else "border"
        painter.setPen(QPen(self._colour(border), width))
        painter.setBrush(self._colour(ground))
        inset, radius = width / 2, self._theme.metrics.radius_l
        painter.drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_thumbnail(self, painter: QPainter, rect: QRect, job: Job) -> None:
        metrics = self._theme.metrics
        pixmap = self._thumbnails.pixmap(job.thumbnail_url, rect.size())
        painter.setPen(Qt.PenStyle.NoPen)
        if pixmap is None:
            painter.setBrush(self._colour("surface_pressed"))
        else:
            # A brush, not a clip: the corners stay smooth.
            brush = QBrush(pixmap)
            painter.setBrushOrigin(rect.topLeft())
            painter.setBrush(brush)
        painter.drawRoundedRect(rect, metrics.radius_m, metrics.radius_m)
        if pixmap is None:
            name = "audio" if job.options.is_audio_only else "video"
            self._icon(painter, rect, name, metrics.icon_l, "text_muted")

    def _paint_title(self, painter: QPainter, rect: QRect, job: Job) -> None:
        token = "text_muted" if job.state is JobState.CANCELLED else "text"
        self._text(painter, rect, " ".join(job.display_title.split()), self.sizes.title_font, token)

    def _paint_facts(self, painter: QPainter, rect: QRect, job: Job) -> None:
        self._text(painter, rect, job_words.facts(job), self.sizes.small_font, "text_muted")

    def _paint_status(self, painter: QPainter, rect: QRect, job: Job, progress: Progress | None) -> None:
        status = job_words.status(job, progress)
        self._icon(painter, self._lead(painter, rect), status.icon, self._theme.metrics.icon_s, status.tone)
        words = self._after_lead(painter, rect)
        used = self._text(painter, words, status.words, self.sizes.strong_font, status.tone)
        room = words.width() - used - self._theme.metrics.space_l
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            figures = QRect(words.x(), rect.y(), room, rect.height())
        else:
            figures = QRect(words.right() + 1 - room, rect.y(), room, rect.height())
        self._paint_figures(painter, figures, job, progress)

    def _paint_figures(self, painter: QPainter, rect: QRect, job: Job, progress: Progress | None) -> None:
        """Percent at the edge, the others before it; where room is short the first ones go first."""
        percent = job_words.percent(job, progress)
        strong, small = QFontMetrics(self.sizes.strong_font), QFontMetrics(self.sizes.small_font)
        column = strong.horizontalAdvance("100 %") + self._theme.metrics.space_m
        if rect.width() < column:
            return
        painter.setFont(self.sizes.strong_font)
        painter.setPen(self._colour("text"))
        painter.drawText(rect, _Align.AlignRight | _Align.AlignVCenter | _ONE_LINE, percent)
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            rest = rect.adjusted(column if percent else 0, 0, 0, 0)
        else:
            rest = rect.adjusted(0, 0, -column if percent else 0, 0)
        parts = job_words.figures(job, progress)
        while parts and small.horizontalAdvance(" · ".join(parts)) > rest.width():
            parts = parts[1:]
        painter.setFont(self.sizes.small_font)
        painter.setPen(self._colour("text_muted"))
        painter.drawText(rest, _Align.AlignRight | _Align.AlignVCenter | _ONE_LINE, " · ".join(parts))

    def _paint_failure(self, painter: QPainter, layout: RowLayout, job: Job, sentence: str) -> None:
        """The sentence, over two lines in place of the facts if it must be; the tool tip has all of it."""
        font = self.sizes.small_font
        first, rest = _first_line(sentence, font, self._after_lead(painter, layout.status).width())
        lines = ((layout.facts, first), (layout.status, rest)) if rest else ((layout.status, first),)
        if not rest:
            self._paint_facts(painter, layout.facts, job)
        self._icon(painter, self._lead(painter, lines[0][0]), "error", self._theme.metrics.icon_s, "danger")
        for line, text in lines:
            self._text(painter, self._after_lead(painter, line), text, font, "danger")

    def _paint_bar(
        self, painter: QPainter, rect: QRect, job: Job, progress: Progress | None, track: str
    ) -> None:
        fraction, radius = job_words.shown_fraction(job, progress), self._theme.metrics.bar_radius
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(track))
        painter.drawRoundedRect(rect, radius, radius)
        running = job.state is JobState.RUNNING
        fill = self._colour("bar_fill" if running else "text_muted")
        if fraction is None:
            painter.setBrush(_stripes(fill, rect))
            painter.drawRoundedRect(rect, radius, radius)
        elif fraction > 0:
            width = max(rect.height(), round(rect.width() * min(fraction, 1.0)))
            at_right = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = rect.right() + 1 - width if at_right else rect.x()
            painter.setBrush(fill)
            painter.drawRoundedRect(QRect(left, rect.y(), width, rect.height()), radius, radius)

    def _paint_buttons(self, painter: QPainter, layout: RowLayout, job: Job) -> None:
        metrics = self._theme.metrics
        for name, rect in zip(ROW_COMMANDS[job.state], layout.buttons, strict=True):
            hot = self.hot == (job.id, name)
            if hot:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._colour("surface_pressed"))
                painter.drawRoundedRect(rect, metrics.radius_m, metrics.radius_m)
            token = "accent" if name in {"choose", "retry"} else "text" if hot else "text_muted"
            self._icon(painter, rect, COMMANDS[name].icon, metrics.icon_m, token)

    # --- strokes --------------------------------------------------------------------------------------------

    def _text(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> int:
        """One line, cut with an ellipsis and kept apart from its surroundings; returns its width."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self._colour(token))
        painter.drawText(rect, _Align.AlignLeft | _Align.AlignVCenter | _ONE_LINE, job_words.isolated(shown))
        return metrics.horizontalAdvance(shown)

    def _icon(self, painter: QPainter, rect: QRect, name: str, side: int, token: str) -> None:
        drawn = icons.pixmap(name, side, self._colour(token), painter.device().devicePixelRatioF())
        left, top = rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2
        painter.drawPixmap(QPointF(left, top), drawn)

    def _lead(self, painter: QPainter, rect: QRect) -> QRect:
        """The square at the start of a line, where its icon stands."""
        square = QRect(rect.x(), rect.y(), self._theme.metrics.icon_s, rect.height())
        return QStyle.visualRect(painter.layoutDirection(), rect, square)

    def _after_lead(self, painter: QPainter, rect: QRect) -> QRect:
        """The line without that square."""
        used = self._theme.metrics.icon_s + self._theme.metrics.space_s
        return QStyle.visualRect(painter.layoutDirection(), rect, rect.adjusted(used, 0, 0, 0))


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


def _first_line(text: str, font: QFont, width: int) -> tuple[str, str]:
    """The words that fit into one line, and the rest."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    layout.endLayout()
    end = line.textStart() + line.textLength()
    return text[:end].rstrip(), text[end:].lstrip()
