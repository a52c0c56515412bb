"""The jobs that were taken from one list, summed up as one and counted as they change; no rows here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mediadl.domain.job import DELIVERED_STATES, Job, JobState

_MARK = "group:"
_FIRST_OF = (
    JobState.RUNNING,
    JobState.RESOLVING,
    JobState.CHOOSING,
    JobState.WAITING,
    JobState.QUEUED,
    JobState.PAUSED,
    JobState.FAILED,
    JobState.DIFFERS,
    JobState.COMPLETED,
    JobState.CANCELLED,
)
"""The state of a whole is the first of these that one of its jobs is in."""


def group_id(batch_id: str) -> str:
    """The id of the job that stands for a batch."""
    return f"{_MARK}{batch_id}"


def is_group(job: Job) -> bool:
    """Whether this job stands for a batch (`Batch.whole`) and is none of the queue itself."""
    return job.id.startswith(_MARK)


class Batch:
    """Counts of a batch's jobs, which are told one by one."""

    def __init__(self, batch_id: str) -> None:
        self.batch_id = batch_id
        self.ids: dict[str, None] = {}
        """Its jobs, in the order in which they were told first."""
        self.counts: Counter[JobState] = Counter()
        self.had = 0
        """How many were here already."""
        self._parts: dict[str, float] = {}
        """How far those are that have begun and not ended."""
        self._sample: Job | None = None

    @property
    def done(self) -> int:
        """How many have their file."""
        return sum(self.counts[state] for state in DELIVERED_STATES)

    @property
    def fraction(self) -> float:
        """How far the whole is, 0 to 1, each job counted alike."""
        return (self.done + sum(self._parts.values())) / max(1, len(self.ids))

    def put(self, job: Job, before: Job | None) -> None:
        """A job has come, or is no longer as it was before."""
        if before is not None:
            self.counts[before.state] -= 1
            self.had -= before.is_had
        self.ids[job.id] = None
        self.counts[job.state] += 1
        self.had += job.is_had
        self.advance(job.id, 0.0 if job.state in DELIVERED_STATES else job.fraction)
        if self._sample is None or self._sample.id == job.id or not self._sample.thumbnail_url:
            self._sample = job

    def advance(self, job_id: str, fraction: float) -> None:
        """A job is so far."""
        if fraction > 0:
            self._parts[job_id] = fraction
        else:
            self._parts.pop(job_id, None)

    def drop(self, job: Job) -> None:
        """A job is gone."""
        if job.id in self.ids:
            del self.ids[job.id]
            self.counts[job.state] -= 1
            self.had -= job.is_had
            self._parts.pop(job.id, None)

    @property
    def whole(self) -> Job | None:
        """One job that stands for all of them; None for no jobs."""
        sample = self._sample
        if sample is None or not self.ids:
            return None
        state = next((state for state in _FIRST_OF if self.counts[state]), JobState.QUEUED)
        return replace(
            sample,
            id=group_id(self.batch_id),
            title=sample.playlist_title or "A list",
            fixed_title=None,
            state=state,
            fraction=self.fraction,
            delivery=None,
            duration_s=None,
            size_bytes=None,
            files=(),
            failure=None,
            wait=None,
            steps=(),
            differences=(),
            is_had=state is JobState.DIFFERS and self.counts[state] == self.had,
            is_live=False,
            urgent=False,
            priority=0,
        )


def batch_words(batch: Batch) -> str:
    """How far a batch is: "5 of 20 done · 2 failed · 1 paused"."""
    parts = [f"{batch.done:,} of {len(batch.ids):,} done"]
    told = {JobState.FAILED: "failed", JobState.PAUSED: "paused", JobState.CANCELLED: "cancelled"}
    differ = batch.counts[JobState.DIFFERS] - batch.had
    parts += [f"{batch.counts[state]:,} {word}" for state, word in told.items() if batch.counts[state]]
    parts += [f"{differ:,} with differences"] if differ else []
    return " · ".join([*parts, *([f"{batch.had:,} already here"] if batch.had else [])])


def batches_of(jobs: Iterable[Job]) -> dict[str, Batch]:
    """The batches of a queue."""
    batches: dict[str, Batch] = {}
    for job in jobs:
        if job.batch_id is not None:
            batches.setdefault(job.batch_id, Batch(job.batch_id)).put(job, None)
    return batches
