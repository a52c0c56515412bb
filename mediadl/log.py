"""Logging of the whole program: to a rotated file of this user alone, and to the terminal when asked."""

import logging
import logging.handlers
import re
import sys
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MAX_BYTES = 2_000_000
_DOTS = "•••"

# Every repetition below is either bounded or starts at a literal, so that a long line costs no more than its
# length.
_QUOTED = r"\"[^\"\n]*\"?|'[^'\n]*'?"
_LINK = re.compile(r"(//)([^\s\"'<>“”/?#]*)([^\s\"'<>“”?#]*)(\?[^\s\"'<>“”#]*)?(#[^\s\"'<>“”]*)?")
# Which page it is; everything else of a query may be a key to it.
_HARMLESS = frozenset({"v", "list", "id", "n", "index", "t", "page", "p"})
_SHORT = re.compile(r"[\w.-]{0,64}")
# A header's value is secret to its end; that of a query or of JSON to the next separator.
_HEADER = re.compile(
    rf"(?i)((?:cookies?|authorization)\\?[\"']?\s*(?:[:=]|%3A|%3D)\s*)(?:{_QUOTED}|[^\"'\n]+)"
)
_COOKIE_OBJECT = re.compile(r"(?i)(<cookie |\bcookie\()[^>)\n]+")
# A line of a cookies file, and a cookie in JSON.
_COOKIE_LINE = re.compile(
    r"(\t(?:TRUE|FALSE)\t[^\t\n]{0,999}\t(?:TRUE|FALSE)\t[\d.]{0,20}\t[^\t\n]{0,999}\t)[^\t\n]+"
)
_COOKIE_VALUE = re.compile(
    r"(\\?[\"']value\\?[\"']\s*:\s*)(?:\"(?:[^\"\\\n]|\\.)*\"?|'[^'\n]*'?|\\\"[^\"\n]*)"
)
_NAMES = (
    r"token|two.?factor|user_?name|signature|passw(?:or)?d|passphrase|secret|credentials?|csrf|xsrf|smuggle"
    r"|sess[\w-]{0,32}"
    r"|(?<![a-z])(?:[a-z]?sig|(?:s?api|[hls])?sid|o?auth|jwt|hmac|pwd"
    r"|(?:api|auth|access|private|signing)?key)"
)
_VALUE = re.compile(
    rf"(?i)((?:{_NAMES})\\?[\"']?\s*(?:[:=]|%3A|%3D)\s*\\?)(?:{_QUOTED}|(?:(?!%26)[^\s&,;\"'])+)"
)
_OPTION = re.compile(
    r"(?i)((?<![\w-])--?(?:[\w-]{0,32}(?:passw|token|secret|cookie|user|twofactor|add-header)[\w-]{0,32}|p|u)"
    rf"[\"']?(?:\s*[,=]\s*|\s+))(?:{_QUOTED}|[^\s,\"'\]]+)"
)
_BEARER = re.compile(r"(?i)(\bbearer\s+)[^\s\"',;]{8,}")
_LOGIN = re.compile(r"(//)[^/\s@]+(?=@)")
_JWT = re.compile(r"()\beyJ[\w-]{10,}[\w.-]*")
_OURS = re.compile(r"()\bmdl_[\w-]{8,}")
"""Tokens of the local API."""
_SECRETS = (
    _OURS,
    _COOKIE_LINE,
    _COOKIE_VALUE,
    _HEADER,
    _COOKIE_OBJECT,
    _OPTION,
    _VALUE,
    _BEARER,
    _LOGIN,
    _JWT,
)


def masked(text: str) -> str:
    """The text with the values of cookies, tokens, signatures, passwords and logins replaced by dots.

    Links keep host, path and what tells which page it is (`v=`, `list=`, …); the rest of the query is masked.
    """
    text = _LINK.sub(_masked_link, text)
    for secrets in _SECRETS:
        text = secrets.sub(rf"\1{_DOTS}", text)
    return text


def _masked_link(link: re.Match[str]) -> str:
    slashes, host, path, query, fragment = (part or "" for part in link.groups())
    login, at, host = host.rpartition("@")
    start = f"{slashes}{_DOTS if login else ''}{at}{host}{path}"
    if len(query) > 1:
        query = "?" + "&".join(_masked_pair(pair) for pair in query[1:].split("&"))
    return f"{start}{query}{f'#{_DOTS}' if len(fragment) > 1 else fragment}"


def _masked_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals:
        return _DOTS if name else ""
    is_harmless = name in _HARMLESS and _SHORT.fullmatch(value)
    return pair if is_harmless or not value else f"{name}={_DOTS}"


class _Masking(logging.Formatter):
    """Formats as usual, then masks: a secret in an argument or a traceback is masked as well."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def to_file(folder: Path) -> None:
    """Log warnings and worse of all, and the news of our own modules, to `mediadl.log` in the folder."""
    handler = logging.handlers.RotatingFileHandler(
        folder / "mediadl.log", maxBytes=_MAX_BYTES, backupCount=2, encoding="utf-8", delay=True
    )
    _add(handler)


def to_terminal(level: int = logging.WARNING) -> None:
    """Log to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    _add(handler)


def _add(handler: logging.Handler) -> None:
    handler.setFormatter(_Masking(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger("mediadl").setLevel(logging.INFO)
