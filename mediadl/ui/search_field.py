"""A field to search with: Escape empties it and Down leaves it; what is searched is not known."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from mediadl.ui.icon_field import IconField


class SearchField(IconField):
    """Escape empties it before it means anything else; Down leaves it. `left_downwards`: Down was pressed."""

    left_downwards = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Escape before the page's shortcut does, as long as there is text to empty."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() is QEvent.Type.ShortcutOverride and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
