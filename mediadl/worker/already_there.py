"""Looks, before a download, at the place where its file will go: whether it can be used and is free."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yt_dlp.utils import MEDIA_EXTENSIONS

from mediadl import wire
from mediadl.worker.delivery import already_there
from mediadl.worker.naming import check_folder
from mediadl.worker.placing import Placing

_VIDEO = frozenset((*MEDIA_EXTENSIONS.video, "ts"))
_AUDIO = frozenset(MEDIA_EXTENSIONS.audio)


class AlreadyThere(Exception):
    """A file of this name is there and shall stay; `answer` ends the request."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"“{file.name}” was there already, so nothing was downloaded.")
        self.answer = wire.Finished(
            files=(str(file),), size_bytes=file.stat().st_size, delivery="Already there"
        )


def refuse_what_is_there(request: wire.Download, info: Mapping[str, Any], placing: Placing) -> None:
    """Check the place before a byte is written.

    Any container counts as the same file: which one it will be is only known afterwards.

    Raises:
        AlreadyThere: the name is taken, and the clash policy is to skip.
        DownloadProblem: the place lies outside the download folder, or cannot be used.
    """
    place = placing.place(info, str(info.get("ext") or "mp4"))
    folder = check_folder(Path(request.folder), place)
    if request.options.clash == "skip":
        suffixes = _AUDIO if request.options.is_audio_only else _VIDEO
        if file := already_there(folder, place.stem, suffixes):
            raise AlreadyThere(file)
