"""The form for what is typed: a site's login, a password of a video, a proxy's login."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from mediadl.domain.accounts import AccountKind
from mediadl.domain.links import host_of
from mediadl.ui.account_forms.form import AccountForm, plain_field
from mediadl.ui.account_forms.new_account import NewLogin
from mediadl.ui.password_field import PasswordField
from mediadl.ui.theme import Theme


class _Words(NamedTuple):
    name: str
    about: str
    place: str
    sample: str
    missing: str


_WORDS: Mapping[AccountKind, _Words] = {
    AccountKind.LOGIN: _Words(
        "Login",
        "MediaDL logs in to the site with it. Few sites allow that; cookies work with more of them.",
        "Site",
        "example.org",
        "Write the address of the site, such as example.org.",
    ),
    AccountKind.VIDEO_PASSWORD: _Words(
        "Password",
        "Some videos open with a password of their own. It is tried for every video of this site.",
        "Site",
        "example.org",
        "Write the address of the site, such as example.org.",
    ),
    AccountKind.PROXY: _Words(
        "Proxy",
        "It is sent to this proxy whenever a download goes through it (Options → Network → Proxy).",
        "Proxy's host",
        "proxy.example.org",
        "Write the host of the proxy, such as proxy.example.org.",
    ),
}


class LoginForm(AccountForm):
    """`kind` is one that is typed. A site that is known already is filled in."""

    def __init__(
        self, kind: AccountKind, theme: Theme, site: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._kind, self._words = kind, _WORDS[kind]
        self.place = plain_field(self._words.sample, self)
        self.username = plain_field("", self)
        self.password = PasswordField("Password", theme, self)
        about = QLabel(self._words.about, self)
        about.setProperty("role", "muted")
        self.add_words(about)
        self.add_line(self._words.place, self.place)
        if self._has_user:
            self.add_line("User name", self.username)
        else:
            self.username.hide()
        self.add_line("Password", self.password)
        self.end_column()
        self.place.setText(site)
        for field in (self.place, self.username):
            field.textChanged.connect(self.changed)
        self.password.edited.connect(self.changed)

    @property
    def missing(self) -> str:
        """What is still to be entered."""
        if not self._domain:
            return self._words.missing
        if self._has_user and not self.username.text().strip():
            return "Write the user name."
        return "" if self.password.text else "Write the password."

    @property
    def usual_name(self) -> str:
        """As the engine will call it."""
        return f"{self._words.name} {self._domain}" if self._domain else ""

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        user: tuple[QLineEdit, ...] = (self.username,) if self._has_user else ()
        return (self.place, *user, self.password.edit, self.password.reveal)

    def new(self, name: str | None) -> NewLogin:
        """What is entered."""
        user = self.username.text().strip()
        return NewLogin(self._kind, name, self._domain, user, self.password.text)

    def forget(self) -> None:
        """Keep nothing of what was entered."""
        for field in (self.place, self.username):
            field.setText("")
        self.password.forget()

    @property
    def _domain(self) -> str:
        """The host; somebody may paste a whole link."""
        typed = self.place.text().strip().lower()
        if "://" in typed:
            return host_of(typed)
        return typed.partition("/")[0].removeprefix("www.")

    @property
    def _has_user(self) -> bool:
        return self._kind is not AccountKind.VIDEO_PASSWORD
