"""Notices that a run no longer gets anywhere. Pure: it is told what happens and what time it is."""

from dataclasses import dataclass

from mediadl.domain.progress import Progress, Stage

_BLOCK_BYTES = 64 * 1024
"""yt-dlp's block: with a speed limit nothing can be counted before one is whole."""
_LATE_FACTOR = 3
"""A look that comes so many times later than agreed means that the computer slept."""


@dataclass(frozen=True)
class Patience:
    """How long each part of a run may be without a sign, in seconds."""

    extraction_s: float = 60.0
    """Without a line from the worker."""
    download_s: float = 60.0
    """Without a new byte."""
    live_s: float = 900.0
    """Without a new byte of a live stream, which has pauses of its own."""
    processing_s: float = 300.0
    """Without progress of ffmpeg, or of the files it writes."""

    @property
    def look_every_s(self) -> float:
        """How often to look."""
        return min(5.0, self.extraction_s / 6, self.download_s / 6, self.live_s / 6, self.processing_s / 6)


def slowest_block_s(rate_bps: float | None, streams: int) -> float:
    """How long one block may take when so many downloads share a speed limit."""
    return _BLOCK_BYTES * max(1, streams) / rate_bps if rate_bps else 0.0


class Watchdog:
    """Watches one run. Moments are seconds of a monotonic clock."""

    def __init__(self, patience: Patience, now_s: float) -> None:
        self._patience = patience
        self._stage: Stage | None = None
        self._is_live = False
        self._done_bytes = -1
        self._fraction: float | None = -1.0
        self._folder_bytes: int | None = None
        self._sign_s = now_s
        self._looked_s = now_s

    def hear_line(self, now_s: float) -> None:
        """The worker said something; that counts while it reads pages and in the steps after the download."""
        if self._stage is not Stage.DOWNLOADING:
            self._note_sign(now_s)

    def hear_live(self) -> None:
        """It is a live stream."""
        self._is_live = True

    def hear_progress(self, progress: Progress, now_s: float) -> None:
        """The worker told how far it is; it does so each second, whether it gets anywhere or not."""
        moved = progress.stage is not self._stage or progress.done_bytes != self._done_bytes
        if progress.stage is not Stage.DOWNLOADING:
            moved = moved or progress.fraction != self._fraction
        if moved:
            self._note_sign(now_s)
        self._stage = progress.stage
        self._done_bytes, self._fraction = progress.done_bytes, progress.fraction

    def quiet_part(self, now_s: float, slowest_block_s: float = 0.0) -> str | None:
        """The part of the run ("extraction", …) that has been quiet for too long, or None.

        It has to be asked every `Patience.look_every_s`.
        """
        gap_s, self._looked_s = now_s - self._looked_s, now_s
        if gap_s > _LATE_FACTOR * max(1.0, self._patience.look_every_s):
            self._note_sign(now_s)
        part, patience_s = self._part()
        if part == "download":
            patience_s = max(patience_s, 3 * slowest_block_s)
        return part if now_s - self._sign_s >= patience_s else None

    def files_live(self, folder_bytes: int, now_s: float) -> bool:
        """Whether the job's files change, which is a sign of life too; ask when a part is quiet.

        The first time in a quiet spell there is nothing to compare with, and the answer is yes.
        """
        before, self._folder_bytes = self._folder_bytes, folder_bytes
        if before is not None and before != folder_bytes:
            self._note_sign(now_s)
        return before != folder_bytes

    def _note_sign(self, now_s: float) -> None:
        self._sign_s = now_s
        self._folder_bytes = None

    def _part(self) -> tuple[str, float]:
        match self._stage:
            case None | Stage.PREPARING:
                return "extraction", self._patience.extraction_s
            case Stage.DOWNLOADING:
                return "download", self._patience.live_s if self._is_live else self._patience.download_s
        return "processing", self._patience.processing_s
