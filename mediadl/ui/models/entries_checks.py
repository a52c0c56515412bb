"""Which entries of a growing list are checked, and what they come to; plain Python without any widget."""

from collections.abc import Iterable, Sequence

from mediadl.domain import items
from mediadl.domain.availability import is_open
from mediadl.domain.errors import InvalidItems
from mediadl.domain.media import Entry


class EntriesChecks:
    """One check an entry, by its position; the last command for all also holds for entries still to come."""

    def __init__(self) -> None:
        self.count = 0
        """How many are checked."""
        self.duration_s = 0.0
        """Length of the checked ones together, as far as it is known."""
        self.unknown_durations = 0
        """How many of the checked ones do not say how long they are."""
        self._entries: list[Entry] = []
        self._positions: dict[int, int] = {}
        self._flags = bytearray()
        self._default = True
        self._expression: str | None = None
        self._wanted: frozenset[int] = frozenset()
        self._chosen_by_hand = False

    def __getitem__(self, at: int) -> bool:
        return bool(self._flags[at])

    def append(self, entries: Iterable[Entry]) -> bool:
        """Take in more entries of the list; return whether checks of earlier ones changed with it."""
        start = len(self._entries)
        self._entries.extend(entries)
        self._positions.update((self._entries[at].index, at) for at in range(start, len(self._entries)))
        self._flags.extend(bytes(len(self._entries) - start))
        if self._expression is not None:
            return self._append_by_range(start)
        for at in range(start, len(self._entries)):
            self._put(at, self._default and is_open(self._entries[at].availability))
        return False

    def put(self, positions: Iterable[int], checked: bool) -> None:
        """Check or uncheck these."""
        self._chosen_by_hand = True
        for at in positions:
            self._put(at, checked)

    def put_all(self, positions: Sequence[int], checked: bool, *, whole: bool) -> None:
        """Check or uncheck what is shown; `whole` when that is the whole list, with what is still to come.

        What cannot be watched is never checked for being among all.
        """
        if whole:
            self._default, self._expression = checked, None
        for at in positions:
            self._put(at, checked and is_open(self._entries[at].availability))

    def invert(self, positions: Sequence[int], *, whole: bool) -> None:
        """Turn the checks of what is shown around; as with all, what cannot be watched is never checked."""
        if whole:
            self._default, self._expression = not self._default, None
        for at in positions:
            self._put(at, not self._flags[at] and is_open(self._entries[at].availability))

    def select(self, expression: str) -> None:
        """Check exactly what a range expression such as "1-10,15,-5:" names, also as the list grows.

        Raises:
            InvalidItems: it cannot be read, or selects nothing of what is there.
        """
        wanted = frozenset(items.selected(expression, self._last_index))
        self._expression, self._chosen_by_hand = expression, False
        self._default = False
        self._wanted = wanted
        for at, entry in enumerate(self._entries):
            self._put(at, entry.index in wanted)

    def indexes(self) -> list[int]:
        """Indexes of the checked entries, in the list's order."""
        return [entry.index for entry, checked in zip(self._entries, self._flags, strict=True) if checked]

    @property
    def _last_index(self) -> int:
        return self._entries[-1].index if self._entries else 0

    def _append_by_range(self, start: int) -> bool:
        try:
            wanted = frozenset(items.selected(self._expression or "", self._last_index))
        except InvalidItems:
            wanted = frozenset()
        rechecked = False
        for index in wanted ^ self._wanted:
            at = self._positions.get(index, -1)
            # "-5:" means other entries now; but what was checked by hand since stays as it is.
            if at >= start or (at >= 0 and not self._chosen_by_hand):
                self._put(at, index in wanted)
                rechecked = rechecked or at < start
        self._wanted = wanted
        return rechecked

    def _put(self, at: int, checked: bool) -> None:
        if bool(self._flags[at]) is checked:
            return
        self._flags[at] = checked
        sign = 1 if checked else -1
        self.count += sign
        duration_s = self._entries[at].duration_s
        if duration_s is None:
            self.unknown_durations += sign
        else:
            self.duration_s += sign * duration_s
