"""Reads what a channel has published, over all its tabs, and learns what a filter needs; nothing is added."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mediadl.contract.channels import ChannelFilters
from mediadl.domain.entry_criteria import Criteria
from mediadl.domain.entry_order import EntryOrder, in_order
from mediadl.domain.entry_states import EntryState
from mediadl.domain.errors import UserError
from mediadl.domain.failures import FailureKind
from mediadl.domain.links import public
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.engine.details import says_too_little, with_details
from mediadl.engine.prober import ProbeFailed
from mediadl.server.call import Call
from mediadl.server.looking import PASSING, Looked, look, look_at
from mediadl.server.problems import Code, Problem

READ_S = 120.0
"""For the lists of a channel, all of them together."""
LEARN_S = 60.0
"""For the pages of videos, all of them together."""
ONE_S = 20.0
PAUSE_S = 1.0
"""Between two pages: a site that is asked faster takes it for an attack."""
MOST_VIDEOS = 10_000
MOST_LISTS = 12
MOST_PAGES = 40
_ENDS_IT = frozenset({FailureKind.RATE_LIMITED, FailureKind.NETWORK_DOWN})


@dataclass
class Channel:
    """A channel as far as it was read."""

    head: Playlist
    videos: list[Entry] = field(default_factory=list)
    """In the channel's order, numbered from 1."""
    is_whole: bool = True
    is_enough: bool = False
    """Whether there are more than were wanted."""
    notes: list[str] = field(default_factory=list)

    def take(self, entries: Iterable[Entry]) -> None:
        """Add what is no list; a video stands in one place only, whatever tabs it has."""
        known = {public(entry.url) for entry in self.videos}
        for entry in entries:
            link = public(entry.url)
            if not entry.is_list and link not in known:
                known.add(link)
                self.videos.append(entry.model_copy(update={"index": len(self.videos) + 1}))

    def note(self, sentence: str) -> None:
        """Say that something is missing, and why."""
        self.is_whole = False
        self.notes.append(sentence)


@dataclass(frozen=True)
class Selected:
    """What the filters let through, in the order that was asked for, and what is not known of the rest."""

    channel: Channel
    videos: list[Entry]
    unknown_count: int
    unsorted_count: int


def criteria_of(wanted: ChannelFilters) -> Criteria:
    """The filters as the domain knows them."""
    return Criteria(
        wanted.min_duration,
        wanted.max_duration,
        wanted.date_after,
        wanted.date_before,
        wanted.min_views,
        wanted.max_views,
    )


async def read_channel(call: Call, wanted: ChannelFilters, enough: int) -> Selected:
    """The videos that are wanted. No more than `enough` are read where neither filter nor order needs more.

    Raises:
        Problem: the link cannot be looked at, or is a single media.
    """
    criteria, order = criteria_of(wanted), wanted.sort_by
    needs_all = order is not None or not criteria.is_empty
    channel = await _read(call, wanted.url, MOST_VIDEOS if needs_all else enough)
    if needs_all:
        await _learn(call, channel, criteria, order)
    return await asyncio.to_thread(_select, channel, criteria, order)


def _select(channel: Channel, criteria: Criteria, order: EntryOrder | None) -> Selected:
    channel.videos = [one for one in channel.videos if not one.is_list]
    # The state plays no part: none is asked for.
    videos = [one for one in channel.videos if criteria.accepts(one, EntryState.READY)]
    unknown = sum(criteria.is_open(one) and not criteria.excludes(one) for one in channel.videos)
    unsorted = 0
    if order is not None:
        videos = in_order(videos, order)
        unsorted = sum(getattr(one, order.field) is None for one in videos)
    return Selected(channel, videos, unknown, unsorted)


async def _read(call: Call, link: str, enough: int) -> Channel:
    deadline_s = asyncio.get_running_loop().time() + READ_S
    looked = await look_at(call, link, max(enough, MOST_LISTS), READ_S)
    if isinstance(looked.found, Media):
        sentence = "The link is a single media. Ask for it with GET /metadata."
        raise Problem(Code.METADATA_EXTRACTION_FAILED, sentence)
    channel = Channel(looked.found)
    lists = [entry for entry in looked.entries if entry.is_list]
    if lists and len(lists) == len(looked.entries):
        if len(lists) > MOST_LISTS or not looked.is_whole:
            channel.note(f"Only the first {MOST_LISTS} lists of the channel were read.")
        await _read_lists(call, channel, lists[:MOST_LISTS], enough, deadline_s)
    else:
        await _take(channel, looked, looked.found.title)
        if lists:
            channel.note(f"{_count(len(lists), 'list')} beside the videos of the channel were not read.")
    channel.is_enough |= len(channel.videos) > enough
    del channel.videos[enough:]
    return channel


async def _read_lists(
    call: Call, channel: Channel, lists: Sequence[Entry], enough: int, deadline_s: float
) -> None:
    """Read the tabs of a channel one after the other."""
    clock = asyncio.get_running_loop().time
    for at, inner in enumerate(lists):
        if len(channel.videos) >= enough:
            channel.is_enough = True
            break
        if clock() >= deadline_s:
            left = _count(len(lists) - at, "list")
            channel.note(f"Of the channel {left} were not read: that takes too long.")
            break
        try:
            looked = await look(call, inner.url, enough - len(channel.videos), deadline_s - clock())
        except UserError as error:
            channel.note(f"“{inner.title}” could not be read: {error}")
            continue
        await _take(channel, looked, inner.title)
        if any(entry.is_list for entry in looked.entries):
            channel.note(f"Lists inside “{inner.title}” were not read.")


async def _take(channel: Channel, looked: Looked, title: str) -> None:
    await asyncio.to_thread(channel.take, looked.entries)  # thousands would hold up the loop
    channel.is_enough |= looked.is_enough
    if looked.is_enough and len(channel.videos) >= MOST_VIDEOS:
        channel.note(f"Only the first {MOST_VIDEOS:,} videos were read.")
    elif not looked.is_whole and not looked.is_enough:
        channel.note(f"“{title}” took too long to read; what had come by then is told.")


async def _learn(call: Call, channel: Channel, criteria: Criteria, order: EntryOrder | None) -> None:
    """Look at the pages of videos whose list does not say what is asked for, in bounds of number and time."""
    fields = criteria.fields | ({order.field} if order else set())
    videos = channel.videos

    def recall() -> list[int]:
        videos[:] = [call.api.learned.over(call.owner_id, one) for one in videos]
        open_ = ((at, one) for at, one in enumerate(videos) if not criteria.excludes(one))
        return [at for at, one in open_ if says_too_little(one, fields)]

    dull = await asyncio.to_thread(recall)
    clock = asyncio.get_running_loop().time
    deadline_s = clock() + LEARN_S
    for done, at in enumerate(dull):
        if done >= MOST_PAGES or clock() >= deadline_s:
            left = _count(len(dull) - done, "video")
            channel.notes.append(f"The pages of {left} were not looked at: that takes too long.")
            return
        if done:
            await asyncio.sleep(PAUSE_S)
        entry = await _look_at(call, videos[at], deadline_s - clock())
        if entry is None:
            channel.notes.append("The site asks for patience, so not all videos were looked at.")
            return
        videos[at] = entry


async def _look_at(call: Call, entry: Entry, left_s: float) -> Entry | None:
    """The entry with what its own page says; None when nothing more is to be asked."""
    try:
        found = (await look(call, entry.url, 0, min(ONE_S, left_s))).found
    except ProbeFailed as error:
        if error.failure.kind in _ENDS_IT:
            return None
        told = entry.model_copy(update={"problem": str(error)})
        if error.failure.kind in PASSING:
            return told
    except UserError as error:
        told = entry.model_copy(update={"problem": str(error)})
    else:
        is_list = isinstance(found, Playlist)
        told = with_details(entry, found) if isinstance(found, Media) else entry
        told = told.model_copy(update={"is_list": is_list})
    call.api.learned.note(call.owner_id, told)
    return told


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
