"""Keeps a resumed file from being put together of two versions, by the marks that a server gives each."""

import contextlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yt_dlp.networking import Request, Response

NOTE = "validators.json"
_PLAIN = frozenset({"http", "https"})
_FROM_START = re.compile(r"bytes=0-")


class Validators:
    """Marks of the files of one job: noted with the first byte, and sent along when the rest is asked for.

    A server whose file has changed then answers with the whole new one (RFC 9110, 13.1.5), and yt-dlp starts
    over. Only plain downloads: fragments are whole or not there.
    """

    def __init__(self, folder: Path) -> None:
        self._note = folder / NOTE
        self._streams: dict[str, str] = {}
        self._marks: dict[str, str] = {}

    def watch(self, chosen: Sequence[Mapping[str, Any]]) -> None:
        """These streams will be downloaded; what an earlier attempt noted of them holds."""
        for stream in chosen:
            if stream.get("protocol") in _PLAIN and not stream.get("fragments"):
                self._streams[str(Request(stream["url"]).url)] = str(stream.get("format_id"))
        with contextlib.suppress(OSError, ValueError):
            self._marks = dict(json.loads(self._note.read_text(encoding="utf-8")))

    def on_request(self, request: Request) -> None:
        """Say by its mark which version the part on the disk belongs to."""
        stream = self._streams.get(request.url)
        if stream is None:
            return
        mark, span = self._marks.get(stream), request.headers.get("Range")
        if mark and span and not _FROM_START.match(span):
            request.headers["If-Range"] = mark
        else:
            request.headers.pop("If-Range", None)

    def on_response(self, request: Request, response: Response) -> None:
        """Note the mark of what begins to arrive."""
        stream = self._streams.get(request.url)
        if stream is None or (response.status == 206 and stream in self._marks):
            return
        mark = _mark(response)
        if mark != self._marks.get(stream):
            self._marks = {key: value for key, value in self._marks.items() if key != stream}
            if mark:
                self._marks[stream] = mark
            self._note.write_text(json.dumps(self._marks), encoding="utf-8")


def _mark(response: Response) -> str | None:
    """A strong entity tag, or the time of the last change; a weak tag means "about the same"."""
    tag = response.headers.get("ETag")
    if tag and not tag.startswith("W/"):
        return str(tag)
    changed = response.headers.get("Last-Modified")
    return str(changed) if changed else None
