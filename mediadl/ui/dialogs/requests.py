"""The last requests to the API in full length, and the file that has older ones; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.local_api import Server, decision_words
from mediadl.ui.open_file import open_file
from mediadl.ui.operations import Notice
from mediadl.ui.theme import Theme

_NONE = "There is none since the API was switched on."
_OLDER = "Of links only the site is kept, and no token. The file has more, and those of earlier days."
_LINES = 12


class RequestsDialog(QDialog):
    """The newest is on top. Show it with `open()`."""

    def __init__(
        self,
        server: Server,
        notify: Callable[[Notice], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._decisions, self._file, self._notify = server.decisions, server.audit_file, notify
        self._names = {client.id: client.name for client in server.clients.all}
        self.setWindowTitle("Requests to the API")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.refused_only = QCheckBox("Only those that were refused", self)
        self.lines, self.words = QPlainTextEdit(self), QLabel(_OLDER, self)
        self.open_file = QPushButton("Open the file", self)
        self.close_button = QPushButton("Close", self)
        self._lay_out(theme)
        self.refused_only.toggled.connect(self._show)
        self.open_file.clicked.connect(self._on_open)
        self.close_button.clicked.connect(self.reject)
        self._show()
        wanted = QSize(96 * theme.metrics.unit, 64 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def _show(self) -> None:
        only = self.refused_only.isChecked()
        shown = [one for one in reversed(self._decisions) if not only or one.status >= 400]
        self.lines.setPlainText("\n".join(decision_words(one, self._names) for one in shown) or _NONE)

    def _on_open(self) -> None:
        if problem := open_file(self._file):
            self._notify(problem)

    def _lay_out(self, theme: Theme) -> None:
        inside, metrics = QWidget(), theme.metrics
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(metrics.space_l,) * 4)
        column.setSpacing(metrics.space_s)
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("Requests")
        self.lines.setMinimumHeight(_LINES * metrics.line)
        self.words.setProperty("role", "muted")
        column.addWidget(self.refused_only, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.lines, 1)
        buttons = (self.open_file, self.close_button)
        lay_over(inside, self.windowTitle(), DialogFoot(self.words, buttons, theme, self), self)
