"""Entries of a growing list that have options of their own; plain Python without any widget."""

from collections.abc import Iterable, Iterator, Sequence

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.options import DownloadOptions


class EntriesOwn:
    """Options by position. Those of an earlier run wait for their entries by key."""

    def __init__(self) -> None:
        self._options: dict[int, DownloadOptions] = {}
        self._awaited: dict[EntryKey, DownloadOptions] = {}

    def __getitem__(self, at: int) -> DownloadOptions | None:
        return self._options.get(at)

    def __iter__(self) -> Iterator[tuple[int, DownloadOptions]]:
        return iter(self._options.items())

    def __bool__(self) -> bool:
        return bool(self._options)

    def restore(self, choice: Choice) -> None:
        """Go on from what was chosen in an earlier run; to be called before the first entry comes."""
        self._awaited = dict(choice.own_options)

    def append(self, keys: Sequence[EntryKey], start: int) -> bool:
        """Entries with these keys have come, the first one at `start`; return whether one has options."""
        if not self._awaited:
            return False
        before = len(self._options)
        for at, key in enumerate(keys, start=start):
            if (options := self._awaited.pop(key, None)) is not None:
                self._options[at] = options
        return len(self._options) > before

    def put(self, positions: Iterable[int], options: DownloadOptions | None) -> None:
        """Give these entries options of their own, or take them away for None."""
        for at in positions:
            if options is None:
                self._options.pop(at, None)
            else:
                self._options[at] = options

    def described(self, choice: Choice, keys: Sequence[EntryKey]) -> Choice:
        """The choice with these options, for `restore`; `keys` are those of all entries so far."""
        own = ((keys[at], options) for at, options in sorted(self._options.items()))
        return choice.model_copy(update={"own_options": (*own, *self._awaited.items())})
