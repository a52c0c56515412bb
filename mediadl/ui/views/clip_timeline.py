"""A media as a line from left to right: chapters as ticks, clips as bars whose edges mouse and keys move."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mediadl.domain.clip_edges import ClipEdges
from mediadl.domain.clips import clock
from mediadl.domain.media import Chapter
from mediadl.domain.options import Clip
from mediadl.ui.theme import Theme

_STEP_S, _LONG_STEP_S = 1.0, 10.0
_Key = Qt.Key


class ClipTimeline(QWidget):
    """`changed(clips)` fires with a tuple of `Clip` when the user has moved, added or removed one.

    Arrows move the active edge by a second, with Shift by ten, with Ctrl to the next chapter; Home and End
    as far as it goes; Up and Down choose another edge; Insert adds a clip, Delete removes it. The mouse drags
    edges, and draws another clip where there is none.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edges = ClipEdges(0.0)
        self._chapters: tuple[Chapter, ...] = ()
        self._current: Chapter | None = None
        self._drag_from: float | None = None
        """Where a clip that is being drawn begins, in seconds."""
        self._is_dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline")
        theme.changed.connect(self.updateGeometry)
        self._tell()

    @property
    def edges(self) -> ClipEdges:
        """The clips as they are drawn, and the active edge."""
        return self._edges

    def show_media(self, duration_s: float, chapters: Sequence[Chapter]) -> None:
        """Show a media of so many seconds, without a clip."""
        self._edges, self._chapters, self._current = ClipEdges(duration_s), tuple(chapters), None
        self._tell()

    def show_current(self, chapter: Chapter | None) -> None:
        """Underline a chapter, to see where it is."""
        self._current = chapter
        self.update()

    def show_clips(self, clips: Sequence[Clip]) -> None:
        """Show these clips, as they were typed, say."""
        self._edges = self._edges.with_clips(clips)
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A bar with a line of words below it."""
        metrics = self._theme.metrics
        return QSize(24 * metrics.unit, self._bar_height + metrics.line + 2 * metrics.space_s)

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    # --- keys and mouse -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, add or remove."""
        moved = self._after_key(Qt.Key(event.key()), event.modifiers())
        if moved is None or not self._edges.duration_s:
            super().keyPressEvent(event)
        else:
            self._take(moved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge, or begin another clip."""
        if event.button() is not Qt.MouseButton.LeftButton or not self._edges.duration_s:
            super().mousePressEvent(event)
            return
        at = self._seconds_at(event.position().toPoint())
        edge = self._edges.nearest(at)
        is_near = abs(self._x(self._edges.edges[edge]) - event.position().x()) <= self._theme.metrics.space_s
        if is_near and (self._edges.clips or edge in {0, 1}):
            self._edges, self._is_dragging = self._edges.selected(edge), True
        else:
            self._drag_from = at
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the edge, or draw the clip."""
        at = self._seconds_at(event.position().toPoint())
        if self._is_dragging:
            self._take(self._edges.moved_to(at))
        elif self._drag_from is not None and self._is_far(at):
            edges = self._edges.added(self._drag_from, at)
            if at < self._drag_from:
                edges = edges.selected(edges.active - 1)
            self._drag_from, self._is_dragging = None, True
            self._take(edges)
        else:
            near = self._edges.duration_s and abs(
                self._x(self._edges.edges[self._edges.nearest(at)]) - event.position().x()
            )
            is_edge = near <= self._theme.metrics.space_s
            self.setCursor(Qt.CursorShape.SizeHorCursor if is_edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag_from, self._is_dragging = None, False
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """The place under the mouse, as its tool tip."""
        if isinstance(event, QHelpEvent) and self._edges.duration_s:
            self.setToolTip(self._words_at(self._seconds_at(event.pos())))
        return super().event(event)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, the clips on it, the ticks, the edges, and the times below."""
        if not self._edges.duration_s:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, bar = self._theme.tokens, self._bar
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bar_track))
        painter.drawRoundedRect(bar, self._theme.metrics.radius_s, self._theme.metrics.radius_s)
        painter.setBrush(QColor(tokens.bar_fill if self._edges.clips else tokens.accent_soft))
        for start, end in self._edges.spans:
            span = QRectF(self._x(start), bar.y(), max(2.0, self._x(end) - self._x(start)), bar.height())
            painter.drawRoundedRect(span, self._theme.metrics.radius_s, self._theme.metrics.radius_s)
        self._paint_ticks(painter, bar)
        self._paint_edges(painter, bar)
        self._paint_times(painter, bar)

    def _paint_ticks(self, painter: QPainter, bar: QRect) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.surface), max(1, self._theme.metrics.focus_ring // 2)))
        for chapter in self._chapters:
            if 0 < chapter.start_s < self._edges.duration_s:
                x = self._x(chapter.start_s)
                painter.drawLine(QPoint(round(x), bar.top()), QPoint(round(x), bar.bottom()))

        if self._current is not None:
            left, right = self._x(self._current.start_s), self._x(self._current.end_s)
            height = self._theme.metrics.space_xs
            below = QRectF(left, bar.bottom() + height, max(2.0, right - left), height / 2)
            painter.fillRect(below, QColor(self._theme.tokens.accent))

    def _paint_edges(self, painter: QPainter, bar: QRect) -> None:
        tokens, metrics = self._theme.tokens, self._theme.metrics
        width = metrics.space_s
        for number, seconds in enumerate(self._edges.edges):
            is_active = number == self._edges.active and self.hasFocus()
            painter.setPen(QPen(QColor(tokens.text if is_active else tokens.accent), metrics.focus_ring))
            painter.setBrush(QColor(tokens.accent if is_active else tokens.surface))
            left = self._x(seconds) - width / 2
            handle = QRectF(left, bar.y() - metrics.space_xs, width, bar.height() + 2 * metrics.space_xs)
            painter.drawRoundedRect(handle, metrics.radius_s, metrics.radius_s)

    def _paint_times(self, painter: QPainter, bar: QRect) -> None:
        painter.setPen(QColor(self._theme.tokens.text_muted))
        line = QRect(bar.x(), bar.bottom() + self._theme.metrics.space_s, bar.width(), self.height())
        top = int(Qt.AlignmentFlag.AlignTop)
        painter.drawText(line, top | int(Qt.AlignmentFlag.AlignLeft), clock(0))
        painter.drawText(line, top | int(Qt.AlignmentFlag.AlignRight), clock(self._edges.duration_s))
        painter.setPen(QColor(self._theme.tokens.text))
        painter.drawText(line, top | int(Qt.AlignmentFlag.AlignHCenter), self._active_words())

    # --- inside ---------------------------------------------------------------------------------------------

    def _after_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> ClipEdges | None:
        """The edges after a key; None for one that means nothing here."""
        edges, duration = self._edges, self._edges.duration_s
        if key in {_Key.Key_Left, _Key.Key_Right}:
            return self._stepped(forward=key == _Key.Key_Right, modifiers=modifiers)
        moves: dict[Qt.Key, Callable[[], ClipEdges]] = {
            _Key.Key_Up: lambda: edges.selected(edges.active - 1),
            _Key.Key_Down: lambda: edges.selected(edges.active + 1),
            _Key.Key_Home: lambda: edges.moved_to(0.0),
            _Key.Key_End: lambda: edges.moved_to(duration),
            _Key.Key_Insert: self._with_another,
            _Key.Key_Plus: self._with_another,
            _Key.Key_Delete: edges.removed,
            _Key.Key_Backspace: edges.removed,
        }
        move = moves.get(key)
        return move() if move is not None else None

    def _with_another(self) -> ClipEdges:
        """With a clip more, after the last one where there is room."""
        edges, duration = self._edges, self._edges.duration_s
        after = edges.edges[-1] if edges.clips and edges.edges[-1] < duration else 0.0
        return edges.added(after, duration)

    def _stepped(self, *, forward: bool, modifiers: Qt.KeyboardModifier) -> ClipEdges:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return self._edges.moved_to_next([one.start_s for one in self._chapters], forward=forward)
        step = _LONG_STEP_S if modifiers & Qt.KeyboardModifier.ShiftModifier else _STEP_S
        return self._edges.moved_by(step if forward else -step)

    def _take(self, edges: ClipEdges) -> None:
        before, self._edges = self._edges, edges
        self._tell()
        if edges.clips != before.clips:
            self.changed.emit(edges.clips)

    def _tell(self) -> None:
        self.setAccessibleDescription(self._active_words())
        self.update()

    def _active_words(self) -> str:
        """The active edge in words: "Start of clip 2 of 3: 1:23, Main part"."""
        if not self._edges.duration_s:
            return ""
        index, is_end = divmod(self._edges.active, 2)
        edge, count = "End" if is_end else "Start", len(self._edges.clips)
        clip = f"clip {index + 1} of {count}" if count > 1 else "the clip" if count else "the whole"
        return f"{edge} of {clip}: {self._words_at(self._edges.position_s)}"

    def _words_at(self, seconds: float) -> str:
        title = next(
            (one.title for one in reversed(self._chapters) if one.start_s <= seconds < one.end_s), ""
        )
        return f"{clock(round(seconds, 1))}{f', {title}' if title else ''}"

    @property
    def _bar_height(self) -> int:
        return 2 * self._theme.metrics.space_m

    @property
    def _bar(self) -> QRect:
        inset = self._theme.metrics.space_s
        return QRect(inset, inset, max(1, self.width() - 2 * inset), self._bar_height)

    def _x(self, seconds: float) -> float:
        bar = self._bar
        return bar.x() + bar.width() * seconds / (self._edges.duration_s or 1.0)

    def _seconds_at(self, point: QPoint) -> float:
        bar = self._bar
        share = (point.x() - bar.x()) / bar.width()
        return round(max(0.0, min(1.0, share)) * self._edges.duration_s, 1)

    def _is_far(self, seconds: float) -> bool:
        """Whether the mouse has gone far enough to mean a clip, and not a click."""
        return abs(self._x(seconds) - self._x(self._drag_from or 0.0)) > self._theme.metrics.space_s
