"""The form for cookies of a browser on this computer, with an honest word where it keeps them locked."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from mediadl.ui.account_forms.form import AccountForm, plain_field
from mediadl.ui.account_forms.new_account import NewFromBrowser
from mediadl.ui.theme import Theme, restyle

_CHROMIUMS = {
    "chrome": "Chrome",
    "chromium": "Chromium",
    "edge": "Edge",
    "brave": "Brave",
    "opera": "Opera",
    "vivaldi": "Vivaldi",
    "whale": "Whale",
}
"""Those that on Windows let no other program read their cookies (app-bound encryption)."""
_FIREFOX = {"firefox": "Firefox"}
_SAFARI = {"safari": "Safari"}
_LOCKED = (
    "On Windows, {browser} locks its cookies: no other program can read them. Log in with Firefox and take "
    "them from there, or export them with an extension for cookies.txt and choose “Cookies” above."
)
_READ_ONCE = (
    "Its cookies are read once, now. Each is only ever sent to the site that it belongs to. "
    "Log in to the site in {browser} first."
)


class BrowserForm(AccountForm):
    """`platform` is as `sys.platform` says it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, platform: str = sys.platform) -> None:
        super().__init__(theme, parent)
        self._platform = platform
        self.browser = QComboBox(self)
        self.profile = plain_field("The one last used", self)
        self.words = QLabel(self)
        for name, title in browsers(platform).items():
            self.browser.addItem(title, name)
        self.add_line("Browser", self.browser)
        self.add_line("Profile", self.profile, "Its name or its folder.")
        self.add_words(self.words)
        self.end_column()
        self.browser.currentIndexChanged.connect(self._on_chosen)
        self.profile.textChanged.connect(self.changed)
        self._on_chosen()

    @property
    def missing(self) -> str:
        """Nothing has to be entered."""
        return ""

    @property
    def usual_name(self) -> str:
        """The browser."""
        return self.browser.currentText()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return (self.browser, self.profile)

    def new(self, name: str | None) -> NewFromBrowser:
        """What is entered."""
        return NewFromBrowser(self.browser.currentData(), self.profile.text().strip(), name)

    def forget(self) -> None:
        """Keep nothing of what was entered."""
        self.profile.setText("")

    def _on_chosen(self) -> None:
        browser = str(self.browser.currentData())
        is_locked = can_be_locked(browser, self._platform)
        self.words.setText((_LOCKED if is_locked else _READ_ONCE).format(browser=self.browser.currentText()))
        restyle(self.words, role="warning" if is_locked else "muted")
        self.browser.setAccessibleDescription(self.words.text())
        self.changed.emit()


def browsers(platform: str) -> dict[str, str]:
    """The browsers that can be there, with their names for people."""
    return {**_FIREFOX, **_CHROMIUMS, **(_SAFARI if platform == "darwin" else {})}


def can_be_locked(browser: str, platform: str) -> bool:
    """Whether a browser may refuse to have its cookies read there."""
    return platform == "win32" and browser in _CHROMIUMS
