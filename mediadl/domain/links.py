"""Links in whatever people paste or drop: text, .url, .webloc, .txt, .csv. Nothing is fetched here."""

import csv
import plistlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from xml.parsers.expat import ExpatError

from mediadl.domain.errors import InvalidLink

MAX_LENGTH = 4096
LINK_FILE_SUFFIXES = (".url", ".webloc", ".txt", ".csv", ".desktop")

_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.|m\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SHORTCUT = re.compile(r"^\s*URL\s*=\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_TRAILING = ".,;:!?\u201d\u2019\xbb"  # closing quotation marks among them
_KEY = re.compile(
    r"token|sig|auth|passw|pwd|secret|session|^sid$|key|jwt|hmac|hash|credential|policy"
    r"|^e?xp|^o[eh]$|^hd?nts?$",
    re.IGNORECASE,
)
"""Names in queries of signed links, those of the big content networks among them."""
_LONGEST_VALUE = 64
_CLOSING = {")": "(", "]": "["}


def parse_link(text: str) -> str:
    """Return the one http(s) link that the text is, with https:// put before a bare address.

    Raises:
        InvalidLink: with the reason: no link, another scheme, a login inside, too long.
    """
    link = text.strip()
    if _BARE.fullmatch(link):
        link = f"https://{link}"
    shown = link if len(link) <= 80 else f"{link[:79]}…"
    if len(link) > MAX_LENGTH:
        raise InvalidLink(f"This link has more than {MAX_LENGTH} characters; that cannot be right.")
    try:
        parts = urlsplit(link)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise InvalidLink(f"“{shown}” is not a valid link: check the address.") from None
    if parts.scheme.lower() not in {"http", "https"}:
        if "://" in link:
            raise InvalidLink(f"“{shown}” cannot be downloaded: only http and https links can.")
        raise InvalidLink(f"“{shown}” is not a link. Paste the whole address, starting with https://.")
    # Half a surrogate pair is what Python makes of bytes in an argument that are no UTF-8.
    if not host or re.search(r"[\x00-\x20\x7f\ud800-\udfff]", link):
        raise InvalidLink(f"“{shown}” is not a valid link: check the address.")
    if "__youtubedl_smuggle" in link:  # would steer the extractor: proxy injection, CVE-2023-46121
        raise InvalidLink(f"“{shown}” carries hidden instructions and is not opened.")
    if parts.username is not None:
        raise InvalidLink("The link contains a user name. Remove it: it would end up in logs and history.")
    return link


def find_links(text: str) -> list[str]:
    """Every valid link in free text, in order, each once. A text that is one bare address counts too."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(text):
        if len(match[0]) <= MAX_LENGTH:
            _collect(found, _without_trailing_punctuation(match[0]))
    if not found:
        for line in text.splitlines():
            if _BARE.fullmatch(line.strip()):
                _collect(found, line)
    return list(found)


def find_links_in_file(name: str, content: bytes) -> list[str]:
    """Links in a dropped file, told by its suffix; an unknown suffix is read as text."""
    if name.lower().endswith(".webloc"):
        try:
            plist = plistlib.loads(content)
        except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, RecursionError):
            return []  # all of these come from plistlib for a file that is damaged
        return find_links(str(plist.get("URL", ""))) if isinstance(plist, dict) else []
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = content.decode(encoding, errors="replace")
    if name.lower().endswith((".url", ".desktop")):
        return find_links("\n".join(_SHORTCUT.findall(text)))
    if name.lower().endswith(".csv"):
        text = "\n".join(_cells(text))
    return find_links(text)


def host_of(url: str) -> str:
    """The site's name for people: without "www." and port; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def public(url: str) -> str:
    """The link without the notes that yt-dlp hides in the links of a list's entries (`smuggle_url` there).

    `parse_link` refuses a link with such notes; this one can be shown, copied and pasted.
    """
    return url.partition("#__youtubedl_smuggle")[0]


def shareable(url: str) -> str:
    """The link without what is a key to something: a login, signatures and tokens of its query, a fragment.

    Of an address with a signature this leaves one that may not open; it still says what it was.
    """
    try:
        parts = urlsplit(public(url))
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    kept = [(name, value) for name, value in query if not _KEY.search(name) and len(value) <= _LONGEST_VALUE]
    text = parts.query if kept == query else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, text, ""))


def _cells(text: str) -> list[str]:
    # Excel writes semicolons where the comma is the decimal sign.
    delimiter = ";" if text.count(";") > text.count(",") else ","
    try:
        return [cell for row in csv.reader(text.splitlines(), delimiter=delimiter) for cell in row]
    except csv.Error:  # a cell beyond csv.field_size_limit: it is no table after all
        return [text]


def _collect(found: dict[str, None], candidate: str) -> None:
    try:
        found[parse_link(candidate)] = None
    except InvalidLink:
        return  # free text holds all sorts of things; what is no link is not an error there


def _without_trailing_punctuation(link: str) -> str:
    while link and (link[-1] in _TRAILING or link[-1] in _CLOSING):
        opening = _CLOSING.get(link[-1])
        if opening and link.count(opening) >= link.count(link[-1]):
            break  # the bracket belongs to the address, as in /wiki/Video_(disambiguation)
        link = link[:-1]
    return link
