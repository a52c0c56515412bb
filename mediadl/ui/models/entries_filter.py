"""Which entries of a list are shown, and in which order; plain Python, fast enough for every keystroke."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from itertools import islice
from typing import Any

from mediadl.domain.entry_criteria import Criteria
from mediadl.domain.entry_states import NOTHING_KNOWN, EntryState, KnownLinks, state_of
from mediadl.domain.media import Entry


class EntryColumn(IntEnum):
    """The columns of a list of entries, from left to right."""

    NUMBER = 0
    TITLE = 1
    DURATION = 2
    UPLOADER = 3
    DATE = 4
    VIEWS = 5
    OPTIONS = 6
    STATE = 7


SortKey = Callable[[Entry], float | str | None]
SORT_KEYS: dict[EntryColumn, SortKey] = {
    EntryColumn.NUMBER: lambda entry: entry.index,
    EntryColumn.TITLE: lambda entry: entry.title.casefold(),
    EntryColumn.DURATION: lambda entry: entry.duration_s,
    EntryColumn.UPLOADER: lambda entry: entry.uploader.casefold() if entry.uploader else None,
    EntryColumn.DATE: lambda entry: entry.upload_date,
    EntryColumn.VIEWS: lambda entry: entry.view_count,
}
"""How the columns are ordered that an entry itself fills."""
_EVERYTHING = Criteria()
_STATE_RANKS = {state: rank or None for rank, state in enumerate(EntryState)}


class EntriesFilter:
    """Entries in the list's order, and `rows`: positions of those that are shown, in the order asked for."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.rows: list[int] = []
        self.words: tuple[str, ...] = ()
        self.criteria = _EVERYTHING
        self.states: list[EntryState] = []
        """One for each entry."""
        self.known = NOTHING_KNOWN
        self._haystacks: list[str] = []
        self._column: EntryColumn | None = None
        self._keys: list[Any] = []
        self._option_ranks: Callable[[int], int | None] = lambda _at: None
        self._descending = False

    @property
    def hides(self) -> bool:
        """Whether a search or a bound may hide entries."""
        return bool(self.words) or self.criteria is not _EVERYTHING

    @property
    def is_sorted(self) -> bool:
        """Whether another order than the list's own is shown."""
        return self._column is not None

    def append(self, entries: Iterable[Entry]) -> list[int]:
        """Take in more entries; return the positions of the shown ones, which are not yet in `rows`."""
        start = len(self.entries)
        new = list(entries)
        self.entries.extend(new)
        self._haystacks.extend(haystack(entry) for entry in new)
        self.states.extend(state_of(entry, self.known) for entry in new)
        if self._column is not None:
            self._keys.extend(map(self._key, range(start, len(self.entries))))
        return self._matching(start)

    def search(self, text: str) -> None:
        """Show the entries that have every word of `text` in their title or uploader."""
        words = tuple(folded(text).split())
        narrower = bool(self.words) and " ".join(words).startswith(" ".join(self.words))
        self.words = words
        if narrower:
            self.rows = self._with_words(self.rows)
        else:
            self.rows = self._ordered(self._matching())

    def bound(self, criteria: Criteria) -> None:
        """Show the entries that lie within other bounds."""
        self.criteria = _EVERYTHING if criteria.is_empty else criteria
        self.rows = self._ordered(self._matching())

    def change(self, at: int, entry: Entry) -> None:
        """More is known of an entry; where it stands, and whether, stays until the next question."""
        self.entries[at] = entry
        self._haystacks[at] = haystack(entry)
        self.states[at] = state_of(entry, self.known)
        if self._column is not None:
            self._keys[at] = self._key(at)

    def fits_now(self, at: int) -> bool:
        """Whether an entry that is not shown would be, now that more is known of it."""
        entry, words = self.entries[at], self._haystacks[at]
        return self.criteria.accepts(entry, self.states[at]) and all(word in words for word in self.words)

    def undecided(self, most: int) -> list[int]:
        """Positions of the first entries that are hidden only because too little is known of them."""
        if self.criteria is _EVERYTHING:
            return []
        candidates = (at for at in self._with_words(range(len(self.entries))) if self._is_open(at))
        return list(islice(candidates, most))

    def _is_open(self, at: int) -> bool:
        return self.criteria.is_open(self.entries[at]) and not self.entries[at].was_looked_at

    def know(self, known: KnownLinks) -> list[int]:
        """Other links are known now; return the positions of entries whose state that changes."""
        if known == self.known:
            return []
        self.known = known
        fresh = [state_of(entry, known) for entry in self.entries]
        changed = [at for at, state in enumerate(fresh) if state is not self.states[at]]
        self.states = fresh
        if changed and self._column is EntryColumn.STATE:
            self._keys = [self._key(at) for at in range(len(self.entries))]
        return changed

    def sort(
        self,
        column: EntryColumn | None,
        *,
        descending: bool,
        option_ranks: Callable[[int], int | None] = lambda _at: None,
    ) -> None:
        """Order by a column, or as the list is for None. What is not known stands last either way.

        `option_ranks` orders positions by the options of their own.
        """
        self._column, self._descending, self._option_ranks = column, descending, option_ranks
        self._keys = [] if column is None else [self._key(at) for at in range(len(self.entries))]
        self.rows = self._ordered(sorted(self.rows))

    def sort_rows(self) -> None:
        """Bring rows that were added at the end to their place."""
        self.rows = self._ordered(self.rows)

    def _key(self, at: int) -> float | str | None:
        if self._column is EntryColumn.STATE:
            return _STATE_RANKS[self.states[at]]
        if self._column is EntryColumn.OPTIONS:
            return self._option_ranks(at)
        return SORT_KEYS[self._column](self.entries[at]) if self._column is not None else None

    def _matching(self, start: int = 0) -> list[int]:
        """Positions from `start` on that words and bounds let through, in the list's order."""
        rows = self._with_words(range(start, len(self.entries)))
        if self.criteria is _EVERYTHING:
            return rows
        accepts, entries, states = self.criteria.accepts, self.entries, self.states
        return [at for at in rows if accepts(entries[at], states[at])]

    def _with_words(self, rows: Sequence[int]) -> list[int]:
        """Word by word: a loop over 10,000 with nothing called in it takes a millisecond."""
        haystacks, left = self._haystacks, list(rows)
        for word in self.words:
            left = [at for at in left if word in haystacks[at]]
        return left

    def _ordered(self, rows: Sequence[int]) -> list[int]:
        if self._column is None:
            return list(rows)
        keys = self._keys
        known = [at for at in rows if keys[at] is not None]
        known.sort(key=keys.__getitem__, reverse=self._descending)
        return known if len(known) == len(rows) else known + [at for at in rows if keys[at] is None]


def haystack(entry: Entry) -> str:
    """The text that is searched, folded as the words searched for are."""
    return folded(f"{entry.title}\n{entry.uploader or ''}")


def folded(text: str) -> str:
    """Text without case and accents: "Café" is found by "cafe"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
