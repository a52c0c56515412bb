"""What is chosen of the lists that wait: held in memory, saved with every change. No entry is known here."""

from collections.abc import Iterable

from mediadl.domain.choice import Choice
from mediadl.domain.errors import StoreUnusable
from mediadl.domain.events import ChoiceChanged, SaveFailed
from mediadl.engine.bus import Bus
from mediadl.store.choices import ChoiceStore

_NOTHING_SAID = Choice()


class Choices:
    """One choice a list job. Those of removed jobs are kept for this run, for a removal can be undone."""

    def __init__(self, store: ChoiceStore, bus: Bus) -> None:
        self._store = store
        self._bus = bus
        self._by_job: dict[str, Choice] = {}

    async def load(self) -> None:
        """Take in what the last run left; nothing is published."""
        self._by_job = await self._store.load()

    def __getitem__(self, job_id: str) -> Choice:
        return self._by_job.get(job_id, _NOTHING_SAID)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._by_job

    def forget(self, job_id: str) -> None:
        """Drop a choice that has been made; the database forgets it with the job."""
        self._by_job.pop(job_id, None)

    async def save(self, job_id: str, choice: Choice) -> None:
        """Set a job's choice. One that cannot be saved holds all the same, and is told as not saved."""
        if choice == self[job_id]:
            return
        self._by_job[job_id] = choice
        await self._save(job_id)
        self._bus.publish(ChoiceChanged(job_id, choice))

    async def save_again(self, job_ids: Iterable[str]) -> None:
        """Save what the database forgot when these jobs were removed."""
        for job_id in job_ids:
            if job_id in self._by_job:
                await self._save(job_id)

    async def _save(self, job_id: str) -> None:
        try:
            await self._store.save(job_id, self._by_job[job_id])
        except StoreUnusable as error:
            self._bus.publish(SaveFailed(str(error)))
