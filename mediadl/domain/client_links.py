"""Links that an API client hands in: stricter than what a user may paste. Names are not looked up here.

A link that two programs can read in two ways is refused rather than read in the better one.
"""

import re
import unicodedata
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from mediadl.domain.addresses import NOTHING, Exceptions, Reach, reach_of
from mediadl.domain.errors import InvalidLink
from mediadl.domain.links import parse_link

_UNSEEN = frozenset({"Cc", "Cs", "Zs", "Zl", "Zp"})
"""Categories of characters that have no place in a link."""
_UNSEEN_IN_HOST = _UNSEEN | {"Cf", "Co", "Cn"}
"""Those that show nothing, or nothing certain."""
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_LOCAL = re.compile(
    r"(?:.+\.)?localhost|localhost6?\.localdomain6?|localhost6|ip6-(?:localhost|loopback)|loopback"
)
_LONGEST_NAME = 253
"""RFC 1035, 2.3.4, without the dot at the end."""


def parse_client_link(text: str, exceptions: Exceptions = NOTHING) -> str:
    """Return the one http(s) link that the text is.

    A name and a private address pass: where they lead is seen when the worker connects.

    Raises:
        InvalidLink: it is none, can be read in more than one way, or leads to this computer or to nobody.
    """
    link = parse_link(text)
    parts = urlsplit(link)
    if "\\" in link or _has(_UNSEEN, link) or _has(_UNSEEN_IN_HOST, parts.netloc):
        raise InvalidLink("The link contains characters that do not belong there: copy the address again.")
    if parts.port == 0:
        raise InvalidLink("Port 0 is not a port: check the address.")
    host = _plain(parts.hostname or "")
    if _LOCAL.fullmatch(host):
        is_refused = not exceptions.loopback
    else:
        address = _address(host, parts.netloc)
        is_refused = address is not None and reach_of(address, exceptions) is Reach.NEVER
    if is_refused:
        raise InvalidLink("The link leads to this computer or to an address that nobody may be sent to.")
    return link


def _has(categories: Collection[str], text: str) -> bool:
    return any(unicodedata.category(character) in categories for character in text)


def _plain(host: str) -> str:
    """The host as DNS sees it: full-width digits, other dots and invisible characters are gone (RFC 3490).

    Raises:
        InvalidLink: there is no such name.
    """
    if host.startswith(".") or "%" in host:
        raise InvalidLink("The address of the site is not valid: check the link.")
    if ":" in host:
        return host
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        name = ""
    if not name or len(name) > _LONGEST_NAME or (_ends_in_number(name) and not host.isascii()):
        raise InvalidLink("The address of the site is not valid: check the link.")
    return name


def _address(host: str, netloc: str) -> str | None:
    """The IP address that the host is; None for a name.

    Raises:
        InvalidLink: it is a number that some programs take for an address, and others for another one.
    """
    try:
        if netloc.startswith("["):
            return str(IPv6Address(host))
        return str(IPv4Address(host)) if _ends_in_number(host) else None
    except ValueError:
        raise InvalidLink("An address is written with four numbers, as in 192.0.2.1.") from None


def _ends_in_number(host: str) -> bool:
    """Whether browsers take it for an IPv4 address (WHATWG URL, "ends in a number")."""
    return _NUMBER.fullmatch(host.rpartition(".")[2]) is not None
