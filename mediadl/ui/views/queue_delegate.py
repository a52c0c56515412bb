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
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QRegion
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediadl.domain.job import Job, JobState
from mediadl.domain.progress import Progress
from mediadl.ui.models.queue_roles import Role
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views import job_words, wait_words
from mediadl.ui.views.boxes import Box, Boxes
from mediadl.ui.views.queue_commands import ROW_COMMANDS, row_commands
from mediadl.ui.views.queue_row import RowLayout, RowSizes
from mediadl.ui.views.row_strokes import RowStrokes, first_line

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


class QueueDelegate(QStyledItemDelegate):
    """All rows are of one height. `hot` is the button under the pointer: job id and command, or None.

    `counting` collects the ids of painted jobs whose words count seconds; the list empties it.
    """

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, font: QFont, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._thumbnails = theme, thumbnails
        self.hot: tuple[str, str] | None = None
        self.counting: set[str] = set()
        self.stale: QRegion | None = None
        """What the list has to paint at the moment; None is everything."""
        self.sizes = RowSizes(theme.metrics, font)
        self._boxes = Boxes()

    def use_font(self, font: QFont) -> None:
        """Take new sizes from the theme; the view lays its rows out again."""
        self.sizes = RowSizes(self._theme.metrics, font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The height of every row; the view gives the width."""
        return QSize(0, self.sizes.height)

    def button_at(self, rect: QRect, job: Job, position: QPoint, *, mirrored: bool = False) -> str | None:
        """The command of the button at a position of the row that fills `rect`, or None."""
        layout = self._layout(rect, job, mirrored=mirrored)
        for name, button in zip(row_commands(job), layout.buttons, strict=True):
            if button.contains(position):
                return name
        return None

    def moving_part(self, rect: QRect, job: Job, *, mirrored: bool = False) -> QRect:
        """What progress changes of the row that fills `rect`: the line of the status and the bar."""
        layout = self._layout(rect, job, mirrored=mirrored)
        return layout.status.united(layout.bar)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw what is stale of one row; the list asks for all rows from the first to the last such one."""
        if not self._is_stale(option.rect):
            return
        job: Job = index.data(Role.JOB)
        progress: Progress | None = index.data(Role.PROGRESS)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        words: str | None = index.data(Role.GROUP)
        layout = self._layout(self._indented(option.rect, index, mirrored=mirrored), job, mirrored=mirrored)
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strokes = RowStrokes(painter, self._theme)
        self._paint_card(strokes, layout.card, option.state)
        if not layout.thumb.isEmpty() and self._is_stale(layout.thumb):
            self._paint_thumbnail(strokes, layout.thumb, job)
        if self._is_stale(layout.title):
            self._paint_title(strokes, layout.title, job)
        if complaint := job_words.complaint(job):
            self._paint_complaint(strokes, layout, job, *complaint)
        else:
            self._paint_facts(strokes, layout.facts, job_words.facts(job) if words is None else words)
            self._paint_status(strokes, layout.status, job, progress)
        if job_words.has_bar(job):
            track = "border_control" if option.state & _State.State_Selected else "bar_track"
            fill = "bar_fill" if job.state is JobState.RUNNING else "text_muted"
            strokes.bar(layout.bar, job_words.shown_fraction(job, progress), fill, track)
        self._paint_buttons(strokes, layout, job)
        painter.restore()
        if wait_words.counts_down(job):
            self.counting.add(job.id)

    def paint_gap(self, painter: QPainter, row: QRect) -> None:
        """Draw the place above a row where dragged rows would go: a line with a dot at its start."""
        ring = self._theme.metrics.focus_ring
        top = max(row.y() - (self.sizes.height - self.sizes.card_height) // 2, ring + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(RowStrokes(painter, self._theme).colour("accent"))
        painter.drawRoundedRect(QRectF(row.x(), top - ring / 2, row.width(), ring), ring / 2, ring / 2)
        painter.drawEllipse(QPointF(row.x() + 2 * ring, top), 2 * ring, 2 * ring)

    def _is_stale(self, rect: QRect) -> bool:
        return self.stale is None or self.stale.intersects(rect)

    def _indented(self, rect: QRect, index: Index, *, mirrored: bool) -> QRect:
        """Where a row below its group's begins further in."""
        step = self._theme.metrics.space_xl if index.data(Role.INNER) else 0
        return rect.adjusted(0, 0, -step, 0) if mirrored else rect.adjusted(step, 0, 0, 0)

    def _layout(self, rect: QRect, job: Job, *, mirrored: bool) -> RowLayout:
        layout = self.sizes.lay_out(rect, has_bar=job_words.has_bar(job))
        return layout.mirrored() if mirrored else layout

    # --- parts ----------------------------------------------------------------------------------------------

    def _paint_card(self, strokes: RowStrokes, card: QRect, state: QStyle.StateFlag) -> None:
        selected, hovered = state & _State.State_Selected, state & _State.State_MouseOver
        ground = "surface_selected" if selected else "surface_hover" if hovered else "surface_raised"
        focused = state & _State.State_HasFocus and state & _State.State_Active
        width = self._theme.metrics.focus_ring if focused else 1
        border = "focus" if focused else "accent" if selected else "border"
        radius = self._theme.metrics.radius_l
        box = Box(strokes.colour(ground).rgba(), strokes.colour(border).rgba(), width, radius)
        self._boxes.paint(strokes.painter, card, box)

    def _paint_thumbnail(self, strokes: RowStrokes, rect: QRect, job: Job) -> None:
        metrics, painter = self._theme.metrics, strokes.painter
        pixmap = self._thumbnails.pixmap(job.thumbnail_url, rect.size())
        painter.setPen(Qt.PenStyle.NoPen)
        if pixmap is None:
            painter.setBrush(strokes.colour("surface_pressed"))
        else:
            # A brush, not a clip: the corners stay smooth.
            brush = QBrush(pixmap)
            painter.setBrushOrigin(rect.topLeft())
            painter.setBrush(brush)
        painter.drawRoundedRect(rect, metrics.radius_m, metrics.radius_m)
        if pixmap is None:
            name = "audio" if job.options.is_audio_only else "video"
            strokes.icon(rect, name, metrics.icon_l, "text_muted")

    def _paint_title(self, strokes: RowStrokes, rect: QRect, job: Job) -> None:
        """The title; a job out of turn has its mark before it."""
        if mark := job_words.mark(job):
            strokes.icon(strokes.lead(rect), mark, self._theme.metrics.icon_s, "accent")
            rect = strokes.without_start(rect, self._theme.metrics.icon_s + self._theme.metrics.space_xs)
        token = "text_muted" if job.state is JobState.CANCELLED else "text"
        strokes.text(rect, " ".join(job.display_title.split()), self.sizes.title_font, token)

    def _paint_facts(self, strokes: RowStrokes, rect: QRect, words: str) -> None:
        if self._is_stale(rect):
            strokes.text(rect, words, self.sizes.small_font, "text_muted")

    def _paint_status(self, strokes: RowStrokes, rect: QRect, job: Job, progress: Progress | None) -> None:
        status = job_words.status(job, progress)
        strokes.icon(strokes.lead(rect), status.icon, self._theme.metrics.icon_s, status.tone)
        words = strokes.after_lead(rect)
        used = strokes.text(words, status.words, self.sizes.strong_font, status.tone)
        room = words.width() - used - self._theme.metrics.space_l
        if strokes.is_mirrored:
            figures = QRect(words.x(), rect.y(), room, rect.height())
        else:
            figures = QRect(words.right() + 1 - room, rect.y(), room, rect.height())
        self._paint_figures(strokes, figures, job, progress)

    def _paint_figures(self, strokes: RowStrokes, rect: QRect, job: Job, progress: Progress | None) -> None:
        """Percent at the edge, the others before it; where room is short the first ones go first."""
        percent = job_words.percent(job, progress)
        strong, small = QFontMetrics(self.sizes.strong_font), QFontMetrics(self.sizes.small_font)
        column = strong.horizontalAdvance("100 %") + self._theme.metrics.space_m
        if rect.width() < column:
            return
        strokes.text_at_end(rect, percent, self.sizes.strong_font, "text")
        used = column if percent else 0
        rest = rect.adjusted(used, 0, 0, 0) if strokes.is_mirrored else rect.adjusted(0, 0, -used, 0)
        parts = job_words.figures(job, progress)
        while parts and small.horizontalAdvance(" · ".join(parts)) > rest.width():
            parts = parts[1:]
        strokes.text_at_end(rest, " · ".join(parts), self.sizes.small_font, "text_muted")

    def _paint_complaint(
        self, strokes: RowStrokes, layout: RowLayout, job: Job, sentence: str, tone: str
    ) -> None:
        """The sentence, over two lines in place of the facts if it must be; the tool tip has all of it."""
        font, side = self.sizes.small_font, self._theme.metrics.icon_s
        first, rest = first_line(sentence, font, strokes.after_lead(layout.status).width())
        lines = ((layout.facts, first), (layout.status, rest)) if rest else ((layout.status, first),)
        if not rest:
            self._paint_facts(strokes, layout.facts, job_words.facts(job))
        strokes.icon(strokes.lead(lines[0][0]), job_words.standing(job).icon, side, tone)
        for line, text in lines:
            strokes.text(strokes.after_lead(line), text, font, tone)

    def _paint_buttons(self, strokes: RowStrokes, layout: RowLayout, job: Job) -> None:
        metrics = self._theme.metrics
        for name, rect in zip(row_commands(job), layout.buttons, strict=True):
            if not self._is_stale(rect):
                continue
            hot = self.hot == (job.id, name)
            if hot:
                strokes.painter.setPen(Qt.PenStyle.NoPen)
                strokes.painter.setBrush(strokes.colour("surface_pressed"))
                strokes.painter.drawRoundedRect(rect, metrics.radius_m, metrics.radius_m)
            token = "accent" if name in _INVITING else "text" if hot else "text_muted"
            strokes.icon(rect, ROW_COMMANDS[name].icon, metrics.icon_m, token)


_INVITING = frozenset({"choose", "retry", "retry_now", "allow_once", "stop_and_keep"})
"""Buttons for what the job is waiting for."""
