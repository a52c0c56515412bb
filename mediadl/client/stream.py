"""Server-sent events (WHATWG HTML, 9.2) of the API as typed events; a lost stream is taken up again."""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from mediadl.client.connection import Connection
from mediadl.client.errors import Problem, Unreachable
from mediadl.contract.downloads import DownloadResponse
from mediadl.contract.events import JobProgressTold, JobRemovedTold, QueueStats

SILENCE_S = 45.0
"""Three signs of life that did not come: the stream is lost."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 10.0
_PASSING = frozenset({"RATE_LIMITED", "NOT_READY", "INTERNAL_SERVER_ERROR"})
_KINDS: dict[str, type[DownloadResponse | JobProgressTold | JobRemovedTold | QueueStats]] = {
    "job.added": DownloadResponse,
    "job.changed": DownloadResponse,
    "job.progress": JobProgressTold,
    "job.removed": JobRemovedTold,
    "queue.stats": QueueStats,
}
RESET = "stream.reset"
"""Events were missed: what is known has to be asked for anew."""

Data = DownloadResponse | JobProgressTold | JobRemovedTold | QueueStats | dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One thing that has happened."""

    name: str
    """`job.added`, `job.changed`, `job.progress`, `job.removed`, `queue.stats` or `stream.reset`."""
    data: Data
    """The model that belongs to the name; a dictionary for names that this client does not know."""
    id: str | None = None
    """From here a later stream can go on; None for what is not told twice."""

    @property
    def request_id(self) -> str | None:
        """Of the download that it is about; None where it is about none."""
        return None if isinstance(self.data, QueueStats | dict) else self.data.request_id


class Parser:
    """Makes events of a stream's bytes, however they are cut."""

    def __init__(self, last_id: str = "") -> None:
        self.last_id = last_id
        """Of the newest event that had one."""
        self._rest = b""
        self._name, self._id = "", ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> list[Event]:
        """The events that this chunk completes."""
        lines = (self._rest + chunk).splitlines(keepends=True)
        self._rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        found = [self._line(line.rstrip(b"\r\n").decode("utf-8", "replace")) for line in lines]
        return [event for event in found if event is not None]

    def start_again(self) -> None:
        """Forget what the last stream left unfinished."""
        self._rest, self._name, self._id, self._data = b"", "", "", []

    def _line(self, line: str) -> Event | None:
        if not line:
            return self._finished()
        name, _colon, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "event":
                self._name = value
            case "data":
                self._data.append(value)
            case "id" if "\0" not in value:
                self._id = value
        return None

    def _finished(self) -> Event | None:
        name, text, id_ = self._name, "\n".join(self._data), self._id
        self._name, self._id, self._data = "", "", []
        if not text:
            return None
        self.last_id = id_ or self.last_id
        return Event(name or "message", _data(name, text), id_ or None)


async def follow(connection: Connection, last_id: str, patience_s: float) -> AsyncGenerator[Event, None]:
    """Events as they happen, without an end. A lost stream is taken up where it was lost.

    Raises:
        Problem: MediaDL says no, such as when the token was revoked.
        Unreachable: nobody answered at the beginning, or for `patience_s` after a stream was lost.
    """
    loop = asyncio.get_running_loop()
    parser, pause_s, lost_at = Parser(last_id), _FIRST_PAUSE_S, None
    has_begun = False
    while True:
        headers = {"Last-Event-ID": parser.last_id} if parser.last_id else {}
        try:
            async with connection.answer("GET", "/events", headers=headers, silence_s=SILENCE_S) as answer:
                has_begun, pause_s, lost_at = True, _FIRST_PAUSE_S, None
                async for chunk in answer.content.iter_any():
                    for event in parser.feed(chunk):
                        yield event
        except (Unreachable, Problem) as error:
            lost_at = lost_at or loop.time()
            is_passing = isinstance(error, Unreachable) or error.code in _PASSING
            if not has_begun or not is_passing or loop.time() - lost_at > patience_s:
                raise
            pause_s = min(max(pause_s * 2, getattr(error, "retry_after_s", None) or 0), _LONGEST_PAUSE_S)
        parser.start_again()
        await asyncio.sleep(pause_s)


def _data(name: str, text: str) -> Data:
    with contextlib.suppress(ValueError, KeyError):
        return _KINDS[name].model_validate_json(text)
    with contextlib.suppress(ValueError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {"value": found}
    return {"value": text}
