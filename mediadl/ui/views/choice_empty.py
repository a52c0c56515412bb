"""What a page shows when there is nothing to choose on it: an icon, a title, and what to do."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme


class ChoiceEmpty(QFrame):
    """Words and an icon in the middle of the room there is."""

    def __init__(
        self, theme: Theme, icon: str, title: str, advice: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self.title = QLabel(title, self)
        self.advice = QLabel(advice, self)
        self._icon = QLabel(self)
        self._icon_name = icon
        self._theme = theme
        self.title.setProperty("role", "title")
        self.advice.setProperty("role", "muted")
        self._column = layout = QVBoxLayout(self)
        layout.addStretch(1)
        for label in (self._icon, self.title, self.advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        layout.addStretch(1)
        theme.changed.connect(self._refresh)
        self._refresh()

    def say(self, title: str, advice: str) -> None:
        """Use other words."""
        self.title.setText(title)
        self.advice.setText(advice)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the title; advice and icon are there when there is more."""
        return QSize(super().minimumSizeHint().width(), self.title.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the icon before the advice, and that before it is cut."""
        super().resizeEvent(event)
        spacing = self._column.spacing()
        left = self.height() - self.title.heightForWidth(self.width())
        left -= spacing + self.advice.heightForWidth(self.width())
        self.advice.setVisible(left >= 0)
        self._icon.setVisible(left >= spacing + self._icon.sizeHint().height())

    def _refresh(self) -> None:
        metrics, tokens = self._theme.metrics, self._theme.tokens
        self._column.setSpacing(metrics.space_m)
        drawn = icons.pixmap(self._icon_name, metrics.icon_xl, tokens.text_muted, self.devicePixelRatioF())
        self._icon.setPixmap(drawn)
