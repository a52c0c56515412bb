"""Options as people type them, read and written back; each reader raises `UserError` with a sentence."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from mediadl.domain.errors import FolderUnusable, UserError

_RATE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(k|m|g)?(?:b?(?:/s|ps)?)?", re.IGNORECASE | re.ASCII)
_RATE_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def read_words(text: str) -> tuple[str, ...]:
    """Languages and the like, with commas or spaces between them."""
    return tuple(word for word in re.split(r"[,;\s]+", text) if word)


def show_words(words: Sequence[str]) -> str:
    """As `read_words` reads it."""
    return ", ".join(words)


def read_headers(text: str) -> tuple[tuple[str, str], ...]:
    """Headers as "Name: value", with "; " or a new line between them."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"\n|;\s+", text.strip()):
        name, colon, value = part.partition(":")
        if not colon or not name.strip():
            raise UserError(f"“{part.strip()}” is no header. Write Name: value.")
        found.append((name.strip(), value.strip()))
    return tuple(found)


def show_headers(headers: Sequence[tuple[str, str]]) -> str:
    """As `read_headers` reads it."""
    return "; ".join(f"{name}: {value}" for name, value in headers)


def read_rate(text: str) -> int:
    """Bytes a second: "500 kB/s", "2.5M", "300000"."""
    match = _RATE.fullmatch(text.strip())
    rate = round(float(match[1].replace(",", ".")) * _RATE_UNITS[(match[2] or "").lower()]) if match else 0
    if rate < 1:
        raise UserError(f"“{text.strip()}” is no speed. Write bytes a second, such as 500 kB/s or 2.5 MB/s.")
    return rate


def show_rate(bytes_per_s: int | None) -> str:
    """As `read_rate` reads it, in the largest unit that is exact."""
    if bytes_per_s is None:
        return ""
    for unit, word in ((1_000_000, "MB/s"), (1_000, "kB/s")):
        if bytes_per_s % unit == 0:
            return f"{bytes_per_s // unit} {word}"
    return str(bytes_per_s)


def read_count(text: str) -> int:
    """A whole number."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()):
        raise UserError(f"“{plain}” is no whole number.")
    return int(plain)


def show_count(count: int | None) -> str:
    """As `read_count` reads it."""
    return "" if count is None else str(count)


def read_arguments(text: str) -> tuple[str, ...]:
    """Arguments as a shell splits them."""
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise UserError("A quotation mark is open: close it.") from error


def show_arguments(arguments: Sequence[str]) -> str:
    """As `read_arguments` reads it."""
    return shlex.join(arguments)


def read_folder(text: str) -> str:
    """An absolute folder; ~ is the home."""
    try:
        folder = Path(text.strip()).expanduser()
    except RuntimeError as error:  # ~nobody
        raise FolderUnusable(f"There is no home “{text.strip()}”.") from error
    if not folder.is_absolute():
        raise FolderUnusable("Write the whole path of the folder, from the root on.")
    return str(folder)


def read_proxy(text: str) -> str:
    """A proxy's URL; "none" is no proxy, not even the system's."""
    plain = text.strip()
    return "" if plain.lower() in {"none", "direct"} else plain


def show_proxy(proxy: str | None) -> str:
    """As `read_proxy` reads it."""
    return "none" if proxy == "" else proxy or ""


def read_plain(text: str) -> str:
    """Text as it is, but for spaces around it."""
    return text.strip()


def show_plain(text: str | None) -> str:
    """As `read_plain` reads it."""
    return text or ""
