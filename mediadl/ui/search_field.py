"""A field to search with: Escape empties it, Down and Return leave it; what is searched is not known."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mediadl.ui.icon_field import IconField
from mediadl.ui.theme import Theme


class SearchField(IconField):
    """Escape empties it before it means anything else. `left_downwards`: Down or Return was pressed."""

    left_downwards = Signal()

    def __init__(
        self, name: str, theme: Theme, parent: QWidget | None = None, *, words: str = "Search (Ctrl+F)"
    ) -> None:
        """`name` is what screen readers say, `words` what stands in the field while it is empty."""
        super().__init__("search", theme, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(words)
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.returnPressed.connect(self.left_downwards)

    def enter(self) -> None:
        """Take the focus, so that typing replaces what was searched for before."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

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
