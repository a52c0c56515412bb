"""What the user has chosen of a list so far, in a form that meets the list again after a restart."""

from collections import Counter
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from mediadl.domain.media import Entry
from mediadl.domain.options import DownloadOptions


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
    own_options: tuple[tuple[EntryKey, DownloadOptions], ...] = ()
    """Entries that are downloaded with other options than the rest."""
