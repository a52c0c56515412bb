"""What a worker does while nobody waits, so that its first link costs no more than the next; no requests."""

import importlib
from collections.abc import Iterator

from mediadl.worker.shortcuts import QuickYoutubeDL

_NEEDED_BY_MOST = ("_strptime", "yt_dlp.extractor.generic")
"""Modules that are imported when they are first needed, which is with nearly every link."""


def warming_up() -> Iterator[None]:
    """Compile the extractors' patterns and the like, half a second's work, in small steps.

    It may be left at each of them.
    """
    with QuickYoutubeDL({"quiet": True, "cachedir": False}) as ydl:
        for extractor in list(ydl._ies.values()):  # noqa: SLF001 - no public way
            yield
            extractor.suitable("https://warm.up.invalid/")
        for name in _NEEDED_BY_MOST:
            yield
            importlib.import_module(name)
        for handler in ydl._request_director.handlers.values():  # noqa: SLF001 - no public way
            yield
            handler._make_sslcontext()  # noqa: SLF001 - reads the certificates of all authorities
