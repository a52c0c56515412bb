"""Which extractor a link is for, asked of the fork server; what an extractor does is not known here.

Whoever tries them all writes to 10 MB: each of 1,800 classes has its count of references on a page of its
own, which is no longer shared from then on.
"""

import contextlib
import socket

from mediadl.worker.shortcuts import QuickYoutubeDL

_LONGEST_BYTES = 32 * 1024
_PATIENCE_S = 2.0
_NOBODY = b"\0"


def keep_extractors() -> None:
    """Have all that this process makes and forks from now on share one table of extractors."""
    with QuickYoutubeDL({"quiet": True, "cachedir": False}) as ydl:
        QuickYoutubeDL.kept = dict(ydl._ies)  # noqa: SLF001 - no public way


def question(worker: socket.socket) -> str:
    """The link that a worker asks about; "" when it will ask no more."""
    with contextlib.suppress(OSError):
        return worker.recv(_LONGEST_BYTES).decode(errors="surrogatepass")
    return ""


def answer(worker: socket.socket, link: str) -> None:
    """Tell the key of the first extractor, in yt-dlp's order, that says the link is its own.

    This writes to all that is shared, so it is for a process that ends thereupon.
    """
    with contextlib.suppress(ValueError):  # half an IPv6 address: whoever asked will find that out as well
        for key, extractor in (QuickYoutubeDL.kept or {}).items():
            if extractor.suitable(link):
                worker.send(key.encode())
                return
    worker.send(_NOBODY)


class Asker:
    """The worker's end. When there is no answer, now or ever again, yt-dlp tries the extractors itself."""

    def __init__(self, server: socket.socket) -> None:
        server.settimeout(_PATIENCE_S)
        self._server: socket.socket | None = server

    def __call__(self, link: str) -> str | None:
        """The key of the extractor that yt-dlp would take; None when that is not known."""
        question = link.encode(errors="surrogatepass")
        if self._server is None or not 0 < len(question) < _LONGEST_BYTES:
            return None
        try:
            self._server.send(question)
            key = self._server.recv(_LONGEST_BYTES)
        except OSError:
            key = b""
        if not key:  # a late answer would be taken for that to the next question
            self._server.close()
            self._server = None
        return None if key == _NOBODY else key.decode() or None
