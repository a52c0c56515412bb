"""Two minutes in which browsers may ask to be connected, and the user's answer; the token is the server's."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.client_words import origin_words, scope_words
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.local_api import Asking, Pairing
from mediadl.ui.notices import announce
from mediadl.ui.theme import Theme

_WAITING = (
    "Go to the browser now, and press Connect in the options of the extension.\n"
    "What asks there is shown here, and gets nothing before you allow it."
)
_COMPARE = "Allow it only if the browser shows this same code now."
_OVER = "The two minutes are over, and nobody can ask any more. Start again when the browser is ready."
_ARM_MS = 700
"""So long nothing can be allowed that has just appeared: a key meant for something else is no answer."""


class ConnectBrowserDialog(QDialog):
    """`allowed` has the name of who may connect. Show it with `open()`; closing it ends the time."""

    allowed = Signal(str)

    def __init__(self, pairing: Pairing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairing = pairing
        self._shown = ""
        self._said = ""
        self.setWindowTitle("Connect a browser")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words, self.code, self.who, self.time = (QLabel(self) for _ in range(4))
        self.cancel, self.deny = QPushButton("Cancel", self), QPushButton("Deny", self)
        self.allow, self.again = QPushButton("Allow", self), QPushButton("Start again", self)
        self._second = QTimer(self, interval=500)
        self._arm = QTimer(self, singleShot=True, interval=_ARM_MS)
        self._lay_out(theme)
        self._connect()
        pairing.on_change.append(self._show)
        pairing.open()
        self._second.start()
        wanted = QSize(64 * theme.metrics.unit, 40 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    @property
    def asking(self) -> Asking | None:
        """Who is shown: the first one that waits."""
        return next(iter(self._pairing.waiting), None)

    def done(self, result: int) -> None:
        """Close, and let nobody ask any more."""
        if self._show in self._pairing.on_change:
            self._pairing.on_change.remove(self._show)
            self._pairing.close()
        self._second.stop()
        super().done(result)

    def _connect(self) -> None:
        self._second.timeout.connect(self._show)
        self._arm.timeout.connect(self._show)
        self.cancel.clicked.connect(self.reject)
        self.deny.clicked.connect(self._on_deny)
        self.allow.clicked.connect(self._on_allow)
        self.again.clicked.connect(self._on_again)

    def _show(self) -> None:
        asking, left_s = self.asking, math.ceil(self._pairing.remaining_s)
        if asking is not None:
            self._show_asking(asking)
        else:
            self._shown = ""
            self.words.setText((self._said + "\n" + _WAITING).strip() if left_s else _OVER)
        for widget in (self.code, self.who, self.deny, self.allow):
            widget.setVisible(asking is not None)
        self.again.setVisible(not left_s)
        self.allow.setEnabled(not self._arm.isActive())
        self.time.setText(f"{left_s // 60}:{left_s % 60:02} left" if left_s else "")

    def _show_asking(self, asking: Asking) -> None:
        if asking.pair_id == self._shown:
            return
        self._shown = asking.pair_id
        self._arm.start()
        self.cancel.setFocus()
        self.code.setText(asking.code)
        self.code.setAccessibleName(f"Code {' '.join(asking.code)}")
        self.words.setText(f"“{asking.name}” wants to connect. {_COMPARE}")
        self.who.setText(f"{origin_words(asking.origin)}\nIt may then {scope_words(asking.scopes)}.")
        announce(self, f"{self.words.text()} {self.code.accessibleName()}. {self.who.text()}", urgent=True)

    def _on_allow(self) -> None:
        asking = self.asking
        if asking is None or asking.pair_id != self._shown:
            return
        if self._pairing.allow(asking.pair_id):
            self.allowed.emit(asking.name)
            if self.asking is None:
                self.accept()

    def _on_deny(self) -> None:
        asking = self.asking
        if asking is not None and asking.pair_id == self._shown:
            self._said = f"Denied “{asking.name}”."
            self._pairing.deny(asking.pair_id)

    def _on_again(self) -> None:
        self._said = ""
        self._pairing.open()

    def _lay_out(self, theme: Theme) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.metrics.space_l,) * 4)
        column.setSpacing(theme.metrics.space_m)
        self.code.setProperty("role", "title")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.who.setProperty("role", "muted")
        for label in (self.words, self.code, self.who):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(1)
        buttons = (self.cancel, self.again, self.deny, self.allow)
        lay_over(inside, "Connect a browser", DialogFoot(self.time, buttons, theme, self), self)
        self.cancel.setFocus()
