"""Reads lists that the user opens in a list, each when it is asked for; what is chosen is not known here."""

import asyncio
from collections import defaultdict

from mediadl.domain.addresses import Exceptions
from mediadl.domain.errors import UserError
from mediadl.domain.events import InnerListChanged, JobChanged, JobRemoved
from mediadl.domain.inner_lists import job_of, path_of
from mediadl.domain.job import Job, JobState
from mediadl.domain.media import Media, Playlist
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Finding, Findings
from mediadl.engine.prober import Prober
from mediadl.engine.seen_lists import SeenLists
from mediadl.engine.tasks import Tasks
from mediadl.store.seen_lists import SeenListStore

STOPPED = "Reading this list was stopped."


class InnerLists:
    """What is found stands in the findings, under the opened list's id, until its job waits no more."""

    def __init__(
        self, prober: Prober, findings: Findings, bus: Bus, tasks: Tasks, seen: SeenListStore
    ) -> None:
        self._seen = SeenLists(seen, findings, bus, tasks)
        self._prober, self._findings, self._bus, self._tasks = prober, findings, bus, tasks
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._opened: dict[str, set[str]] = defaultdict(set)
        """Ids of opened lists, by job."""
        bus.subscribe(JobChanged, self._on_job_changed)
        bus.subscribe(JobRemoved, lambda event: self.forget(event.job.id))

    def open(
        self, list_id: str, job: Job, exceptions: Exceptions | None = None, *, again: bool = False
    ) -> None:
        """Read a list that was opened in a job's own; one that was read, or is being read, stays as it is.

        So does one that was stopped or failed, unless it is to be tried `again`. `exceptions` are those of
        the client that asked for the job, as in `Prober.look`.
        """
        known = self._findings.peek(list_id)
        if self.is_reading(list_id) or known.listing_finished or (known.problem and not again):
            return
        self._opened[job_of(list_id)].add(list_id)
        self._findings.forget(list_id)
        self._reading[list_id] = self._tasks.spawn(
            self._read(list_id, self._findings[list_id], job, exceptions), name="read an inner list"
        )
        self._bus.publish(InnerListChanged(list_id))

    def is_reading(self, list_id: str) -> bool:
        """Whether more of it may still come."""
        return list_id in self._reading

    def stop(self, list_id: str) -> None:
        """Read no more of it; what has come stays. One that is not being read is no error."""
        if task := self._reading.pop(list_id, None):
            task.cancel()
            self._findings[list_id].problem = STOPPED
            self._bus.publish(InnerListChanged(list_id))

    def forget(self, job_id: str) -> None:
        """Let go of all that was opened in a job's list."""
        for list_id in self._opened.pop(job_id, ()):
            if task := self._reading.pop(list_id, None):
                task.cancel()
            self._seen.note(path_of(list_id)[-1], self._findings.peek(list_id))
            self._findings.forget(list_id)

    async def close(self) -> None:
        """Read nothing any more."""
        tasks = list(self._reading.values())
        self._reading.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.id in self._opened and event.job.state is not JobState.CHOOSING:
            self.forget(event.job.id)

    async def _read(self, list_id: str, finding: Finding, job: Job, exceptions: Exceptions | None) -> None:
        looking = self._prober.look(
            path_of(list_id)[-1], job.options, exceptions=exceptions, client_id=job.client_id
        )
        try:
            async for found in looking:
                match found:
                    case Playlist():
                        finding.playlist = found
                    case Media():
                        finding.problem = "This is a single media and no list. Check it to download it."
                    case _:
                        finding.entries.extend(found)
                self._bus.publish(InnerListChanged(list_id))
            finding.listing_finished = finding.playlist is not None
        except UserError as error:
            finding.problem = str(error)
        if self._reading.get(list_id) is asyncio.current_task():
            del self._reading[list_id]
            self._bus.publish(InnerListChanged(list_id))
