"""Decides the place of one job's files, by a template or in a media library, and how they are put there."""

import queue
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl import wire
from mediadl.domain.file_place import FilePlace
from mediadl.domain.options import Clash
from mediadl.worker import receipt
from mediadl.worker.library import Library
from mediadl.worker.naming import place_for

Info = Mapping[str, Any]


class Placing:
    """The layout of one request."""

    def __init__(
        self,
        request: wire.Download,
        send: Callable[[wire.Message], None],
        numbers: "queue.Queue[wire.SetNumber]",
    ) -> None:
        self._request = request
        is_library = request.options.layout == "media_library"
        self._library = Library(request, send, numbers) if is_library else None

    @property
    def clash(self) -> Clash:
        """What happens where a name is taken. In a library a name is that of one media alone."""
        return "replace" if self._library else self._request.options.clash

    @property
    def media_last(self) -> bool:
        """Whether everything else has to be there before the media."""
        return self._library is not None

    def place(self, info: Info, suffix: str) -> FilePlace:
        """Where the file goes below the download folder.

        Raises:
            DownloadProblem: it cannot go anywhere.
        """
        return self._library.place(info) if self._library else place_for(self._request, info, suffix)

    def sidecars(self, info: Info, beside: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
        """The files that go beside the media, each with its tail, those of the layout among them."""
        return self._library.sidecars(info, beside) if self._library else beside

    def prepare(self, ydl: yt_dlp.YoutubeDL, info: Info, load: receipt.Load) -> None:
        """Write what has to be there before the files come."""
        if self._library:
            beside = [pair for part in load.parts for pair in part.beside]
            self._library.complete_show(ydl, info, load.folder, beside)
