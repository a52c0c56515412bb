"""Which jobs of the queue stand behind a group row, and which groups are open; no rows are inserted here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mediadl.domain.batch import Batch, batch_words, batches_of, group_id
from mediadl.domain.job import Job

_FEWEST = 2
"""A list of which one entry was taken needs no group."""


class QueueGroups:
    """Batches of two or more jobs, closed until they are opened."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._batches = batches_of(jobs)
        self._open: set[str] = set()

    def __getitem__(self, shown_id: str) -> Batch | None:
        """The batch that a group row of this id stands for."""
        return self._batches.get(shown_id.partition(":")[2]) if ":" in shown_id else None

    def of(self, job: Job) -> Batch | None:
        """The batch behind whose group row a job stands, if it does."""
        batch = self._batches.get(job.batch_id) if job.batch_id is not None else None
        return batch if batch is not None and len(batch.ids) >= _FEWEST else None

    def is_open(self, batch: Batch) -> bool:
        """Whether its jobs have rows of their own below the group's."""
        return batch.batch_id in self._open

    def words(self, job: Job) -> str | None:
        """How far the group is that this job stands for; None for a job of the queue."""
        batch = self[job.id]
        return batch_words(batch) if batch is not None else None

    def spoken(self, job: Job) -> str:
        """A group's whole row in words; empty for a job of the queue."""
        batch = self[job.id]
        if batch is None:
            return ""
        how = "open" if self.is_open(batch) else "closed"
        return f"{job.display_title}, list, {how}, {batch_words(batch)}"

    def toggle(self, batch: Batch) -> None:
        """Open or close a group."""
        self._open ^= {batch.batch_id}

    def open_for(self, job: Job) -> bool:
        """Open the group that hides a job; return whether there was one."""
        batch = self.of(job)
        if batch is None or self.is_open(batch):
            return False
        self.toggle(batch)
        return True

    def put(self, job: Job, before: Job | None) -> bool:
        """Take in a job, or its change; return whether rows have to be made anew."""
        if job.batch_id is None:
            return False
        batch = self._batches.setdefault(job.batch_id, Batch(job.batch_id))
        batch.put(job, before)
        if before is not None or len(batch.ids) < _FEWEST:
            return False
        return len(batch.ids) == _FEWEST or self.is_open(batch)

    def advance(self, job: Job, fraction: float) -> Batch | None:
        """A job is so far; return the group whose row that changes."""
        batch = self.of(job)
        if batch is not None:
            batch.advance(job.id, fraction)
        return batch

    def drop(self, job: Job) -> None:
        """A job is gone."""
        batch = self._batches.get(job.batch_id) if job.batch_id is not None else None
        if batch is None:
            return
        batch.drop(job)
        if not batch.ids:
            del self._batches[batch.batch_id]
            self._open.discard(batch.batch_id)

    def rows(self, order: Sequence[str], jobs: Mapping[str, Job]) -> Iterator[str]:
        """Ids of rows for jobs in this order: a group's where its first job stands, its own below if open."""
        seen: set[str] = set()
        for job_id in order:
            batch = self.of(jobs[job_id])
            if batch is None:
                yield job_id
            elif batch.batch_id not in seen:
                seen.add(batch.batch_id)
                yield group_id(batch.batch_id)
                if self.is_open(batch):
                    yield from (each for each in order if jobs[each].batch_id == batch.batch_id)
