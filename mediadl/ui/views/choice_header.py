"""The head of a page where something is chosen: picture, title and one line of facts; it knows no job."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails

# More would push what is to be chosen off the page; the tool tip has the rest.
_TITLE_CHARACTERS = 140
_PICTURE_CHARACTERS = 60


class ChoiceHeader(QWidget):
    """Shows what it is told; a picture that is still loading appears when it has come."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, *, icon: str, parent: QWidget | None = None
    ) -> None:
        """`icon` stands where there is no picture."""
        super().__init__(parent)
        self.title = QLabel(self)
        self.facts = QLabel(self)
        self._picture = QLabel(self)
        self._icon = icon
        self._theme = theme
        self._thumbnails = thumbnails
        self._thumbnail_url: str | None = None
        self._build()
        thumbnails.loaded.connect(self._on_loaded)
        theme.changed.connect(self._refresh)
        self._refresh()

    def show_facts(self, title: str, facts: str, thumbnail_url: str | None) -> None:
        """Show another title, line and picture."""
        self.title.setText(title if len(title) <= _TITLE_CHARACTERS else f"{title[:_TITLE_CHARACTERS]}…")
        self.title.setToolTip(title)
        self.facts.setText(facts)
        self._thumbnail_url = thumbnail_url
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words need all of it."""
        super().resizeEvent(event)
        self._picture.setVisible(self.width() > self.fontMetrics().averageCharWidth() * _PICTURE_CHARACTERS)

    def _build(self) -> None:
        self.title.setProperty("role", "title")
        self.facts.setProperty("role", "muted")
        for label in (self.title, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setAccessibleName("Title")
        self._picture.setObjectName("choicePicture")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName("Thumbnail")
        texts = QVBoxLayout()
        texts.addStretch(1)
        texts.addWidget(self.title)
        texts.addWidget(self.facts)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self._row, self._texts = row, texts

    def _on_loaded(self, url: str) -> None:
        if url == self._thumbnail_url:
            self._refresh()

    def _refresh(self) -> None:
        metrics = self._theme.metrics
        self._row.setSpacing(metrics.space_l)
        self._texts.setSpacing(metrics.space_xs)
        size = QSize(round(metrics.row_height * 16 / 9), metrics.row_height)
        self._picture.setFixedSize(size)
        self._picture.setPixmap(self._pixmap(size))

    def _pixmap(self, size: QSize) -> QPixmap:
        found = self._thumbnails.pixmap(self._thumbnail_url, size)
        if found is not None:
            return found
        metrics, ratio = self._theme.metrics, self.devicePixelRatioF()
        return icons.pixmap(self._icon, metrics.icon_l, self._theme.tokens.text_muted, ratio)
