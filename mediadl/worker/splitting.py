"""Makes a file of each chapter, beside the whole one, in the job's own folder."""

from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import FFmpegPostProcessor

from mediadl.domain.options import DownloadOptions
from mediadl.domain.sections import KEY_FRAME_S, chapter_tail
from mediadl.domain.verification import Length
from mediadl.worker.check import inspect
from mediadl.worker.steps import StepProblem, StepSkipped

Info = dict[str, Any]


def split(
    ydl: yt_dlp.YoutubeDL, info: Info, options: DownloadOptions, folder: Path
) -> list[tuple[Path, str]]:
    """Cut `info["filepath"]` into its chapters; return the files, each with what its name ends in.

    yt-dlp's own post-processor for this writes past the job's folder, straight to where files go.

    Raises:
        StepSkipped: there are no chapters.
        StepProblem: a part is not as long as its chapter.
        yt_dlp.utils.PostProcessingError: ffmpeg refuses.
    """
    chapters = [one for one in info.get("chapters") or () if one["end_time"] > one["start_time"]]
    if len(chapters) < 2:
        raise StepSkipped("There are no chapters to split at.")
    folder.mkdir(exist_ok=True)
    splitter = _Splitter(ydl, chapters, folder, is_exact=options.exact_cut)
    ydl.run_pp(splitter, info)
    for path, chapter in zip(splitter.files, chapters, strict=True):
        _check(path, chapter, ydl.params.get("ffmpeg_location"), is_exact=options.exact_cut)
    numbered = zip(splitter.files, enumerate(chapters, start=1), strict=True)
    return [(path, chapter_tail(number, str(one.get("title") or ""))) for path, (number, one) in numbered]


def _check(path: Path, chapter: Info, ffmpeg: str | None, *, is_exact: bool) -> None:
    seconds = chapter["end_time"] - chapter["start_time"]
    length = Length(seconds, longer_s=0.0 if is_exact else KEY_FRAME_S)
    try:
        found = inspect(path, ffmpeg)
    except StepSkipped:
        return  # nothing can look, and the whole file says so
    if found.duration_s is not None and not length.holds(found.duration_s):
        raise StepProblem(f"The part “{chapter.get('title')}” has another length than its chapter.")


class _Splitter(FFmpegPostProcessor):  # type: ignore[misc] # yt-dlp is untyped
    """A post-processor of yt-dlp's kind, so that its hooks tell of it."""

    def __init__(self, ydl: yt_dlp.YoutubeDL, chapters: list[Info], folder: Path, *, is_exact: bool) -> None:
        super().__init__(ydl)
        self._chapters = chapters
        self._folder = folder
        self._is_exact = is_exact
        self.files: list[Path] = []

    @classmethod
    def pp_key(cls) -> str:
        """The name in yt-dlp's hooks."""
        return "SplitChapters"

    def run(self, info: Info) -> tuple[list[str], Info]:
        """Write all parts; the whole file stays as it is."""
        source = Path(info["filepath"])
        cut_from = str(source)
        if self._is_exact:
            cut_from = self.force_keyframes(cut_from, [one["start_time"] for one in self._chapters])
        for number, chapter in enumerate(self._chapters, start=1):
            target = self._folder / f"chapter-{number:03}{source.suffix}"
            seconds = chapter["end_time"] - chapter["start_time"]
            span = ["-ss", str(chapter["start_time"]), "-t", str(seconds)]
            tags = ["-metadata", f"title={chapter.get('title') or number}", "-metadata", f"track={number}"]
            out = [*self.stream_copy_opts(), "-map_chapters", "-1", *tags]
            self.real_run_ffmpeg([(cut_from, span)], [(str(target), out)])
            self.files.append(target)
        return [cut_from] if cut_from != str(source) else [], info
