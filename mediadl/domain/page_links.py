"""`mediadl:` links, which any web page can fire: what they may carry, and nothing is done about it here."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from mediadl.domain.addresses import NOTHING, Exceptions, Reach, reach_of
from mediadl.domain.client_links import parse_client_link
from mediadl.domain.errors import InvalidLink
from mediadl.domain.links import MAX_LENGTH, host_of

SCHEME = "mediadl"
_START = f"{SCHEME}:"
_LONGEST = 4 * MAX_LENGTH
"""Three letters stand for one that is encoded."""
_LONGEST_PRESET = 80
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NAME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class PageLink:
    """What a page asks for."""

    url: str | None = None
    """An http(s) link to add; None asks for the window alone."""
    preset: str | None = None
    """Name of the preset for it, which need not exist."""


def is_page_link(text: str) -> bool:
    """Whether a text is meant as a `mediadl:` link, a good or a bad one."""
    return text.strip()[: len(_START)].lower() == _START


def parse_page_link(text: str, exceptions: Exceptions = NOTHING) -> PageLink:
    """Read "mediadl://add?url=…&preset=…", or "mediadl://" for the window alone.

    Raises:
        InvalidLink: with a sentence; it says something else, says it twice, or carries no link of the web.
    """
    link = text.strip()
    if len(link) > _LONGEST:
        raise InvalidLink("A web page fired a link that is too long. Nothing was added.")
    try:
        parts = urlsplit(link)
    except ValueError:
        raise InvalidLink("A web page fired a link that cannot be read. Nothing was added.") from None
    action, _, rest = (parts.netloc + parts.path).strip("/").partition("/")
    if not action and not parts.query and not parts.fragment:
        return PageLink()
    if action.lower() != "add" or rest:
        raise InvalidLink(f"A web page asked for “{action[:40]}”, which it cannot. Nothing was added.")
    if parts.fragment or "#" in link:
        raise InvalidLink("A web page fired a link whose address is not encoded. Nothing was added.")
    return _wanted(_fields(parts.query), exceptions)


def can_be_trusted(url: str) -> bool:
    """Whether links of its site may be added without asking: it has a full name, as sites of the web have."""
    return bool(_NAME.fullmatch(host_of(url)))


def is_nearby(url: str) -> bool:
    """Whether the link itself names an address in the user's own network, or has no full name."""
    host = host_of(url)
    return not can_be_trusted(url) and reach_of(host) is not Reach.GLOBAL


def _fields(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=9
        )
    except ValueError:
        raise InvalidLink("A web page fired a link that cannot be read. Nothing was added.") from None
    fields = dict(pairs)
    if unknown := fields.keys() - {"url", "preset"}:
        raise InvalidLink(
            f"A web page fired a link with “{min(unknown)[:40]}”, which it may not say. Nothing was added."
        )
    if len(fields) < len(pairs):
        raise InvalidLink("A web page fired a link that says one thing twice. Nothing was added.")
    return fields


def _wanted(fields: dict[str, str], exceptions: Exceptions) -> PageLink:
    preset = fields.get("preset") or None
    if preset is not None and (len(preset) > _LONGEST_PRESET or _UNSEEN.search(preset)):
        raise InvalidLink("A web page named a preset that cannot be one. Nothing was added.")
    if not fields.get("url"):
        raise InvalidLink("A web page fired a link that carries no address. Nothing was added.")
    return PageLink(parse_client_link(fields["url"], exceptions), preset)
