"""What was found out about jobs in this run and is not saved: media, lists, entries, progress, log lines."""

from collections import deque
from dataclasses import dataclass, field

from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.progress import Progress

_LOG_LINES = 300


@dataclass
class Finding:
    """All that is known of one job beyond its snapshot."""

    media: Media | None = None
    playlist: Playlist | None = None
    entries: list[Entry] = field(default_factory=list)
    listing_finished: bool = False
    problem: str | None = None
    """Why an opened list (`engine.inner_lists`) could not be read to its end; a job has its own failure."""
    progress: Progress | None = None
    recorded_before_s: float = 0.0
    """How much of a live stream had been recorded when this attempt began."""
    log: deque[str] = field(default_factory=lambda: deque(maxlen=_LOG_LINES))


class Findings:
    """One `Finding` a job, made when it is first asked for."""

    def __init__(self) -> None:
        self._by_job: dict[str, Finding] = {}

    def __getitem__(self, job_id: str) -> Finding:
        return self._by_job.setdefault(job_id, Finding())

    def peek(self, job_id: str) -> Finding:
        """What is known, to be read only; asking for a job that nothing is known of leaves no trace."""
        return self._by_job.get(job_id) or Finding()

    def forget(self, job_id: str) -> None:
        """Drop what is known; a job that was never asked for is no error."""
        self._by_job.pop(job_id, None)
