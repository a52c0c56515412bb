"""What the user has chosen of a list so far, in a form that meets the list again after a restart."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from mediadl.domain import items
from mediadl.domain.entry_states import CHECKED_BY_RULE, EntryState
from mediadl.domain.errors import InvalidItems
from mediadl.domain.layers import Layer
from mediadl.domain.links import public
from mediadl.domain.media import Entry


class EntryKey(NamedTuple):
    """An entry, wherever it stands when the list is read again: others may have come before it."""

    url: str
    repeat: int = 0
    """How many entries with the same link come before it: a list may name one media twice."""


class EntryKeys:
    """Gives the entries of one list their keys, one after the other, in the list's order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def key_of(self, entry: Entry) -> EntryKey:
        """The key of the next entry."""
        repeat = self._seen[entry.url]
        self._seen[entry.url] += 1
        return EntryKey(entry.url, repeat)


class Choice(BaseModel):
    """A rule for all entries, and what deviates from it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    everything: bool = True
    """Whether an entry is checked that nothing else is said of."""
    range: str | None = None
    """A range expression that takes the place of `everything`."""
    checked: tuple[EntryKey, ...] = ()
    """Checked although the rule says no."""
    unchecked: tuple[EntryKey, ...] = ()
    preset: str | None = None
    """Name of the preset picked for all; None is what the link was added with."""
    own_options: tuple[tuple[EntryKey, Layer], ...] = ()
    """Entries that are downloaded with other options than the rest: what lies over those."""
    inside: tuple[tuple[str, "Choice"], ...] = ()
    """What is chosen in checked entries that are lists, by their links; one that is not here goes whole."""

    @property
    def goes_on(self) -> bool:
        """Whether entries may be taken that have not come yet."""
        return self.everything or self.range is not None

    def within(self, url: str) -> "Choice | None":
        """What is chosen in the list of this link; None when nobody has looked into it."""
        return dict(self.inside).get(url)

    def with_inner(self, url: str, choice: "Choice") -> "Choice":
        """The choice with this for the list of this link."""
        return self.model_copy(update={"inside": tuple({**dict(self.inside), url: choice}.items())})

    def without(self, keys: Collection[EntryKey]) -> "Choice":
        """The choice for those that are still to be taken when these are taken already."""
        checked = tuple(key for key in self.checked if key not in keys)
        unchecked = tuple(dict.fromkeys((*self.unchecked, *keys)))
        return self.model_copy(update={"checked": checked, "unchecked": unchecked})


def chosen(
    choice: Choice, entries: Sequence[Entry], states: Sequence[EntryState], taken: Collection[str] = ()
) -> list[int]:
    """Indexes of the entries of a whole list that a choice takes, but for links that are `taken` already."""
    keys, last = EntryKeys(), entries[-1].index if entries else 0
    checked, unchecked = frozenset(choice.checked), frozenset(choice.unchecked)
    named: frozenset[int] = frozenset()
    if choice.range is not None:
        try:
            named = frozenset(items.selected(choice.range, last))
        except InvalidItems:
            named = frozenset()  # the list has become too short for it
    indexes: list[int] = []
    for entry, state in zip(entries, states, strict=True):
        key = keys.key_of(entry)
        by_rule = choice.everything and state in CHECKED_BY_RULE
        by_rule = entry.index in named if choice.range is not None else by_rule
        is_wanted = key in checked or (by_rule and key not in unchecked)
        if is_wanted and public(entry.url) not in taken:
            indexes.append(entry.index)
    return indexes
