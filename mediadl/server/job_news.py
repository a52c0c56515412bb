"""When each job changed last, and what happened to it, line by line, as far as this run has seen it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from mediadl.domain.events import JobAdded, JobChanged, JobLogged, JobRemoved
from mediadl.domain.job import Job, JobState
from mediadl.engine.bus import Bus
from mediadl.log import masked

MOST_LINES = 300
MOST_JOBS = 1000
"""With lines; those of the jobs that have had none for longest go first."""


@dataclass(frozen=True)
class Line:
    """One thing that happened."""

    at: datetime
    level: str
    message: str


class JobNews:
    """Listens to the engine. Lines are kept for jobs of the API's clients alone."""

    def __init__(self, bus: Bus) -> None:
        self._changed_at: dict[str, datetime] = {}
        self._lines: dict[str, deque[Line]] = {}
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            bus.subscribe(JobAdded, lambda event: self._on_added(event.job)),
            bus.subscribe(JobChanged, self._on_changed),
            bus.subscribe(JobLogged, lambda event: self.note(event.job_id, event.level, event.message)),
            bus.subscribe(JobRemoved, lambda event: self._forget(event.job.id)),
        )

    def close(self) -> None:
        """Listen no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def changed_at(self, job: Job) -> datetime:
        """When it changed last; where that was not in this run, the latest time that it knows of itself."""
        return self._changed_at.get(job.id) or job.finished_at or job.started_at or job.created_at

    def lines(self, job_id: str) -> tuple[Line, ...]:
        """What happened, the oldest first."""
        return tuple(self._lines.get(job_id, ()))

    def note(self, job_id: str, level: str, message: str) -> None:
        """Add a line to a job that lines are kept of."""
        lines = self._lines.pop(job_id, None)
        if lines is None:
            return
        self._lines[job_id] = lines  # now the newest
        lines.append(Line(datetime.now(UTC), level, masked(message)))

    def _on_added(self, job: Job) -> None:
        if job.client_id is None:
            return
        self._lines[job.id] = deque(maxlen=MOST_LINES)
        while len(self._lines) > MOST_JOBS:
            del self._lines[next(iter(self._lines))]
        self.note(job.id, "info", "Added.")

    def _on_changed(self, event: JobChanged) -> None:
        job = event.job
        self._changed_at[job.id] = datetime.now(UTC)
        if job.state is event.before.state:
            return
        if job.client_id is not None:
            self._lines.setdefault(job.id, deque(maxlen=MOST_LINES))
        if job.failure is not None and job.state is JobState.FAILED:
            self.note(job.id, "error", job.failure.message)
        else:
            self.note(job.id, "info", f"Now {job.state.value.replace('_', ' ')}.")

    def _forget(self, job_id: str) -> None:
        self._changed_at.pop(job_id, None)
        self._lines.pop(job_id, None)
