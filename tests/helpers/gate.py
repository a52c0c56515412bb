"""What tests of logins share: cookies for the media site, and what its other host was sent."""

from typing import Any

from mediadl.domain.cookies import Cookie
from mediadl.domain.secrets import Secrets
from tests.helpers.media_site import MediaSiteProcess

LET_IN = "let-me-in"
"""The value of the cookie "session" that the media site lets one in with."""


def a_local_cookie(name: str = "session", value: str = LET_IN, **more: Any) -> Cookie:
    """One of the media site's."""
    return Cookie(**{"domain": "127.0.0.1", "name": name, "value": value, **more})


def let_in(**more: str) -> Secrets:
    """Secrets with the cookie that is needed, and others by name."""
    others = (a_local_cookie(name, value) for name, value in more.items())
    return Secrets(cookies=(a_local_cookie(), *others))


def told_to_the_other_host(site: MediaSiteProcess) -> list[str]:
    """What the site was told under its other name: nothing of the sort should be here."""
    names = ("Cookie", "Authorization", "Proxy-Authorization")
    other = [hit for hit in site.hits() if hit.headers.get("Host", "").startswith("localhost")]
    return [f"{name}: {hit.headers[name]}" for hit in other for name in names if name in hit.headers]


def asked_of_the_other_host(site: MediaSiteProcess) -> int:
    """How many requests have come under that name, so that none is no accident."""
    return sum(hit.headers.get("Host", "").startswith("localhost") for hit in site.hits())
