"""Looks at entries of lists that say little of them: those on the screen, one at a time and with pauses."""

import asyncio
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mediadl import wire
from mediadl.domain.errors import UserError
from mediadl.domain.events import EntriesLearned
from mediadl.domain.failures import Failure, FailureKind
from mediadl.domain.job import Job
from mediadl.domain.media import Entry, Media
from mediadl.domain.options import DownloadOptions
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Findings
from mediadl.engine.lending import Lending
from mediadl.engine.sites import Sites
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, WorkerProcess

PAUSE_S = 1.0
"""Between two looks: a site that is asked faster takes it for an attack."""
LENGTH = frozenset({"duration_s"})
"""Without it nothing adds up, so it is looked for even where nobody asks."""
_ENDS_IT = frozenset({FailureKind.RATE_LIMITED, FailureKind.NETWORK_DOWN})
"""Failures that say nothing of the entry, and after which nothing more is asked for this list."""


class Details:
    """What was wanted last counts: what has been scrolled past is let go before it has begun."""

    def __init__(
        self,
        lending: Lending,
        findings: Findings,
        bus: Bus,
        tasks: Tasks,
        sites: Sites,
    ) -> None:
        self._lending, self._findings, self._bus = lending, findings, bus
        self._account: str | None = None
        self._client_id: str | None = None
        self._guard: Mapping[str, Any] = {}
        self._tasks, self._sites = tasks, sites
        self._wanted: dict[str, list[int]] = {}
        self._fields = LENGTH
        self._given_up: set[str] = set()
        self._task: asyncio.Task[None] | None = None
        self.pause_s = PAUSE_S

    def want(
        self,
        list_id: str,
        indexes: Sequence[int],
        job: Job,
        guard: Mapping[str, Any],
        fields: Collection[str] = LENGTH,
    ) -> None:
        """Look at entries of a list where one of these fields is missing, the first one first.

        None of them lets all go. `job` is the one that the list belongs to, and `guard` its `guard_of`.
        """
        self._account, self._client_id = job.options.cookies_id, job.client_id
        self._guard, self._fields = guard, frozenset(fields)
        self._wanted = {list_id: list(indexes)} if list_id not in self._given_up else {}
        if self._wanted and (self._task is None or self._task.done()):
            self._task = self._tasks.spawn(self._look_on(), name="details of entries")

    async def close(self) -> None:
        """Look at nothing any more."""
        self._wanted.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _look_on(self) -> None:
        while (found := self._next()) is not None:
            job_id, at, entry = found
            learned = await self._look_at(entry, job_id)
            if learned is None:
                self._given_up.add(job_id)
                self._wanted.clear()
                return
            entries = self._findings.peek(job_id).entries
            if at < len(entries) and entries[at].url == entry.url:  # the list may be read anew
                entries[at] = learned
                self._bus.publish(EntriesLearned(job_id, ((at, learned),)))
            await asyncio.sleep(self.pause_s)

    def _next(self) -> tuple[str, int, Entry] | None:
        """The next entry that was wanted and says too little, with its position."""
        for job_id, indexes in self._wanted.items():
            entries = self._findings.peek(job_id).entries
            while indexes:
                at = position_of(entries, indexes.pop(0))
                if at is not None and says_too_little(entries[at], self._fields):
                    return job_id, at, entries[at]
        return None

    async def _look_at(self, entry: Entry, job_id: str) -> Entry | None:
        """The entry with what its own page says; None when nothing more is to be asked."""
        if self._sites.rests(entry.url):
            return None
        worker: WorkerProcess | None = None
        learned: Entry | None = None
        is_answered = False
        try:
            request = await self._request(entry, job_id)
            worker = await self._lending.pool.acquire()
            async for message in self._lending.ask(worker, request):
                match message:
                    case wire.Probed(found=Media() as media):
                        learned = with_details(entry, media)
                    case wire.Probed():
                        learned = entry.model_copy(update={"is_list": True})
                    case wire.Failed(failure=failure):
                        learned = _failed(entry, failure)
            is_answered = True
        except (WorkerLost, UserError):  # no worker, no account, or the list has been removed
            return None
        finally:
            if worker is not None and not is_answered:  # cancelled, or lost
                await self._lending.pool.discard(worker)
        self._lending.pool.release(worker)
        return learned

    async def _request(self, entry: Entry, job_id: str) -> wire.Probe:
        """As the link of the entry will be asked, with the account that its list is read with."""
        options = DownloadOptions(cookies_id=self._account)
        secrets = await self._lending.secrets_for(entry.url, options, job_id, self._client_id)
        return wire.Probe(url=entry.url, secrets=secrets, **self._guard)


def position_of(entries: Sequence[Entry], index: int) -> int | None:
    """Where the entry of this number stands; numbers rise, and may leave gaps where an entry says nothing."""
    at = bisect_left(entries, index, key=lambda entry: entry.index)
    return at if at < len(entries) and entries[at].index == index else None


def says_too_little(entry: Entry, fields: Collection[str] = LENGTH) -> bool:
    """Whether a look at the entry's own page is worth a request, for one of these fields of an entry."""
    return (
        any(getattr(entry, field) is None for field in fields)
        and entry.problem is None
        and not entry.is_list
        and entry.live_status is None
        and entry.availability in {None, "public", "unlisted"}
        and not entry.was_looked_at
    )


def with_details(entry: Entry, media: Media) -> Entry:
    """The entry with what it did not say itself."""
    said = {
        "duration_s": media.duration_s,
        "uploader": media.uploader,
        "upload_date": media.upload_date,
        "view_count": media.view_count,
        "thumbnail_url": media.thumbnail_url,
        "live_status": "is_live" if media.is_live else None,
    }
    news = {name: value for name, value in said.items() if getattr(entry, name) is None}
    return entry.model_copy(update={**news, "was_looked_at": True})


def _failed(entry: Entry, failure: Failure) -> Entry | None:
    if failure.kind in _ENDS_IT:
        return None
    return entry.model_copy(update={"problem": failure.message})
