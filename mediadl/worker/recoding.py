"""Encodes a file anew where it is not what was asked for; what that is, `domain.recoding` decides."""

import os
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import FFmpegPostProcessor

from mediadl.domain.options import DownloadOptions
from mediadl.domain.recoding import Recoding, recoding
from mediadl.worker.check import inspect
from mediadl.worker.steps import StepSkipped

Info = dict[str, Any]


def wants_recoding(options: DownloadOptions) -> bool:
    """Whether the file is to be looked at for this."""
    return options.recode and not options.is_audio_only


def recode(ydl: yt_dlp.YoutubeDL, info: Info, options: DownloadOptions) -> None:
    """Rewrite `info["filepath"]` in the container and the codecs wished for.

    Raises:
        StepSkipped: it is what was asked for, or nothing can look into it.
        yt_dlp.utils.PostProcessingError: ffmpeg refuses, for lack of an encoder for one.
    """
    found = inspect(Path(info["filepath"]), ydl.params.get("ffmpeg_location"))
    wanted = recoding(found, options)
    if wanted is None:
        raise StepSkipped("The file is already what was asked for.")
    info.update(ydl.run_pp(_Recoder(ydl, wanted), info))


class _Recoder(FFmpegPostProcessor):  # type: ignore[misc] # yt-dlp is untyped
    """A post-processor of yt-dlp's kind, so that its hooks tell of it and its progress is seen."""

    def __init__(self, ydl: yt_dlp.YoutubeDL, wanted: Recoding) -> None:
        super().__init__(ydl)
        self._wanted = wanted

    @classmethod
    def pp_key(cls) -> str:
        """The name in yt-dlp's hooks."""
        return "Recoder"

    def run(self, info: Info) -> tuple[list[str], Info]:
        """Write the new file, then take away the old one."""
        source = Path(info["filepath"])
        target = source.with_suffix(f".{self._wanted.suffix}")
        fresh = target.with_suffix(f".temp.{self._wanted.suffix}")
        self.run_ffmpeg(str(source), str(fresh), list(self._wanted.arguments))
        os.replace(fresh, target)  # noqa: PTH105 - as yt-dlp's own do
        moved = {**info, "filepath": str(target), "ext": self._wanted.suffix}
        return [] if target == source else [str(source)], moved
