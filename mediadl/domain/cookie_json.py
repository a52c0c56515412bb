"""Cookies that a browser's extension or a test tool has exported as JSON; other texts are not read here."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mediadl.domain.cookie_dates import expiry_of
from mediadl.domain.cookie_scope import ascii_host
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import InvalidCookies
from mediadl.domain.not_cookies import EXPORT

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Half a letter, which JSON can spell and no file can hold, is none either."""
_DATES = ("expirationDate", "expires", "expiry", "expiresDate")
"""EditThisCookie, Cookie-Editor and J2Team; Playwright and Puppeteer; Selenium; others."""
_QUICK_MANAGER = {
    "Host raw": "url",
    "Name raw": "name",
    "Content raw": "value",
    "Path raw": "path",
    "Expires raw": "expires",
    "Send for raw": "secure",
    "HTTP only raw": "httpOnly",
    "This domain only raw": "hostOnly",
}
"""Names of Firefox's Cookie Quick Manager, and ours."""


def read_json(text: str) -> tuple[Cookie, ...]:
    """The cookies of an export, in its order.

    Known are lists of cookies (EditThisCookie, Cookie-Editor, Puppeteer, Selenium, Cookie Quick Manager) and
    objects with such a list under "cookies" (Playwright's storage state, J2Team).

    Raises:
        InvalidCookies: it is another JSON, or damaged; the sentence says which and what to export instead.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidCookies(
            "This begins like JSON and cannot be read to its end: it is damaged or cut off. "
            "Export the cookies again."
        ) from None
    rows, page = _rows(data)
    if not rows:
        raise InvalidCookies(f"This JSON has no cookies in it. {EXPORT}")
    return tuple(_cookie(row, number, page) for number, row in enumerate(rows, start=1))


def _rows(data: Any) -> tuple[list[Any], str]:
    """The rows of an export, and the address of the page it was made on if it tells."""
    match data:
        case list():
            return data, ""
        case {"cookies": list(rows)}:
            return rows, str(data.get("url") or "")
        case {"log": {"entries": list()}}:
            raise InvalidCookies(
                f"This is a record of network traffic (HAR), which is no export of cookies. {EXPORT}"
            )
        case {"data": str()} | {"encrypted": _} | {"ciphertext": _}:
            raise InvalidCookies("This export is encrypted with a password. Export the cookies without one.")
        case {"name": str(), "value": _}:
            return [data], ""
        case {**pairs} if pairs and all(isinstance(value, str) for value in pairs.values()):
            raise InvalidCookies(
                f"This JSON has names and values, but does not say what site each cookie is for. {EXPORT}"
            )
    raise InvalidCookies(f"This JSON is no export of cookies. {EXPORT}")


def _cookie(row: Any, number: int, page: str) -> Cookie:
    damaged = InvalidCookies(
        f"Entry {number} of this JSON is no cookie with domain, name and value, so none was taken. {EXPORT}"
    )
    if not isinstance(row, dict):
        raise damaged
    fields: dict[str, Any] = {_QUICK_MANAGER.get(str(key), str(key)): value for key, value in row.items()}
    name, value, path = fields.get("name", ""), fields.get("value", ""), fields.get("path") or "/"
    domain = str(fields.get("domain") or fields.get("host") or _host(fields.get("url") or page))
    host = ascii_host(domain)
    texts = (name, value, path)
    if not host or not all(isinstance(text, str) and not _CONTROL.search(text) for text in texts):
        raise damaged
    try:
        date = expiry_of(next((fields[key] for key in _DATES if fields.get(key) is not None), None))
    except (TypeError, ValueError):
        raise damaged from None
    if not (name or value):
        raise damaged
    return Cookie(
        domain=host,
        include_subdomains=_spans(fields, domain),
        path=path if path.startswith("/") else "/",
        secure=_is_true(fields.get("secure")),
        http_only=_is_true(fields.get("httpOnly")),
        expires_at=None if _is_true(fields.get("session")) else date,
        name=name,
        value=value,
    )


def _spans(fields: Mapping[str, Any], domain: str) -> bool:
    """Whether it is for the hosts below as well; the dot in front says so where nothing else does."""
    if (host_only := fields.get("hostOnly")) is not None:
        return not _is_true(host_only)
    return domain.startswith(".")


def _host(url: Any) -> str:
    try:
        return urlsplit(str(url)).hostname or ""
    except ValueError:
        return ""


def _is_true(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.lower() == "true")
