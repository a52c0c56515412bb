"""Compares the end of a partial file with the server's, where the server gives its file no mark.

yt-dlp goes on from the length of what it has: a file that was replaced meanwhile would become a mix of two,
and be reported as done. With a mark, `validators` sees to it; without one, bytes have to be compared.
"""

import contextlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from yt_dlp.networking import Request

from mediadl.worker.network import NetworkedYoutubeDL

_TAIL_BYTES = 4096
_RANGE = re.compile(r"bytes=(\d+)-")


class SourceChanged(Exception):
    """The server has another file than the one that was begun; the partial one is of no use."""


class SameFile:
    """Watches the requests of one download; make it once the streams are known, after `Validators`."""

    def __init__(self, ydl: NetworkedYoutubeDL, temp: Path, streams: Iterable[Mapping[str, Any]]) -> None:
        self._ydl = ydl
        self._temp = temp
        self._links = {str(stream.get("url")) for stream in streams}
        ydl.request_hooks.append(self._before)

    def _before(self, request: Request) -> None:
        """Ask for the last bytes that are there once more.

        Raises:
            SourceChanged: they are others now.
        """
        match = _RANGE.match(request.headers.get("Range") or "")
        start = int(match[1]) if match else 0
        if not start or request.url not in self._links or "If-Range" in request.headers:
            return
        part = next((path for path in self._temp.glob("*.part") if path.stat().st_size == start), None)
        if part is not None and not self._has_same_end(part, request, start):
            raise SourceChanged("the end of the partial file is not what the server has there")

    def _has_same_end(self, part: Path, request: Request, size_bytes: int) -> bool:
        first = max(0, size_bytes - _TAIL_BYTES)
        headers = {**request.headers, "Range": f"bytes={first}-{size_bytes - 1}"}
        question = Request(request.url, headers=headers, extensions=request.extensions)
        with contextlib.closing(self._ydl.urlopen_unwatched(question)) as answer:
            if answer.status != 206:
                return True  # the server knows no ranges, and yt-dlp will start over
            there: bytes = answer.read()
        with part.open("rb") as file:
            file.seek(first)
            return file.read() == there
