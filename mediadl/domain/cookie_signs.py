"""Whether a text or a file is one of cookies, told by how it begins; nothing is read out of it here.

It is asked before links are looked for: values of cookies hold links, and must get into no queue.
"""

import re

SIGN_BYTES = 64 * 1024
"""So much of a beginning tells."""

_HEADING = re.compile(r"^\ufeff?\s*#\s*(?:Netscape\s+)?HTTP\s+Cookie\s+File", re.IGNORECASE)
_LINE = re.compile(
    r"(?:^|[\r\n\u2028])(?:#HttpOnly_)?[^\s#]+\s+(?:TRUE|FALSE)\s+/\S*\s+(?:TRUE|FALSE)\s+"
    r"-?\d+(?:\.\d+)?\s+\S",
    re.IGNORECASE,
)
"""A line of the Netscape format, with whatever somebody made of its tabs and line ends."""
_HEADER = re.compile(r"^\ufeff?\s*(?:set-)?cookie:\s*[^\s=;]+=", re.IGNORECASE)
_JSON_KEYS = (
    re.compile(r'"name(?: raw)?"\s*:', re.IGNORECASE),
    re.compile(r'"(?:value|content)(?: raw)?"\s*:', re.IGNORECASE),
)
_JSON_HOST = re.compile(r'"(?:domain|host|host raw)"\s*:', re.IGNORECASE)
_SQLITE = b"SQLite format 3\x00"
_NAMES = re.compile(r"cookies?[\s\d()._-]*(?:\.(?:txt|json|sqlite|db))?$", re.IGNORECASE)


def is_jar(text: str) -> bool:
    """Whether a text is a cookie file, an export of cookies as JSON, or a header with cookies."""
    start = text[:SIGN_BYTES]
    if _HEADING.search(start) or _LINE.search(start) or _HEADER.search(start):
        return True
    if start.lstrip("\ufeff \t\r\n")[:1] not in {"[", "{"}:
        return False
    return bool(_JSON_HOST.search(start)) and all(key.search(start) for key in _JSON_KEYS)


def is_jar_file(name: str, start: bytes) -> bool:
    """Whether a file is meant as one of cookies, by its name and its first `SIGN_BYTES`.

    A browser's own database counts: it cannot be taken, but what to do instead should be said.
    """
    if start.startswith(_SQLITE):
        return "cookie" in name.lower()
    return is_jar_name(name) or is_jar(start.decode("utf-16" if start[:2] in _MARKS else "utf-8", "replace"))


def is_jar_name(name: str) -> bool:
    """Whether a file's name says that cookies are in it: "cookies.txt", "example.org_cookies (1).json"."""
    return _NAMES.search(name) is not None


_MARKS = {b"\xff\xfe", b"\xfe\xff"}
