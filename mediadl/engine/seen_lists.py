"""Notes what lists had when the user was done with them, so that another time what is new can be told."""

import contextlib

from mediadl.domain.errors import StoreUnusable
from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.domain.job import Job, JobState
from mediadl.domain.links import public
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Finding, Findings
from mediadl.engine.tasks import Tasks
from mediadl.store.seen_lists import SeenListStore


class SeenLists:
    """A list counts as looked at once its job waits no more; until then what is new stays new."""

    def __init__(self, store: SeenListStore, findings: Findings, bus: Bus, tasks: Tasks) -> None:
        self._store, self._findings, self._tasks = store, findings, tasks
        bus.subscribe(JobChanged, self._on_job_changed)
        bus.subscribe(JobRemoved, lambda event: self._note_job(event.job))

    def note(self, url: str, finding: Finding) -> None:
        """This is what the list of this link has; nothing is noted of one that said nothing."""
        if finding.playlist is not None and finding.entries:
            links = [public(entry.url) for entry in finding.entries]
            saving = self._save(public(url), links, is_whole=finding.listing_finished)
            self._tasks.spawn(saving, name="note what a list has")

    async def _save(self, url: str, links: list[str], *, is_whole: bool) -> None:
        with contextlib.suppress(StoreUnusable):  # then nothing is called new next time
            await self._store.save(url, links, is_whole=is_whole)

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.before.state is JobState.CHOOSING and event.job.state is not JobState.CHOOSING:
            self._note_job(event.job)

    def _note_job(self, job: Job) -> None:
        self.note(job.url, self._findings.peek(job.id))
