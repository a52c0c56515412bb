"""Lets Return do what it does in a field or on a button, also where the page has another use for it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ReturnKey(QObject):
    """Kept by the widgets' parent. A button is pressed by Return, a field hears it as it always does."""

    def __init__(self, parent: QWidget, *widgets: QWidget) -> None:
        super().__init__(parent)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take Return before any shortcut does."""
        if not isinstance(event, QKeyEvent) or event.key() not in _RETURNS or event.modifiers() not in _PLAIN:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(watched, QAbstractButton):
            watched.click()
            return True
        return super().eventFilter(watched, event)
