"""Paints the rows of a list: thumbnail beside the title, and what stands in the way with an icon; no data."""

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mediadl.domain.availability import is_open
from mediadl.domain.entry_states import EntryState
from mediadl.domain.media import Entry
from mediadl.ui import icons
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import ENTRY_ROLE, STATE_ROLE, EntriesModel
from mediadl.ui.models.entry_words import alignment
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.row_delegate import Index, RowDelegate, colour_of

_COLUMNS = tuple(EntryColumn)
_ALIGNMENTS = tuple(map(alignment, _COLUMNS))
_MUTED = frozenset(set(EntryColumn) - {EntryColumn.TITLE})


STATE_MARKS = {
    EntryState.CLOSED: ("warning", "warning"),
    EntryState.HAVE: ("check-circle", "success"),
    EntryState.QUEUED: ("clock", "info"),
    EntryState.FAILED: ("error", "danger"),
    EntryState.LIVE: ("record", "danger"),
    EntryState.LIST: ("playlist", "info"),
    EntryState.NEW: ("add", "accent"),
}
"""Icon and colour of a state; words always stand beside it."""


class EntryDelegate(RowDelegate):
    """Thumbnails are asked for as rows are painted, so only for those on the screen."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self.muted = _MUTED
        self.with_thumbnails = True
        self._thumbnails = thumbnails

    def thumbnail_size(self) -> QSize:
        """Logical pixels of the picture in a row."""
        height = self.row_height() - self.theme.metrics.space_s
        return QSize(round(height * 16 / 9), height)

    def row_height(self) -> int:
        """Two lines of text and some air where there are pictures, else one line."""
        metrics = self.theme.metrics
        return 2 * metrics.line + 2 * metrics.space_s if self.with_thumbnails else metrics.row_height_compact

    def check_of(self, index: Index) -> bool | None:
        """Asked of the model itself, as the next two: through Qt it costs more than all the painting."""
        model = index.model()
        if index.column() != EntryColumn.NUMBER or not isinstance(model, EntriesModel):
            return None
        return model.is_checked(index.row())

    def text_of(self, index: Index) -> str:
        """What the cell says."""
        model = index.model()
        if not isinstance(model, EntriesModel):
            return super().text_of(index)
        return model.text(index.row(), _COLUMNS[index.column()])

    def alignment_of(self, index: Index) -> Qt.AlignmentFlag:
        """Where its text stands."""
        return _ALIGNMENTS[index.column()]

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        """The title has its picture, a closed entry its lock; the other cells are text."""
        if index.column() == EntryColumn.TITLE:
            entry: Entry = index.data(ENTRY_ROLE)
            if self.with_thumbnails:
                rect = self._paint_thumbnail(painter, rect, entry)
            tokens = self.theme.tokens
            colour = tokens.text if is_open(entry.availability) else tokens.text_muted
            self.paint_text(painter, option, rect, index, colour)
        elif index.column() == EntryColumn.STATE and self.text_of(index):
            self._paint_state(painter, option, rect, index)
        else:
            super().paint_content(painter, option, rect, index)

    def _paint_thumbnail(self, painter: QPainter, rect: QRect, entry: Entry) -> QRect:
        size, metrics, tokens = self.thumbnail_size(), self.theme.metrics, self.theme.tokens
        frame = QRect(rect.x(), rect.y() + (rect.height() - size.height()) // 2, size.width(), size.height())
        found = self._thumbnails.pixmap(entry.thumbnail_url, size)
        painter.setPen(Qt.PenStyle.NoPen)
        # A brush, not a clip: the corners stay smooth, and it costs a tenth.
        painter.setBrush(colour_of(tokens.bar_track) if found is None else QBrush(found))
        painter.setBrushOrigin(frame.topLeft())
        painter.drawRoundedRect(frame, metrics.radius_s, metrics.radius_s)
        if found is None:
            ratio = painter.device().devicePixelRatioF()
            icon = icons.pixmap("video", metrics.icon_s, tokens.text_muted, ratio)
            centre = frame.center()
            left, top = centre.x() - metrics.icon_s / 2, centre.y() - metrics.icon_s / 2
            painter.drawPixmap(QPointF(left, top), icon)
        return rect.adjusted(size.width() + metrics.space_m, 0, 0, 0)

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        metrics, tokens = self.theme.metrics, self.theme.tokens
        name, colour = STATE_MARKS.get(index.data(STATE_ROLE), ("info", "text_muted"))
        ratio = painter.device().devicePixelRatioF()
        icon = icons.pixmap(name, metrics.icon_s, getattr(tokens, colour), ratio)
        painter.drawPixmap(QPointF(rect.x(), rect.center().y() - metrics.icon_s / 2 + 1), icon)
        room = rect.adjusted(metrics.icon_s + metrics.space_xs, 0, 0, 0)
        self.paint_text(painter, option, room, index, getattr(tokens, colour))
