"""Logging of the whole program: to a rotated file of this user alone, and to the terminal when asked."""

import logging
import logging.handlers
import re
import sys
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MAX_BYTES = 2_000_000
_DOTS = "•••"
# A header's value is secret to its end; that of a query or of JSON to the next separator.
_HEADER = re.compile(r"(?i)((?:cookie|authorization)[\"']?\s*[:=]\s*)(?:\"[^\"\n]*\"?|'[^'\n]*'?|[^\"'\n]+)")
_VALUE = re.compile(
    r"(?i)((?:token|signature|passw(?:or)?d|secret|session|api_?key|(?<![a-z])[a-z]?sig)"
    r"[\"']?\s*[:=]\s*[\"']?)[^\s&,;\"']+"
)
_LOGIN = re.compile(r"(//)[^/\s@]+(@)")


def masked(text: str) -> str:
    """The text with the values of cookies, tokens, signatures, passwords and logins replaced by dots."""
    text = _HEADER.sub(rf"\1{_DOTS}", text)
    text = _VALUE.sub(rf"\1{_DOTS}", text)
    return _LOGIN.sub(rf"\1{_DOTS}\2", text)


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
