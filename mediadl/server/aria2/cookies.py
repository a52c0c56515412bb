"""Cookies that clients of aria2 send along with a link: kept sealed, as those of the API's clients are."""

import re
from urllib.parse import urlsplit

from mediadl.domain.accounts import Account, AccountKind, AccountSource
from mediadl.domain.cookie_files import write_cookies
from mediadl.domain.cookie_scope import ascii_host
from mediadl.domain.cookies import Cookie
from mediadl.engine.accounts import Accounts
from mediadl.server.call import Call

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 6265, 4.1.1."""
_SHOWN = 60
"""So much of a host stands in the name of its jar: one whose name had to be cut is not found again."""
_VALUE = re.compile(r"[^\x00-\x1f\x7f;]*")


def cookies_of(link: str, header: str) -> tuple[Cookie, ...]:
    """The cookies of a header, for the host of the link alone: a header does not say where else they go."""
    parts = urlsplit(link)
    host = ascii_host(parts.hostname or "")
    pairs = (pair.strip().partition("=") for pair in header.split(";"))
    named = {name: value for name, equals, value in pairs if equals and _NAME.fullmatch(name)}
    return tuple(
        Cookie(domain=host, name=name, value=value, secure=parts.scheme == "https")
        for name, value in named.items()
        if host and _VALUE.fullmatch(value)
    )


async def keep(call: Call, link: str, header: str) -> str | None:
    """Keep the cookies in the client's jar for this host, in place of those there; the jar's id.

    None: there is no cookie in the header.

    Raises:
        UserError: they cannot be kept.
    """
    cookies = cookies_of(link, header)
    if not cookies:
        return None
    accounts, data = call.api.engine.accounts, write_cookies(cookies).encode(errors="replace")
    await accounts.until_open()
    name = f"{cookies[0].domain[-_SHOWN:]} (aria2)"
    if (jar := _jar(accounts, call.owner_id, name)) is not None:
        return (await accounts.update_secret(jar.id, data=data)).id
    source = AccountSource.EXTENSION if call.origin else AccountSource.PASTED
    made = await accounts.import_cookies(data, name=name, source=source, client_id=call.owner_id)
    return made.id


def _jar(accounts: Accounts, client_id: str | None, name: str) -> Account | None:
    """The jar of this name that the client has handed over; another client's makes it have a number."""
    return next(
        (
            one
            for one in accounts.accounts
            if one.kind is AccountKind.COOKIES and one.client_id == client_id and one.name.startswith(name)
        ),
        None,
    )
