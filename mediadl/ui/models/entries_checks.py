"""Which entries of a growing list are checked, and what they come to; plain Python without any widget."""

from collections.abc import Iterable, Sequence

from mediadl.domain import items
from mediadl.domain.choice import Choice, EntryKey, EntryKeys
from mediadl.domain.entry_states import CHECKED_BY_RULE, EntryState, state_of
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
        self._takes = bytearray()
        """Whether a rule for all takes the entry (`CHECKED_BY_RULE`)."""
        self._default = True
        self._expression: str | None = None
        self._wanted: frozenset[int] = frozenset()
        self._chosen_by_hand = False
        self._restored: set[int] = set()
        """Positions whose checks come from an earlier run."""
        self._keys_of_list = EntryKeys()
        self.keys: list[EntryKey] = []
        """Of all entries so far, in the list's order."""
        self._awaited: dict[EntryKey, bool] = {}
        """Checks of an earlier run whose entries have not come yet."""

    def __getitem__(self, at: int) -> bool:
        return bool(self._flags[at])

    @property
    def range(self) -> str | None:
        """The range expression that the checks come from, if they do."""
        return self._expression

    def restore(self, choice: Choice) -> None:
        """Go on from what was chosen in an earlier run; to be called before the first entry comes."""
        self._default, self._expression = choice.everything, choice.range
        self._awaited = {**dict.fromkeys(choice.unchecked, False), **dict.fromkeys(choice.checked, True)}

    def described(self, choice: Choice) -> Choice:
        """The choice with these checks, for `restore`; what else it says stays."""
        deviating = [
            (key, checked)
            for at, (key, checked) in enumerate(zip(self.keys, map(bool, self._flags), strict=True))
            if checked is not self._by_rule(at)
        ]
        deviating += self._awaited.items()
        checks = {
            "everything": self._default,
            "range": self._expression,
            "checked": tuple(key for key, checked in deviating if checked),
            "unchecked": tuple(key for key, checked in deviating if not checked),
        }
        return choice.model_copy(update=checks)

    def append(self, entries: Iterable[Entry], states: Sequence[EntryState] | None = None) -> bool:
        """Take in more entries of the list; return whether checks of earlier ones changed with it.

        `states` are theirs where more is known than the list itself says.
        """
        start = len(self._entries)
        self._entries.extend(entries)
        found = states or [state_of(entry) for entry in self._entries[start:]]
        self._takes.extend(state in CHECKED_BY_RULE for state in found)
        self._positions.update((self._entries[at].index, at) for at in range(start, len(self._entries)))
        self._flags.extend(bytes(len(self._entries) - start))
        self.keys.extend(self._keys_of_list.key_of(entry) for entry in self._entries[start:])
        rechecked = self._expression is not None and self._append_by_range(start)
        for at in range(start, len(self._entries)):
            if (awaited := self._awaited.pop(self.keys[at], None)) is not None:
                self._restored.add(at)
                self._put(at, awaited)
            elif self._expression is None:
                self._put(at, self._by_rule(at))
        return rechecked

    def change(self, at: int, entry: Entry, state: EntryState) -> bool:
        """More is known of an entry now; return whether its check changed with it, as a rule's may."""
        before, by_rule = bool(self._flags[at]), bool(self._flags[at]) is self._by_rule(at)
        self._put(at, False)  # out of the sums with what it said, into them with what it says
        self._entries[at], self._takes[at] = entry, state in CHECKED_BY_RULE
        self._put(at, self._by_rule(at) if by_rule else before)
        return bool(self._flags[at]) is not before

    def put(self, positions: Iterable[int], checked: bool) -> None:
        """Check or uncheck these."""
        self._chosen_by_hand = True
        for at in positions:
            self._put(at, checked)

    def put_all(self, positions: Sequence[int], checked: bool, *, whole: bool) -> None:
        """Check or uncheck what is shown; `whole` when that is the whole list, with what is still to come.

        What no rule takes (`CHECKED_BY_RULE`) is never checked for being among all.
        """
        if whole:
            self._default, self._expression = checked, None
            self._awaited.clear()
        for at in positions:
            self._put(at, checked and bool(self._takes[at]))

    def invert(self, positions: Sequence[int], *, whole: bool) -> None:
        """Turn the checks of what is shown around; as with all, what no rule takes is never checked."""
        if whole:
            self._default, self._expression = not self._default, None
            self._awaited = {key: not awaited for key, awaited in self._awaited.items()}
        for at in positions:
            self._put(at, not self._flags[at] and bool(self._takes[at]))

    def select(self, expression: str) -> None:
        """Check exactly what a range expression such as "1-10,15,-5:" names, also as the list grows.

        Raises:
            InvalidItems: it cannot be read, or selects nothing of what is there.
        """
        wanted = frozenset(items.selected(expression, self._last_index))
        self._expression, self._default, self._chosen_by_hand = expression, False, False
        self._restored.clear()
        self._awaited.clear()
        self._wanted = wanted
        for at, entry in enumerate(self._entries):
            self._put(at, entry.index in wanted)

    def indexes(self) -> list[int]:
        """Indexes of the checked entries, in the list's order."""
        return [entry.index for entry, checked in zip(self._entries, self._flags, strict=True) if checked]

    @property
    def _last_index(self) -> int:
        return self._entries[-1].index if self._entries else 0

    def _by_rule(self, at: int) -> bool:
        """Whether the entry is checked when nobody says anything of it alone."""
        if self._expression is not None:
            return self._entries[at].index in self._wanted
        return self._default and bool(self._takes[at])

    def _append_by_range(self, start: int) -> bool:
        try:
            wanted = frozenset(items.selected(self._expression or "", self._last_index))
        except InvalidItems:
            wanted = frozenset()
        rechecked = False
        for index in wanted ^ self._wanted:
            at = self._positions.get(index, -1)
            # "-5:" means other entries now; but what was checked by hand since stays as it is.
            if at >= start or (at >= 0 and not self._chosen_by_hand and at not in self._restored):
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
