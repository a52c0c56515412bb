"""The steps that put the extension into a browser, and the folder for them; nothing is installed here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.notices import announce
from mediadl.ui.open_file import open_folder
from mediadl.ui.operations import Notice
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import labelled, small

_CHROMIUM = (
    "1. Type chrome://extensions into the address field (edge://extensions, brave://extensions).",
    "2. Switch on “Developer mode”.",
    "3. Press “Load unpacked” and choose the folder above, or drag the folder onto that page.",
)
_FIREFOX = (
    "1. Type about:debugging#/runtime/this-firefox into the address field.",
    "2. Press “Load Temporary Add-on…” and choose manifest.json in the folder above.",
)
_STEPS = (("Chrome, Edge, Brave, Chromium (121 or newer)", _CHROMIUM), ("Firefox (128 or newer)", _FIREFOX))
_FIREFOX_FORGETS = (
    "Firefox keeps it until it is closed; then step 2 is needed again. "
    "It keeps for good only what Mozilla has signed."
)
_THEN = "Then let the browser in: “Connect a browser…” here, and Connect in the options of the extension."


class InstallExtensionDialog(QDialog):
    """`connect_wanted()` fires on “Connect a browser…”. Show it with `open()`."""

    connect_wanted = Signal()

    def __init__(
        self, folder: Path, notify: Callable[[Notice], None], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._notify, self._theme = folder, notify, theme
        self.setWindowTitle("Install the browser extension")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.path, self.said = QLineEdit(str(folder), self), QLabel(self)
        self.copy = QPushButton(icons.icon("copy", theme), "Copy the path", self)
        self.close_button = QPushButton("Close", self)
        self.connect_browser = QPushButton("Connect a browser…", self)
        self.open_folder = QPushButton("Open the folder", self)
        self._lay_out()
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.reject)
        self.connect_browser.clicked.connect(self._on_connect)
        self.open_folder.clicked.connect(self._on_open)
        self.open_folder.setFocus()
        wanted = QSize(76 * theme.metrics.unit, 68 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._folder))
        self.said.setText("Copied the path of the folder.")
        self.said.show()
        announce(self, self.said.text())

    def _on_open(self) -> None:
        if problem := open_folder(self._folder):
            self._notify(problem)

    def _on_connect(self) -> None:
        self.accept()
        self.connect_wanted.emit()

    def _lay_out(self) -> None:
        inside, metrics = QWidget(), self._theme.metrics
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(metrics.space_l,) * 4)
        column.setSpacing(metrics.space_s)
        self.path.setReadOnly(True)
        self.path.setAccessibleName("Folder of the extension")
        self.path.setCursorPosition(0)
        column.addWidget(labelled("Folder of the extension", self.path))
        column.addWidget(self.path)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        for browser, steps in _STEPS:
            column.addSpacing(metrics.space_s)
            column.addWidget(self._label(browser, "heading"))
            for step in steps:
                column.addWidget(self._label(step))
        column.addWidget(small(_FIREFOX_FORGETS))
        column.addSpacing(metrics.space_s)
        column.addWidget(self._label(_THEN))
        column.addStretch(1)
        self.said.hide()
        buttons = (self.close_button, self.connect_browser, self.open_folder)
        lay_over(inside, self.windowTitle(), DialogFoot(self.said, buttons, self._theme, self), self)

    def _label(self, text: str, role: str = "") -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            if not role
            else Qt.TextInteractionFlag.NoTextInteraction
        )
        return label
