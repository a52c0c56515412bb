"""Which cookies belong to the site of a link; nothing is read, sent or kept here."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList

from mediadl.domain.cookies import Cookie

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LONGEST_HOST = 253
"""Letters; RFC 1035, 2.3.4."""
_ONE_OWNER = (
    frozenset({"youtube.com", "youtu.be", "youtube-nocookie.com"}),
    frozenset({"x.com", "twitter.com"}),
    frozenset({"facebook.com", "fb.watch", "fb.com"}),
    frozenset({"instagram.com", "instagr.am"}),
    frozenset({"dailymotion.com", "dai.ly"}),
    frozenset({"bilibili.com", "b23.tv"}),
    frozenset({"reddit.com", "redd.it"}),
    frozenset({"nicovideo.jp", "nico.ms"}),
)
"""Domains of one site under several names: its short links lead to where its cookies are needed."""


@lru_cache(maxsize=4096)
def ascii_host(host: str) -> str:
    """The host as it goes over the wire: lower case, IDNA (UTS 46), no brackets, no dot around it.

    Addresses get their one canonical form; what is no host at all becomes empty.
    """
    host = host.strip().strip("[]").removeprefix(".").removesuffix(".")
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        text = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""
    return text if len(text) <= _LONGEST_HOST and _HOST.fullmatch(text) else ""


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The domain that somebody registered, by the Public Suffix List: "example.co.uk" of "a.b.example.co.uk".

    Addresses, names without a dot and suffixes themselves are their own; what is no host becomes empty.
    """
    host = ascii_host(host)
    return (_registered(host) if host else None) or host


def sites_of(url: str) -> frozenset[str]:
    """The registrable domains whose cookies a link may need: its own, and its site's other names.

    Ports and letters' case do not matter. Empty for what is no link to a host, and for one whose host not
    everybody would read alike (a backslash is a slash to browsers, and part of the login to others).
    """
    try:
        host = "" if "\\" in url else urlsplit(url).hostname or ""
    except ValueError:
        return frozenset()
    own = registrable(host)
    if not own:
        return frozenset()
    return next((names for names in _ONE_OWNER if own in names), frozenset({own}))


def for_link(cookies: Iterable[Cookie], url: str) -> tuple[Cookie, ...]:
    """Those of the link's site, in their order, expired ones too; never one of another site."""
    sites = sites_of(url)
    return tuple(cookie for cookie in cookies if registrable(cookie.domain) in sites)


def spans_subdomains(cookie: Cookie) -> bool:
    """Whether it goes to the hosts below its domain as well.

    Never one of an address or of a suffix under which anybody can register, whatever it says of itself.
    """
    return cookie.include_subdomains and _registered(ascii_host(cookie.domain)) is not None


def _registered(host: str) -> str | None:
    if ":" in host or host.rpartition(".")[2].isdecimal():
        return None
    found: str | None = _suffixes().privatesuffix(host)
    return found


@cache
def _suffixes() -> PublicSuffixList:
    """The list that comes with the library; reading it costs a few hundredths of a second, once."""
    return PublicSuffixList()
