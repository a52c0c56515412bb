"""The audit log: a JSON line for each decision, in a file of this user alone; no secret and no whole link."""

import json
import logging
import os
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MAX_BYTES = 1_000_000
_KEPT = 3
NAME = "api-audit.jsonl"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Decision:
    """What became of one request."""

    time: str
    """RFC 3339, UTC."""
    status: int
    method: str
    route: str
    """The template, never the path itself; empty for a path that is none of ours."""
    client: str | None = None
    """The client's id."""
    origin: str | None = None
    host: str | None = None
    """Of the link that it was about; never more of it."""
    code: str | None = None
    request_id: str = ""
    calls: str | None = None
    """Which methods it called, each once, where one route takes many."""


def calls_of(named: Iterable[str]) -> str | None:
    """The names of methods as a line of the log has them."""
    return ", ".join(dict.fromkeys(named)) or None


class Audit:
    """Appends to a file that is rotated; a disk that is full stops the log, not the API."""

    def __init__(self, folder: Path) -> None:
        self._file = _PrivateFile(folder / NAME)
        self.recent: deque[Decision] = deque(maxlen=500)
        """The newest last, of this run."""

    def note(self, decision: Decision) -> None:
        """Write one line."""
        self.recent.append(decision)
        line = json.dumps({name: value for name, value in vars(decision).items() if value is not None})
        self._file.put(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class _PrivateFile(RotatingFileHandler):
    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
        self._is_told = False

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(self.baseFilename, flags, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")

    def put(self, line: str) -> None:
        """Append a line, and put the file aside before where it would be too long.

        The library's own way makes a record of it and asks the system three times whether the file is long.
        """
        try:
            stream = self.stream or self._open()  # opened by the first line, and by the first of each file
            if stream.tell() + len(line) >= self.maxBytes:
                self.stream = stream
                self.doRollover()
                stream = self._open()
            self.stream = stream
            stream.write(f"{line}\n")
            stream.flush()
        except OSError:
            self._tell_once()

    def _tell_once(self) -> None:
        if not self._is_told:
            self._is_told = True
            _log.info("the audit log of the API cannot be written", exc_info=True)
