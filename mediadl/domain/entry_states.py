"""What matters of an entry of a list to who chooses: had before, in the queue, closed, live; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mediadl.domain.availability import availability_words, is_open
from mediadl.domain.job import DELIVERED_STATES, Job, JobState
from mediadl.domain.links import public
from mediadl.domain.media import Entry


class EntryState(StrEnum):
    """One word for an entry; of several that fit it is the one that matters most to who chooses."""

    READY = "ready"
    """Nothing stands in the way."""
    NEW = "new"
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


CHECKED_BY_RULE = frozenset({EntryState.READY, EntryState.NEW, EntryState.FAILED, EntryState.LIVE})
"""What "everything" takes: not what is there already, what nobody may watch, or a list in the list."""

_LIVE = frozenset({"is_live", "is_upcoming"})
_WORDS: Mapping[EntryState, str] = {
    EntryState.READY: "",
    EntryState.NEW: "New",
    EntryState.HAVE: "Already have it",
    EntryState.QUEUED: "In the queue",
    EntryState.FAILED: "Failed",
    EntryState.LIVE: "Live",
    EntryState.LIST: "List",
}


@dataclass(frozen=True)
class KnownLinks:
    """Links (`links.public`) that history and queue know."""

    had: frozenset[str] = frozenset()
    queued: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    seen: frozenset[str] | None = None
    """Links that were taken from the list before; None when this is the first time."""


NOTHING_KNOWN = KnownLinks()


def known_links(
    queue: Iterable[Job], history: Iterable[tuple[str, str | None]], list_url: str | None = None
) -> KnownLinks:
    """What a queue and the links of a history tell, each with the list's it was taken from."""
    by_kind: dict[str, set[str]] = {"had": set(), "queued": set(), "failed": set(), "seen": set()}
    for link, of in history:
        by_kind["had"].add(public(link))
        if list_url is not None and of == list_url:
            by_kind["seen"].add(public(link))
    for job in queue:
        if list_url is not None and job.playlist_url == list_url:
            by_kind["seen"].add(public(job.url))
        if job.state in DELIVERED_STATES:
            by_kind["had"].add(public(job.url))
        elif job.state is JobState.FAILED:
            by_kind["failed"].add(public(job.url))
        elif job.state is not JobState.CANCELLED:
            by_kind["queued"].add(public(job.url))
    seen = frozenset(by_kind.pop("seen")) or None
    return KnownLinks(**{kind: frozenset(links) for kind, links in by_kind.items()}, seen=seen)


def state_of(entry: Entry, known: KnownLinks = NOTHING_KNOWN) -> EntryState:
    """The entry's state, as far as list, history and queue tell."""
    link = public(entry.url)
    if link in known.queued or link in known.had:
        return EntryState.QUEUED if link in known.queued else EntryState.HAVE
    if not is_open(entry.availability):
        return EntryState.CLOSED
    if entry.is_list:
        return EntryState.LIST
    if entry.problem or link in known.failed:
        return EntryState.FAILED
    if entry.live_status in _LIVE:
        return EntryState.LIVE
    return EntryState.NEW if known.seen is not None and link not in known.seen else EntryState.READY


def state_words(entry: Entry, state: EntryState) -> str:
    """What stands in the row; nothing for an entry that is simply there."""
    if state is EntryState.CLOSED:
        return availability_words(entry.availability)
    if state is EntryState.LIVE and entry.live_status == "is_upcoming":
        return "Begins later"
    if state is EntryState.READY:
        return availability_words(entry.availability)
    return _WORDS[state]
