"""Files of cookies, read and written as text in the Netscape format; JSON is left to `cookie_json`.

The format is curl's (docs/HTTP-COOKIES.md): seven fields with tabs between them, a line each.
"""

import codecs
import re
from collections.abc import Iterable

from mediadl.domain.cookie_dates import expiry_of
from mediadl.domain.cookie_json import read_json
from mediadl.domain.cookie_scope import ascii_host
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import InvalidCookies
from mediadl.domain.not_cookies import EXPORT, binary_kind, text_kind

MAX_BYTES = 32_000_000
"""All cookies that a browser keeps are a tenth of it."""

_HTTP_ONLY = "#HttpOnly_"
_FIELDS = 7
_HEAD = "# Netscape HTTP Cookie File\n# Whoever has this file is logged in with it. Do not share it.\n\n"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DATE = re.compile(r"(?:-?\d{1,20}(?:\.\d*)?)?")
_FLAGS = {"TRUE": True, "FALSE": False}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_cookies(data: bytes) -> tuple[Cookie, ...]:
    """The cookies of a file or a pasted text, each once, in the file's order; expired ones too.

    Raises:
        InvalidCookies: it holds none, or is damaged; the sentence says what it is and what to export instead.
    """
    if len(data) > MAX_BYTES:
        raise InvalidCookies(f"A file of {len(data) // 1_000_000} MB is too large for cookies. {EXPORT}")
    if kind := binary_kind(data):
        raise InvalidCookies(f"{kind} {EXPORT}")
    text = _text(data)
    if not text.strip():
        raise InvalidCookies(f"There is nothing in it: it is empty. {EXPORT}")
    if text.lstrip().startswith(("{", "[")):
        return _once(read_json(text))
    if kind := text_kind(text):
        raise InvalidCookies(f"{kind} {EXPORT}")
    found = _once(_read_lines(text))
    if not found:
        raise InvalidCookies(f"This is a cookies file without a single cookie in it. {EXPORT}")
    return found


def write_cookies(cookies: Iterable[Cookie]) -> str:
    """The cookies as a Netscape file, for curl, yt-dlp and extensions of browsers; secret as a whole."""
    return _HEAD + "".join(f"{_line(cookie)}\n" for cookie in cookies)


def _line(cookie: Cookie) -> str:
    fields = (
        f"{'.' if cookie.include_subdomains else ''}{cookie.domain}",
        "TRUE" if cookie.include_subdomains else "FALSE",
        cookie.path,
        "TRUE" if cookie.secure else "FALSE",
        str(cookie.expires_at or 0),
        cookie.name,
        cookie.value,
    )
    return (_HTTP_ONLY if cookie.http_only else "") + "\t".join(fields)


def _text(data: bytes) -> str:
    """What the bytes say, by their mark or by where their zeros are; each text has one of these."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding)
    start = data[:400]
    if start.count(0) * 3 > len(start):  # ASCII in UTF-16 without a mark
        return _decoded(data, "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be")
    return _decoded(data, "utf-8")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("latin-1") if encoding == "utf-8" else "\0"
    if "\0" in text:
        raise InvalidCookies(f"This is no text, so it holds no exported cookies. {EXPORT}")
    return text


def _read_lines(text: str) -> Iterable[Cookie]:
    lines = re.split(r"\r\n|\n|\r", text)
    for number, line in enumerate(lines, start=1):
        is_http_only = line.startswith(_HTTP_ONLY)
        entry = line.removeprefix(_HTTP_ONLY) if is_http_only else line.lstrip(" ")
        if not entry.strip() or (entry.startswith("#") and not is_http_only):
            continue
        cookie = _cookie(entry.split("\t"), is_http_only=is_http_only)
        if cookie is None:
            raise InvalidCookies(_complaint(lines, number))
        yield cookie


def _cookie(fields: list[str], *, is_http_only: bool) -> Cookie | None:
    """A line's cookie; None when it is not whole."""
    if len(fields) == _FIELDS - 1:
        fields = [*fields, ""]  # an empty value whose tab an editor has cut off
    if len(fields) != _FIELDS:
        return None
    domain, spans, path, secure, date, name, value = fields
    host = ascii_host(domain)
    is_below, is_secure = _FLAGS.get(spans.upper()), _FLAGS.get(secure.upper())
    if not host or is_below is None or is_secure is None or not _DATE.fullmatch(date) or not (name or value):
        return None
    if _CONTROL.search(path + name + value) or not path.startswith("/"):
        return None
    return Cookie(
        domain=host,
        include_subdomains=is_below or domain.startswith("."),
        path=path,
        secure=is_secure,
        http_only=is_http_only,
        expires_at=expiry_of(date),
        name=name,
        value=value,
    )


def _complaint(lines: list[str], number: int) -> str:
    """Why a line cannot be read, without a word of what is in it."""
    if not any(line.count("\t") >= _FIELDS - 2 for line in lines):
        return f"This text is no cookies file. {EXPORT}"
    is_last = not any(line.strip() for line in lines[number:])
    if is_last:
        return (
            f"Its last line ({number}) breaks off: the file is not complete, so none of it was taken. "
            "Export the cookies again."
        )
    return (
        f"Line {number} of it is no cookie: the file is damaged, so none of it was taken. "
        "Export the cookies again."
    )


def _once(cookies: Iterable[Cookie]) -> tuple[Cookie, ...]:
    """Each cookie once: of two with the same domain, path and name the later one holds."""
    found: dict[tuple[str, str, str], Cookie] = {}
    for cookie in cookies:
        found[cookie.key] = cookie
    return tuple(found.values())
