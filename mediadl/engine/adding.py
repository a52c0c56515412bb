"""How jobs come into the queue: each is known to be here already before anything starts it."""

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from mediadl.domain.client_links import parse_client_link
from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.links import parse_link
from mediadl.domain.media import Entry, Playlist
from mediadl.domain.resolving import Asked
from mediadl.domain.settings import Settings
from mediadl.engine.approvals import exceptions_for
from mediadl.engine.had import HadMedia, changes_of
from mediadl.engine.new_jobs import entry_jobs, in_turns, inner_listing
from mediadl.engine.queue import JobQueue
from mediadl.engine.resolution import Resolution
from mediadl.engine.scheduler import Scheduler


class Adding:
    """A part of `Engine`, which makes what stands here."""

    settings: Settings
    _queue: JobQueue
    _resolution: Resolution
    _scheduler: Scheduler
    _had: HadMedia

    async def _add(self, link: str, asked: Asked, **changes: Any) -> Job:
        return (await self._add_all([link], asked, **changes))[0]

    async def _add_all(self, links: Sequence[str], asked: Asked, **changes: Any) -> list[Job]:
        """All of them stand in the queue before one is told to have ended."""
        return await self._queue_all([self._made(link, asked, **changes) for link in links])

    def _listing(self, playlist: Playlist, asked: Asked, **changes: Any) -> Job:
        """What stands for a list that was read outside the queue; it comes into none."""
        return inner_listing(self._made(playlist.url, asked, **changes), playlist)

    async def _add_entries(
        self, listing: Job, entries: Sequence[Entry], asked: Asked, start: StartMode
    ) -> list[Job]:
        fields_of = self._resolution.of_entries(listing, asked, {})
        jobs = entry_jobs(listing, entries, [entry.index for entry in entries], fields_of)
        made = [dataclasses.replace(job, start=start) async for job in in_turns(jobs)]
        return await self._queue_all(made)

    def _made(self, link: str, asked: Asked, **changes: Any) -> Job:
        if (client_id := changes.get("client_id")) is not None:
            url = parse_client_link(link, exceptions_for(client_id, self.settings))
        else:
            url = parse_link(link)
        known = self._resolution.of_link(url, asked, client_id)
        fields = {**known, **changes, "priority": changes.get("priority") or known["priority"]}
        return Job(id=str(uuid.uuid4()), url=url, created_at=datetime.now(UTC), **fields)

    async def _queue_all(self, jobs: Sequence[Job]) -> list[Job]:
        async with self._scheduler.stopped(*(job.id for job in jobs)):
            await self._queue.add(jobs)
            return [await self._unless_had(job) for job in jobs]

    async def _unless_had(self, job: Job) -> Job:
        line = await self._had.line_of(job)
        return (
            job if line is None else await self._queue.move_to(job.id, JobState.DIFFERS, **changes_of(line))
        )
