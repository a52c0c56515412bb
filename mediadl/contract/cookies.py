"""Cookies as a client hands them over and hears of them: values come in, and never go out."""

from datetime import datetime
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from mediadl.contract.plain import Sent, Told
from mediadl.domain.naming import printable

MOST_CHARACTERS = 2_000_000
Browser = Literal[
    "brave", "chrome", "chromium", "edge", "firefox", "opera", "safari", "vivaldi", "whale"
]  # fmt: skip


class CookiesRequest(Sent):
    """A jar, or the browser that has them."""

    cookies: str | None = Field(default=None, min_length=1, max_length=MOST_CHARACTERS, repr=False)
    """A Netscape file."""
    name: str | None = Field(default=None, max_length=60)
    browser: Browser | None = None
    """All its cookies are taken, for which the token needs the scope `all`."""
    profile: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$")
    """Name of the browser's profile; never a path."""

    @field_validator("name")
    @classmethod
    def _shown(cls, name: str | None) -> str | None:
        if name is not None and not printable(name).strip():
            raise ValueError("A name has letters in it.")
        return name

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.cookies is None) == (self.browser is None):
            raise ValueError("Send `cookies`, or name a `browser`.")
        if self.profile is not None and self.browser is None:
            raise ValueError("`profile` is one of a `browser`.")
        return self


class CookiesResponse(Told):
    """What is known of a jar, without a value."""

    cookie_id: str
    name: str
    domains: list[str]
    count: int
    created_at: datetime
    expires_at: datetime | None
    state: Literal["usable", "expires_soon", "expired", "stale", "unreadable"]
    is_saved: bool
    """False where there is no keyring: then it is kept until the program ends."""


class CookiesList(Told):
    """The jars that the client may know of."""

    items: list[CookiesResponse]


class CookiesDeleted(Told):
    """They are gone for good."""

    cookie_id: str
    status: Literal["deleted"] = "deleted"
