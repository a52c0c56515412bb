"""What can be asked of a list that waits for a choice: what is known of it, and the download of some."""

import contextlib
import dataclasses
from collections.abc import Collection, Sequence

from mediadl.domain import items as ranges
from mediadl.domain.archive import intent_of
from mediadl.domain.choice import Choice, EntryKeys, chosen
from mediadl.domain.entry_states import Earlier, KnownLinks, known_links, state_of
from mediadl.domain.errors import InvalidItems, NotAllowed, UnknownJob
from mediadl.domain.events import ListingFinished
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.inner_lists import inner_id, job_of
from mediadl.domain.job import Job, JobState, check_transition
from mediadl.domain.links import public
from mediadl.domain.options import DownloadOptions
from mediadl.domain.resolving import Asked
from mediadl.domain.settings import Settings
from mediadl.engine.approvals import exceptions_of, guard_of
from mediadl.engine.choices import Choices
from mediadl.engine.details import Details
from mediadl.engine.findings import Findings
from mediadl.engine.had import HadMedia
from mediadl.engine.inner_lists import InnerLists
from mediadl.engine.new_jobs import batch_of, entry_jobs, in_turns, inner_listing
from mediadl.engine.queue import JobQueue
from mediadl.engine.resolution import Resolution
from mediadl.engine.scheduler import Scheduler
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store

Taken = list[tuple[Job, Choice | None]]
"""New jobs in their order; one for a list that is still to be read, with what is to be taken of it."""


class ListCommands:
    """A part of `Engine`, which makes what stands here."""

    _store: Store
    _queue: JobQueue
    _choices: Choices
    _findings: Findings
    _scheduler: Scheduler
    _tasks: Tasks
    settings: Settings
    _details: Details
    _had: HadMedia
    _inner_lists: InnerLists
    _resolution: Resolution

    def choice(self, job_id: str) -> Choice:
        """What is chosen so far of a list that waits; everything, when nothing was said yet."""
        return self._choices[job_id]

    async def known_links(
        self, list_url: str | None = None, options: DownloadOptions | None = None
    ) -> KnownLinks:
        """What is here, in the queue, or failed there, and what is known of this list from earlier looks.

        `options` say what kind of file is wanted: a film is not here because its sound is. Whether a media is
        here is for all to say by one archive (`engine.had`).
        """
        intent = intent_of(options or DownloadOptions())
        had, earlier = await self._had.all(intent), None
        if list_url is not None:
            taken = frozenset(await self._store.history.taken_from(list_url))
            earlier = Earlier(list_url, taken, await self._store.seen_lists.links(public(list_url)))
        return known_links(self._queue.jobs, intent, had, earlier)

    def want_details(
        self, list_id: str, indexes: Sequence[int], fields: Collection[str] = ("duration_s",)
    ) -> None:
        """Look at entries of a list, also of an opened one, where it does not say one of these fields.

        The first one is looked at first.

        What was wanted before and has not begun is let go. `EntriesLearned` tells.
        """
        with contextlib.suppress(UnknownJob):  # then nothing of it is on the screen any more
            job = self._queue.get(job_of(list_id))
            guard = guard_of(job, self.settings)
            self._details.want(list_id, indexes, job, guard, fields)

    def open_list(self, list_id: str, url: str, *, again: bool = False) -> str:
        """Read a list that stands in another one; returns its id, under which `finding` tells what has come.

        `list_id` is that of the list it stands in: a job's, or one that was opened so itself. One that is
        read already, or being read, stays as it is, and so does one that was stopped or failed, unless
        `again` says to try. `InnerListChanged` tells.

        Raises:
            UnknownJob: the job is gone.
        """
        opened = inner_id(list_id, url)
        job = self._queue.get(job_of(list_id))
        exceptions = None if job.client_id is None else exceptions_of(job, self.settings)
        self._inner_lists.open(opened, job, exceptions, again=again)
        return opened

    def is_reading_list(self, list_id: str) -> bool:
        """Whether more may come of a list that was opened."""
        return self._inner_lists.is_reading(list_id)

    def stop_list(self, list_id: str) -> None:
        """Read no more of a list that was opened; what has come stays, and can be chosen from."""
        self._inner_lists.stop(list_id)

    async def save_choice(self, job_id: str, choice: Choice) -> None:
        """Save what is chosen so far of a list that waits. It is forgotten when the list's job goes.

        Who calls this while somebody checks boxes waits a moment for the next one. A job that is gone is no
        error.
        """
        with contextlib.suppress(UnknownJob):
            self._queue.get(job_id)
            await self._choices.save(job_id, choice)

    async def choose_entries(
        self,
        job_id: str,
        indexes: Sequence[int],
        options: DownloadOptions | None = None,
        choice: Choice | None = None,
        *,
        preset: str | None = None,
    ) -> tuple[Job, ...]:
        """Put the chosen entries of a list into the queue, one job each, in place of the list's own job.

        `preset` is one that was picked for all of them, `options` lie over it; with neither, an entry gets
        what the list was added with, or what a rule says. What an entry has of its own
        (`Choice.own_options`) lies over all that. While the list is still being read, its job stays when
        `choice` has a rule for what comes: it takes the rest at the end.

        An entry that is a list itself gives what the choice says of it (`Choice.inside`), or all it has.

        Raises:
            InvalidItems: nothing is chosen.
        """
        listing = self._queue.get(job_id)
        check_transition(listing, JobState.QUEUED)
        asked = Asked(preset or listing.preset, options or listing.asked)
        of_list = choice or self.choice(job_id)
        taken = await self._jobs(listing, indexes, asked, of_list)
        if not taken:
            raise InvalidItems("Choose at least one entry of the list.")
        if choice is not None and choice.goes_on and not self._findings[job_id].listing_finished:
            await self._leave_the_rest(listing, taken, asked, self._without_lists(job_id, indexes, choice))
        else:
            await self._replace(listing, taken)
        return tuple(job for job, _inner in taken)

    def _without_lists(self, list_id: str, indexes: Collection[int], choice: Choice) -> Choice:
        """The choice for the rest; later no job of its link tells that a list was taken now."""
        keys, wanted = EntryKeys(), frozenset(indexes)
        entries = [(entry, keys.key_of(entry)) for entry in self._findings.peek(list_id).entries]
        return choice.without([key for entry, key in entries if entry.is_list and entry.index in wanted])

    async def _leave_the_rest(self, listing: Job, taken: Taken, asked: Asked, choice: Choice) -> None:
        await self._choices.save(listing.id, choice)
        await self._queue_up(taken)
        of_rest = self._resolution.of_list(listing, asked)
        await self._queue.change(listing.id, items=choice.range or ranges.EVERYTHING, **of_rest)
        finding = self._findings.peek(listing.id)
        if finding.listing_finished:  # meanwhile, when nobody had said yet what becomes of the rest
            self._on_listing_finished(ListingFinished(listing.id, len(finding.entries)))

    async def _replace(self, listing: Job, taken: Taken) -> None:
        async with self._scheduler.stopped(listing.id):
            await self._queue_up(taken, instead_of=listing.id)
        self._findings.forget(listing.id)
        self._choices.forget(listing.id)

    async def _queue_up(self, taken: Taken, *, instead_of: str | None = None) -> None:
        """Add jobs, and what is chosen of those that are lists which are still to be read."""
        async with self._scheduler.stopped(*(job.id for job, choice in taken if choice)):
            await self._queue.add([job for job, _choice in taken], instead_of=instead_of)
            for job, choice in taken:
                if choice is not None:
                    await self._choices.save(job.id, choice)

    async def _jobs(
        self, listing: Job, indexes: Sequence[int], asked: Asked, choice: Choice, list_id: str | None = None
    ) -> Taken:
        """Jobs for entries of a list, which is the job's own unless `list_id` is that of an opened one."""
        list_id = list_id or listing.id
        fields_of = self._resolution.of_entries(listing, asked, dict(choice.own_options))
        made = entry_jobs(listing, self._findings.peek(list_id).entries, indexes, fields_of)
        taken: Taken = []
        async for job in in_turns(made):
            inner = choice.within(job.url) if job.items is not None else None
            taken += [(job, None)] if inner is None else await self._inside(job, asked, inner, list_id)
        return taken

    async def _inside(self, job: Job, asked: Asked, choice: Choice, list_id: str) -> Taken:
        """What a choice takes of an inner list: entries that are known, else its job with the choice."""
        opened = inner_id(list_id, job.url)
        finding = self._findings.peek(opened)
        if finding.playlist is None or not finding.listing_finished:
            return [(dataclasses.replace(job, items=choice.range or ranges.EVERYTHING), choice)]
        known = await self.known_links(None, job.options)
        indexes = chosen(choice, finding.entries, [state_of(entry, known) for entry in finding.entries])
        return await self._jobs(inner_listing(job, finding.playlist), indexes, asked, choice, opened)

    def _on_listing_finished(self, event: ListingFinished) -> None:
        job = self._queue.get(event.job_id)
        if event.entry_count == 0 or job.items is not None:
            self._tasks.spawn(self._take_items(job), name=f"items of {job.id}")

    async def _take_items(self, job: Job) -> None:
        entries = self._findings[job.id].entries
        problem: Failure
        try:
            if entries and job.id in self._choices:
                await self._take_the_rest(job)
                return
            if entries:  # the last one's number, not how many there are: a list may have gaps
                await self.choose_entries(job.id, ranges.selected(job.items or "", entries[-1].index))
                return
            problem = failure(FailureKind.EMPTY_LIST)
        except InvalidItems as error:
            problem = Failure(kind=FailureKind.EMPTY_LIST, message=str(error))
        except (UnknownJob, NotAllowed):  # the list was removed, or its entries were taken, in the meantime
            return
        with contextlib.suppress(UnknownJob, NotAllowed):
            await self._queue.move_to(job.id, JobState.FAILED, failure=problem)

    async def _take_the_rest(self, listing: Job) -> None:
        """Take what the choice says of all entries, but for those that were taken when they had come."""
        choice, known = self.choice(listing.id), await self.known_links(None, listing.options)
        entries = self._findings[listing.id].entries
        taken = {public(job.url) for job in self._queue.jobs if job.batch_id == batch_of(listing)}
        states = [state_of(entry, known) for entry in entries]
        indexes = chosen(choice, entries, states, taken)
        jobs = await self._jobs(listing, indexes, Asked(listing.preset, listing.asked), choice)
        await self._replace(listing, jobs)
