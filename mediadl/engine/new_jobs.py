"""Jobs made from others: an entry of a list, once more, and as a new run finds it. Nothing is saved here."""

import asyncio
import dataclasses
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from mediadl.domain.choice import EntryKey, EntryKeys
from mediadl.domain.items import EVERYTHING
from mediadl.domain.job import DELIVERED_STATES, Job, JobState, StartMode
from mediadl.domain.media import Entry, Playlist
from mediadl.engine.resolution import Fields

_TURN_S = 0.008
"""How long jobs are made before the loop gets its turn: half a frame, so that no window stops."""


def entry_job(listing: Job, entry: Entry, fields: Fields) -> Job:
    """A new job for one entry of a list, with what the list says of it and what it shall be.

    An entry that is a list itself is taken whole.
    """
    return Job(
        id=str(uuid.uuid4()),
        url=entry.url,
        **{**fields, "priority": fields.get("priority") or listing.priority},
        created_at=datetime.now(UTC),
        start=StartMode.PAUSED if listing.start is StartMode.PAUSED else StartMode.NOW,
        title=entry.title,
        thumbnail_url=entry.thumbnail_url,
        duration_s=entry.duration_s,
        items=EVERYTHING if entry.is_list else None,
        fixed_title=entry.title if entry.names_the_file else None,
        batch_id=batch_of(listing),
        batch_limit=listing.batch_limit,
        stops_batch=listing.stops_batch,
        playlist_title=listing.title,
        playlist_url=listing.url,
        playlist_index=entry.index,
        playlist_id=listing.playlist_id,
        playlist_count=listing.playlist_count,
        playlist_is_channel=listing.playlist_is_channel,
        playlist_thumbnail_url=listing.playlist_thumbnail_url,
        client_id=listing.client_id,
        client_name=listing.client_name,
        webhook_url=listing.webhook_url,
        retention_hours=listing.retention_hours,
        timeout_s=listing.timeout_s,
    )


def batch_of(listing: Job) -> str:
    """What is taken from a list is a batch. A client knows of one alone, however deep lists lie in it."""
    return listing.batch_id or listing.id if listing.client_id else listing.id


def entry_jobs(
    listing: Job,
    entries: Iterable[Entry],
    indexes: Sequence[int],
    fields_of: Callable[[EntryKey, Entry], Fields],
) -> Iterator[Job]:
    """New jobs for the entries with these indexes, in the indexes' order; what is not there is skipped.

    `entries` are all of the list from its start, which is what their keys are made from.
    """
    keys = EntryKeys()
    by_index = {entry.index: (entry, keys.key_of(entry)) for entry in entries}
    chosen = (by_index[index] for index in indexes if index in by_index)
    above = {listing.url, listing.playlist_url}  # a list that names itself would have no end
    return (
        entry_job(listing, entry, fields_of(key, entry))
        for entry, key in chosen
        if not (entry.is_list and entry.url in above)
    )


async def in_turns(jobs: Iterable[Job]) -> AsyncIterator[Job]:
    """The jobs as they are made, with turns for the loop in between."""
    began_s = time.perf_counter()
    for job in jobs:
        yield job
        if time.perf_counter() - began_s > _TURN_S:
            await asyncio.sleep(0)
            began_s = time.perf_counter()


def inner_listing(job: Job, playlist: Playlist) -> Job:
    """The job of an opened list that is read already, as it would be when it waits for a choice itself."""
    return dataclasses.replace(
        job,
        title=playlist.title,
        site=playlist.extractor,
        playlist_id=playlist.id or None,
        playlist_count=playlist.entry_count,
        playlist_is_channel=playlist.is_channel,
        playlist_thumbnail_url=playlist.thumbnail_url,
    )


def again(job: Job, start: StartMode) -> Job:
    """A new job for the same link and options, with what a list or an earlier run said of it."""
    return Job(
        id=str(uuid.uuid4()),
        url=job.url,
        options=job.options,
        created_at=datetime.now(UTC),
        start=start,
        even_if_had=True,
        title=job.title,
        thumbnail_url=job.thumbnail_url,
        duration_s=job.duration_s,
        fixed_title=job.fixed_title,
        playlist_title=job.playlist_title,
        playlist_index=job.playlist_index,
        playlist_id=job.playlist_id,
        playlist_count=job.playlist_count,
        playlist_is_channel=job.playlist_is_channel,
        playlist_thumbnail_url=job.playlist_thumbnail_url,
        client_id=job.client_id,
        client_name=job.client_name,
        preset=job.preset,
        asked=job.asked,
        rule=job.rule,
    )


def start_again(job: Job) -> StartMode:
    """A job that was to be chosen from, and was never looked at, is still to be chosen from."""
    waits = job.start is StartMode.CHOOSE and not job.is_known
    return StartMode.CHOOSE if waits else StartMode.NOW


def waiting_state(job: Job) -> JobState:
    """Where a job waits for its turn: one that nobody has looked at has to be resolved first."""
    return JobState.QUEUED if job.is_known else JobState.RESOLVING


def restored(job: Job, *, keeps_parts: bool = True) -> Job:
    """A job as a new run finds it: what ran is queued again, what was being chosen is looked at again."""
    if not keeps_parts and job.state not in DELIVERED_STATES:
        job = dataclasses.replace(job, fraction=0.0)
    if job.state is JobState.RUNNING:
        return dataclasses.replace(job, state=JobState.QUEUED)
    if job.state is JobState.CHOOSING:
        return dataclasses.replace(job, state=JobState.RESOLVING)
    return job
