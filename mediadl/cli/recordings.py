"""Live streams in `get`: the first Ctrl+C ends the recordings and keeps them; what it says about that."""

import contextlib
from collections.abc import Callable

from mediadl.cli.text import visible
from mediadl.domain.errors import NotAllowed, UnknownJob
from mediadl.domain.job import Job, JobState
from mediadl.engine.engine import Engine

KEEPING = "Ending the recording and keeping what is there. Press Ctrl+C again to cancel instead."
RECORDING = "Recording {title}. Ctrl+C ends it and keeps what is there."


class Recordings:
    """Those that run in this command; `say` shows a line to the user."""

    def __init__(self, engine: Engine, say: Callable[[str], None]) -> None:
        self._engine = engine
        self._say = say
        self._told: set[str] = set()
        self._kept: set[str] = set()
        self._wanted: set[str] = set()

    def want_kept(self) -> bool:
        """The user wants an end: note the recordings that run; False when there is none, or none is new."""
        running = {job.id for job in self._engine.jobs if job.is_live and job.state is JobState.RUNNING}
        self._wanted = running - self._kept
        if self._wanted:
            self._say(KEEPING)
        return bool(self._wanted)

    async def keep(self) -> None:
        """End the recordings that are noted; each job then completes by itself."""
        for job_id in self._wanted:
            self._kept.add(job_id)
            with contextlib.suppress(NotAllowed, UnknownJob):  # it ended meanwhile
                await self._engine.stop_and_keep(job_id)
        self._wanted = set()

    def on_changed(self, job: Job) -> None:
        """Say once of each job that it is recorded now."""
        words = _words(job)
        if words and words not in self._told:
            self._told.add(words)
            self._say(words)


def _words(job: Job) -> str:
    if not job.is_live or job.state is not JobState.RUNNING:
        return ""
    return RECORDING.format(title=f"“{visible(job.display_title)}”")
