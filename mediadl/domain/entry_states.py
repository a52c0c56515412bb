"""What matters of an entry of a list to who chooses: had before, in the queue, closed, live; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mediadl.domain.archive import Intent, intent_of
from mediadl.domain.availability import availability_words, is_open
from mediadl.domain.job import DELIVERED_STATES, Job, JobState
from mediadl.domain.links import public
from mediadl.domain.media import Entry


class EntryState(StrEnum):
    """One word for an entry; of several that fit it is the one that matters most to who chooses."""

    READY = "ready"
    """Nothing stands in the way."""
    NEW = "new"
    """As ready, and it was not in the list when that was last looked at."""
    UNTAKEN = "untaken"
    """As ready, and nothing was taken of it while others were taken of its list."""
    HAVE = "have"
    QUEUED = "queued"
    FAILED = "failed"
    """It was tried, or looked at, in vain."""
    CLOSED = "closed"
    """Private, for members, or after a login."""
    LIVE = "live"
    """It runs now or begins later."""
    LIST = "list"
    """It is a list itself."""


CHECKED_BY_RULE = frozenset(
    {
        EntryState.READY, EntryState.NEW, EntryState.UNTAKEN, EntryState.FAILED, EntryState.LIVE
    }
)  # fmt: skip
"""What "everything" takes: not what is there already, what nobody may watch, or a list in the list."""

_LIVE = frozenset({"is_live", "is_upcoming"})
_WORDS: Mapping[EntryState, str] = {
    EntryState.READY: "",
    EntryState.NEW: "New",
    EntryState.UNTAKEN: "Not taken before",
    EntryState.HAVE: "Already have it",
    EntryState.QUEUED: "In the queue",
    EntryState.FAILED: "Failed",
    EntryState.LIVE: "Live",
    EntryState.LIST: "List",
}


@dataclass(frozen=True)
class KnownLinks:
    """Links (`links.public`) that archive and queue know."""

    had: frozenset[str] = frozenset()
    """With identities (`domain.archive.identity`) among them."""
    queued: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    taken: frozenset[str] | None = None
    """Links that were taken from the list before; None when this is the first time."""
    listed: frozenset[str] | None = None
    """Links that stood in the list when it was last looked at; None when it never was."""


NOTHING_KNOWN = KnownLinks()


@dataclass(frozen=True)
class Earlier:
    """What earlier looks at a list have left."""

    url: str
    taken: frozenset[str] = frozenset()
    """Links that were taken from it."""
    listed: frozenset[str] | None = None
    """As in `KnownLinks`."""


def known_links(
    queue: Iterable[Job], intent: Intent, had: Iterable[str] = (), earlier: Earlier | None = None
) -> KnownLinks:
    """What queue and archive tell to who wants this kind of file of a list.

    `had` are links and identities.
    """
    of_list = set(map(public, earlier.taken)) if earlier is not None else set()
    by_kind: dict[str, set[str]] = {"had": set(had), "queued": set(), "failed": set()}
    for job in queue:
        if earlier is not None and job.playlist_url == earlier.url:
            of_list.add(public(job.url))
        if job.state is JobState.FAILED:
            by_kind["failed"].add(public(job.url))
        elif job.state is not JobState.CANCELLED and intent_of(job.options) == intent:
            by_kind["had" if job.state in DELIVERED_STATES else "queued"].add(public(job.url))
    kinds = {kind: frozenset(links) for kind, links in by_kind.items()}
    return KnownLinks(**kinds, taken=frozenset(of_list) or None, listed=earlier.listed if earlier else None)


def state_of(entry: Entry, known: KnownLinks = NOTHING_KNOWN) -> EntryState:
    """The entry's state, as far as list, history and queue tell."""
    link = public(entry.url)
    if link in known.queued:
        return EntryState.QUEUED
    if link in known.had or entry.archive_id in known.had:
        return EntryState.HAVE
    if not is_open(entry.availability):
        return EntryState.CLOSED
    if entry.is_list:
        return EntryState.LIST
    return _state_of_open(entry, link, known)


def _state_of_open(entry: Entry, link: str, known: KnownLinks) -> EntryState:
    if entry.problem or link in known.failed:
        return EntryState.FAILED
    if entry.live_status in _LIVE:
        return EntryState.LIVE
    if known.listed is not None and link not in known.listed:
        return EntryState.NEW
    return EntryState.UNTAKEN if known.taken is not None and link not in known.taken else EntryState.READY


def state_words(entry: Entry, state: EntryState) -> str:
    """What stands in the row; nothing for an entry that is simply there."""
    if state is EntryState.CLOSED:
        return availability_words(entry.availability)
    if state is EntryState.LIVE and entry.live_status == "is_upcoming":
        return "Begins later"
    if state is EntryState.READY:
        return availability_words(entry.availability)
    return _WORDS[state]
