"""The form for cookies out of a file, the clipboard or a drop; their values are never shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from mediadl.domain.accounts import AccountSource
from mediadl.domain.cookie_files import read_cookies
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import UserError
from mediadl.domain.jar_words import jar_words
from mediadl.domain.sealed_account import name_for
from mediadl.ui import icons
from mediadl.ui.account_forms.form import AccountForm
from mediadl.ui.account_forms.new_account import Jar, NewCookies
from mediadl.ui.dialogs.files import EVERY_FILE, ask_file
from mediadl.ui.jar_file import jar_data
from mediadl.ui.notices import announce
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.flow_layout import FlowLayout

_HOW = (
    "In your browser, log in to {site} and export its cookies with an extension for cookies.txt. Then choose "
    "that file or drop it here; or copy the cookies and press Ctrl+V."
)
_NONE = "Choose a file with cookies, or paste them."
_FILTERS = ("Cookies (*.txt *.json)", EVERY_FILE)


class JarForm(AccountForm):
    """It looks into what it is given, and says what it found."""

    def __init__(
        self, operations: Operations, theme: Theme, site: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._operations, self._theme = operations, theme
        self._jar: Jar | None = None
        self._problem = _NONE
        self._looks = 0
        self._name = ""
        self.choose = QPushButton(icons.icon("open", theme), "Choose a file…", self)
        self.paste = QPushButton(icons.icon("paste", theme), "Paste", self)
        self.answer = QLabel(self)
        self._build(site)
        self.setAcceptDrops(True)
        self.choose.clicked.connect(self._ask)
        self.paste.clicked.connect(self.take_clipboard)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.take_clipboard)

    @property
    def missing(self) -> str:
        """What is still to be entered, or why it cannot be taken."""
        return self._problem

    @property
    def usual_name(self) -> str:
        """The site that most of the cookies are for."""
        return self._name

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return (self.choose, self.paste)

    def new(self, name: str | None) -> NewCookies:
        """The cookies that were taken."""
        assert self._jar is not None
        return NewCookies(self._jar, name)

    def forget(self) -> None:
        """Keep nothing of what was taken."""
        self._looks += 1
        self._jar, self._name, self._problem = None, "", _NONE
        self._say("")

    def take(self, jar: Jar) -> None:
        """Look into these cookies."""
        self._operations.run(self._look(lambda: jar), name="look into cookies")

    def take_file(self, name: str) -> None:
        """Look into a file."""
        self._operations.run(self._look(partial(_of_file, Path(name))), name="look into a file of cookies")

    def take_clipboard(self) -> None:
        """Look into what was copied, a text or a file."""
        self._take_mime(QGuiApplication.clipboard().mimeData() or QMimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and texts."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into what was dropped."""
        event.acceptProposedAction()
        self._take_mime(event.mimeData())

    # --- inside ---------------------------------------------------------------------------------------------

    def _build(self, site: str) -> None:
        how = QLabel(_HOW.format(site=site or "the site"), self)
        how.setProperty("role", "muted")
        self.add_words(how)
        line = QWidget(self)
        flow = FlowLayout(line)
        flow.setSpacing(self._theme.metrics.space_s)
        for button in (self.choose, self.paste):
            button.setAutoDefault(False)  # Return adds the account, wherever the focus is
            flow.addWidget(button)
        self.paste.setToolTip("Paste cookies (Ctrl+V)")
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.hide()
        self.add_widget(line)
        self.add_words(self.answer)
        self.end_column()

    def _take_mime(self, mime: QMimeData) -> None:
        files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
        if files:
            self.take_file(files[0])
        elif mime.text().strip():
            self.take(Jar(mime.text().encode(errors="replace"), AccountSource.PASTED))
        else:
            self._refuse("The clipboard is empty. Copy the cookies first.")

    def _ask(self) -> None:
        ask_file(self, "Choose a file with cookies", self.take_file, kinds=_FILTERS)

    async def _look(self, load: Callable[[], Jar]) -> None:
        self._looks += 1
        look = self._looks
        try:
            jar, cookies = await asyncio.to_thread(_looked_into, load)
        except UserError as error:
            if look == self._looks:
                self._refuse(str(error))
            return
        if look != self._looks:  # something else was taken meanwhile, or the dialog has gone
            return
        words = jar_words(cookies, datetime.now(UTC))
        self._jar, self._problem, self._name = jar, "", name_for(cookies)
        self._say(f"{jar.origin}: {words}" if jar.origin else words)

    def _refuse(self, sentence: str) -> None:
        self._jar, self._name, self._problem = None, "", sentence
        self._say(sentence, is_wrong=True)

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        self.answer.setText(words)
        self.answer.setVisible(bool(words))
        self.answer.setAccessibleName(words)
        restyle(self.answer, role="danger" if is_wrong else "success")
        if words:
            announce(self, words, urgent=is_wrong)
        self.changed.emit()


def _of_file(path: Path) -> Jar:
    return Jar(jar_data(path), AccountSource.FILE, path.name)


def _looked_into(load: Callable[[], Jar]) -> tuple[Jar, tuple[Cookie, ...]]:
    jar = load()
    return jar, read_cookies(jar.data)
