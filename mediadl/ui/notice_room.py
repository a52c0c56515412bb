"""Gives the notices their room: below the views, or over the foot of these where both do not fit."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class NoticeRoom(QWidget):
    """A notice that comes makes no window larger: on a small screen its end would be out of sight."""

    def __init__(self, views: QWidget, notices: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views, self._notices = views, notices
        views.setParent(self)
        notices.setParent(self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """That of the views."""
        return self._views.minimumSizeHint()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """That of the views."""
        return self._views.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Follow what grows, shrinks, comes and goes inside."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room out."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        wanted = 0 if self._notices.isHidden() else self._wanted(width)
        room = max(height - wanted, min(self._views.minimumSizeHint().height(), height))
        self._views.setGeometry(0, 0, width, room)
        self._notices.setGeometry(0, height - wanted, width, wanted)
        self._notices.raise_()

    def _wanted(self, width: int) -> int:
        if self._notices.hasHeightForWidth():
            return self._notices.heightForWidth(width)
        return self._notices.sizeHint().height()
