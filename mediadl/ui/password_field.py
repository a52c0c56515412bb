"""A field for something secret: masked until its button is pressed, and without a memory."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme

_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PasswordField(QWidget):
    """`edited()` fires with each key. `name` says what is typed: "Password", "Code"."""

    edited = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._theme = name, theme
        self.edit = QLineEdit(self)
        self.reveal = QToolButton(self)
        self._row = QHBoxLayout(self)
        self._build()
        self._show_revealed(False)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def text(self) -> str:
        """What is typed, spaces and all."""
        return self.edit.text()

    def forget(self) -> None:
        """Empty the field, what could be undone in it too, and mask it again."""
        self.edit.setText("")  # `clear` would leave the text to be brought back by Ctrl+Z
        self.reveal.setChecked(False)

    def _build(self) -> None:
        self.edit.setAccessibleName(self._name)
        self.reveal.setCheckable(True)
        self.reveal.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(self.reveal)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self.edited)
        self.reveal.toggled.connect(self._show_revealed)

    def _show_revealed(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.edit.setInputMethodHints(_HINTS)
        words = f"{'Hide' if is_shown else 'Show'} what is typed"
        self.reveal.setIcon(icons.icon("hide" if is_shown else "show", self._theme))
        self.reveal.setToolTip(words)
        self.reveal.setAccessibleName(f"{self._name}: {words.lower()}")

    def _resize(self) -> None:
        self._row.setSpacing(self._theme.metrics.space_xs)
