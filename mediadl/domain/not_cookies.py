"""Says what something is that was taken for cookies and holds none, and what to export instead."""

import re

EXPORT = (
    "Log in to the site in your browser and export its cookies as “cookies.txt” (Netscape format) or as "
    "JSON, or have MediaDL take them from the browser."
)
"""What to do, for all that is something else."""

_MAGIC = (
    (b"SQLite format 3\0", "This is a browser's own database (SQLite), which is no export."),
    (b"cook\0", "This is Safari's own cookies file, which is no export."),
    (b"PK\x03\x04", "This is a ZIP archive. Unpack it first."),
    (b"\x1f\x8b", "This is a compressed file (gzip). Unpack it first."),
    (b"mozLz40\0", "This is a file of Firefox's session, which is no export."),
    (b"%PDF", "This is a PDF document."),
)
_HTML = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEADER = re.compile(r"(?:set-)?cookie\s*:", re.IGNORECASE)
_CURL = re.compile(r"curl(?:\.exe)?\s+\S", re.IGNORECASE)
_PAIRS = re.compile(r"[^\s=;,\"'{}\[\]<>]+=[^\s;]*(?:;\s*[^\s=;]+=[^\s;]*)*;?")
_SPACED = re.compile(
    r"(?:#HttpOnly_)?[\w.:\[\]-]+\s+(?:TRUE|FALSE)\s+/\S*\s+(?:TRUE|FALSE)\s+-?\d+(?:\.\d+)?\s+\S.*",
    re.IGNORECASE,
)


def binary_kind(data: bytes) -> str | None:
    """A sentence for a file whose first bytes say what it is; None for what may be text."""
    return next((sentence for magic, sentence in _MAGIC if data.startswith(magic)), None)


def text_kind(text: str) -> str | None:
    """A sentence for a text that is known as something else; None for what may be a jar."""
    start = text.lstrip()
    if _HTML.match(start[:4096]):
        return "This is a web page (HTML): perhaps the page was saved instead of its cookies."
    lines = [line.strip() for line in start.splitlines() if line.strip() and not line.startswith("# ")]
    first = lines[0] if lines else ""
    if _HEADER.match(first) or (len(lines) == 1 and "\t" not in first and _PAIRS.fullmatch(first)):
        return "This is a “Cookie:” line of a request, which does not say what site each cookie is for."
    if _CURL.match(first):
        return "This is a command for curl, which does not say what site each cookie is for."
    if _SPACED.fullmatch(first) and "\t" not in first:
        return (
            "This was a cookies file, but its tabs have become spaces, so where a value ends cannot be told. "
            "Import the file itself rather than a copy of its text."
        )
    return None
