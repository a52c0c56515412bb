"""A line edit with an icon before its text, and nothing else."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme


class IconField(QLineEdit):
    """The icon grows with the text, which the one that Qt's ``addAction`` puts there does not."""

    def __init__(self, icon_name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icons.icon(icon_name, theme, "text_muted")
        self._theme = theme
        self.setProperty("leading", True)  # the stylesheet makes room for the icon

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the icon in the room that its padding leaves."""
        super().paintEvent(event)
        metrics = self._theme.metrics
        top = (self.height() - metrics.icon_s) // 2
        self._icon.paint(QPainter(self), QRect(metrics.space_m, top, metrics.icon_s, metrics.icon_s))
