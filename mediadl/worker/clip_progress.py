"""How far the clips of one media are, which ffmpeg fetches by itself, without a word to yt-dlp's hooks."""

from collections.abc import Callable, Iterable
from pathlib import Path

from mediadl.domain.sections import Section
from mediadl.worker.conversion import ConversionWatch

REPORT = "ffmpeg-clip.txt"
"""File in the job's folder where that ffmpeg tells how far it is."""

Tell = Callable[[float, float, int], None]
"""Is told seconds that are there, seconds of all clips together, and bytes in the folder."""


class ClipProgress:
    """Adds up one clip after the other."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self._watch = ConversionWatch(folder / REPORT, self._on_seconds)
        self._before_s = 0.0
        self._length_s = 0.0
        self._whole_s = 0.0

    def plan(self, clips: Iterable[Section], media_s: float | None) -> None:
        """All clips are known; one without an end reaches to that of the media, if anybody knows it."""
        self._whole_s = sum(_length_s(clip, media_s) for clip in clips)

    def begin(self, clip: Section, media_s: float | None) -> None:
        """The next clip begins; those before it are there."""
        self._before_s += self._length_s
        self._length_s = _length_s(clip, media_s)
        self._watch.step()

    def stop(self) -> None:
        """Nothing is told after this returns."""
        self._watch.stop()

    def _on_seconds(self, seconds: float) -> None:
        done_s = self._before_s + min(seconds, self._length_s or seconds)
        size = sum(path.stat().st_size for path in self._folder.glob("media-*"))
        self._tell(done_s, max(done_s, self._whole_s), size)


def _length_s(clip: Section, media_s: float | None) -> float:
    end_s = clip.end_s if clip.end_s is not None else media_s
    return max(0.0, (end_s or 0.0) - clip.start_s)
