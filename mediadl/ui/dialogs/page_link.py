"""Shows what a web page wants to have downloaded, and waits for a click; adding it is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.links import host_of
from mediadl.domain.page_links import PageLink, can_be_trusted, is_nearby
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.notices import announce
from mediadl.ui.theme import Theme

_WORDS = "A web page, or another program, asks to have this downloaded from {site}:"
_NEARBY = "This address may be something in your own network. Add it only if you know what it is."
_USUAL = "It is downloaded as your usual preset and your rules say."
_MEANING = (
    "Any web page can then start downloads from {site}, without a click of yours. Settings can end that."
)
_ARM_MS = 700
"""So long nothing can be added that has just appeared: a key meant for something else is no answer."""
_LINES = 4


class PageLinkDialog(QDialog):
    """`answered(PageLink, is_wanted, is_trusted)` fires for each; it closes after the last one.

    Show it with `open()`. Closing it says no to all that wait.
    """

    answered = Signal(object, bool, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._waiting: list[tuple[PageLink, str]] = []
        self.setWindowTitle("Download from a web page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words, self.preset, self.nearby, self.more = (QLabel(self) for _ in range(4))
        self.link = QPlainTextEdit(self)
        self.always, self.meaning = QCheckBox(self), QLabel(self)
        self.none = QPushButton("Add none", self)
        self.refuse, self.add = QPushButton("Do not add", self), QPushButton("Add", self)
        self._arm = QTimer(self, singleShot=True, interval=_ARM_MS)
        self._lay_out()
        self._arm.timeout.connect(lambda: self.add.setEnabled(True))
        self.none.clicked.connect(self.reject)
        self.refuse.clicked.connect(self._on_refused)
        self.add.clicked.connect(self._on_added)
        wanted = QSize(68 * theme.metrics.unit, 44 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    @property
    def waiting(self) -> Sequence[PageLink]:
        """What has no answer yet; the first one is shown."""
        return [link for link, _words in self._waiting]

    def ask(self, link: PageLink, preset_words: str) -> None:
        """Ask for one more, which has a URL; `preset_words` say how it would be downloaded."""
        self._waiting.append((link, preset_words or _USUAL))
        if len(self._waiting) == 1:
            self._show()
        self._show_count()

    def _show(self) -> None:
        link, preset = self._waiting[0]
        url = link.url or ""
        site = host_of(url)
        self.add.setEnabled(False)
        self._arm.start()
        self.refuse.setFocus()
        self.words.setText(_WORDS.format(site=site))
        self.link.setPlainText(url)
        self.preset.setText(preset)
        self.nearby.setText(_NEARBY)
        self.nearby.setVisible(is_nearby(url))
        self.always.setText(f"From now on add what is on {site} without asking")
        self.always.setChecked(False)
        self.always.setAccessibleDescription(_MEANING.format(site=site))
        self.meaning.setText(_MEANING.format(site=site))
        for widget in (self.always, self.meaning):
            widget.setVisible(can_be_trusted(url))
        announce(self, f"{self.words.text()} {url}. {preset}", urgent=True)

    def _show_count(self) -> None:
        count = len(self._waiting) - 1
        self.more.setText("" if count < 1 else "1 more waits." if count == 1 else f"{count} more wait.")
        self.more.setVisible(count > 0)
        self.none.setVisible(count > 0)

    def _on_refused(self) -> None:
        self._answer(is_wanted=False)

    def _on_added(self) -> None:
        self._answer(is_wanted=True)

    def _answer(self, *, is_wanted: bool) -> None:
        link, _preset = self._waiting.pop(0)
        is_trusted = is_wanted and self.always.isChecked() and not self.always.isHidden()
        self.answered.emit(link, is_wanted, is_trusted)
        if self._waiting:
            self._show()
            self._show_count()
        else:
            self.accept()

    def _lay_out(self) -> None:
        inside, metrics = QWidget(), self._theme.metrics
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(metrics.space_l,) * 4)
        column.setSpacing(metrics.space_m)
        self.link.setReadOnly(True)
        self.link.setAccessibleName("Address")
        self.link.setTabChangesFocus(True)
        self.link.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.link.setFixedHeight(_LINES * metrics.line + 2 * metrics.space_s)
        self.preset.setProperty("role", "muted")
        self.meaning.setProperty("role", "muted")
        self.nearby.setProperty("role", "danger")
        for label in (self.words, self.preset, self.nearby, self.meaning):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self.words, self.link, self.nearby, self.preset, self.always, self.meaning):
            column.addWidget(widget)
        column.addStretch(1)
        buttons = (self.refuse, self.add)
        foot = DialogFoot(self.more, buttons, self._theme, self, aside=self.none)
        lay_over(inside, "Download from a web page", foot, self)
