"""What a form hands over for an account that is to be added, and how the engine is asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mediadl.domain.accounts import Account, AccountKind, AccountSource
from mediadl.engine.accounts import Accounts


@dataclass(frozen=True)
class Jar:
    """Cookies as they were found: a file's content or a text."""

    data: bytes = field(repr=False)
    source: AccountSource
    origin: str = ""
    """Name of the file; empty for a text."""


@dataclass(frozen=True)
class NewCookies:
    """Take these cookies."""

    jar: Jar
    name: str | None


@dataclass(frozen=True)
class NewFromBrowser:
    """Read the cookies of a browser on this computer."""

    browser: str
    """As yt-dlp names it."""
    profile: str
    """Empty is the one last used."""
    name: str | None


@dataclass(frozen=True)
class NewLogin:
    """Take what was typed."""

    kind: AccountKind
    name: str | None
    domain: str
    username: str
    password: str = field(repr=False)


NewAccount = NewCookies | NewFromBrowser | NewLogin


async def add_to(accounts: Accounts, new: NewAccount) -> Account:
    """Have it added.

    Raises:
        UserError: it cannot be; with the sentence that says why.
    """
    match new:
        case NewCookies(jar=jar, name=name):
            return await accounts.import_cookies(jar.data, name=name, source=jar.source)
        case NewFromBrowser(browser=browser, profile=profile, name=name):
            return await accounts.import_browser(browser, profile, name)
        case NewLogin(kind=kind, name=name, domain=domain, username=username, password=password):
            return await accounts.add_login(kind, name, domain, username, password)
