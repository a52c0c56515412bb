"""Which entries of a list are let through: bounds of length, day and views, uploader, states; pure."""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from mediadl.domain.entry_states import EntryState
from mediadl.domain.errors import UserError
from mediadl.domain.media import Entry

Bound = TypeVar("Bound", float, str)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})")
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:m|min)?", re.IGNORECASE)
_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([km]?)", re.IGNORECASE)
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000}


class InvalidCriterion(UserError):
    """A bound cannot be read; the sentence says how it is written."""


@dataclass(frozen=True)
class Criteria:
    """What has to hold; None bounds nothing. What an entry does not say lies within no bound."""

    shortest_s: float | None = None
    longest_s: float | None = None
    first_day: str | None = None
    """YYYYMMDD, as in `Entry.upload_date`."""
    last_day: str | None = None
    fewest_views: int | None = None
    most_views: int | None = None
    uploader: str = ""
    """Part of the name, in lower case."""
    states: frozenset[EntryState] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is let through."""
        return all(getattr(self, field.name) == field.default for field in fields(self))

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields of an entry that bounds ask for."""
        bounds = {
            "duration_s": (self.shortest_s, self.longest_s),
            "upload_date": (self.first_day, self.last_day),
            "view_count": (self.fewest_views, self.most_views),
        }
        return frozenset(name for name, limits in bounds.items() if limits != (None, None))

    def is_open(self, entry: Entry) -> bool:
        """Whether it cannot be told yet if the entry lies within, for it does not say what is asked for."""
        return any(getattr(entry, name) is None for name in self.fields)

    def excludes(self, entry: Entry) -> bool:
        """Whether it cannot be let through, whatever else may still be learned of it."""
        return not (
            _may_lie_within(entry.duration_s, self.shortest_s, self.longest_s)
            and _may_lie_within(entry.upload_date, self.first_day, self.last_day)
            and _may_lie_within(entry.view_count, self.fewest_views, self.most_views)
        )

    def accepts(self, entry: Entry, state: EntryState) -> bool:
        """Whether the entry is shown."""
        return (
            (self.states is None or state in self.states)
            and _lies_within(entry.duration_s, self.shortest_s, self.longest_s)
            and _lies_within(entry.upload_date, self.first_day, self.last_day)
            and _lies_within(entry.view_count, self.fewest_views, self.most_views)
            and (not self.uploader or self.uploader in (entry.uploader or "").lower())
        )


def read_length(text: str) -> float | None:
    """Seconds of "3:25", "1:02:03" or minutes such as "90"; None for nothing.

    Raises:
        InvalidCriterion: it is no length.
    """
    words = text.strip()
    if not words:
        return None
    if clock := _CLOCK.fullmatch(words):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return 3600.0 * hours + 60 * minutes + seconds
    if minutes_only := _MINUTES.fullmatch(words):
        return 60 * float(minutes_only[1])
    raise InvalidCriterion(f"“{words}” is not a length. Write minutes, as 10, or a clock, as 3:25.")


def read_day(text: str, *, is_last: bool = False) -> str | None:
    """A day as YYYYMMDD of "2026-01-31", or the first or last one of "2026-01" or "2026"; None for nothing.

    Raises:
        InvalidCriterion: it is no day.
    """
    words = text.strip()
    if not words:
        return None
    try:
        year, month, day = ([int(part) for part in words.split("-")] + [None, None])[:3]
        assert year is not None
        date(year, month or 1, day or 1)
    except (ValueError, TypeError, AssertionError):
        raise InvalidCriterion(f"“{words}” is not a day. Write 2026-01-31, 2026-01 or 2026.") from None
    return f"{year:04}{month or (12 if is_last else 1):02}{day or (31 if is_last else 1):02}"


def read_count(text: str) -> int | None:
    """Views in digits, also as "10k" or "1.5M"; None for nothing.

    Raises:
        InvalidCriterion: it is no number.
    """
    words = text.strip().replace(",", "").replace(" ", "")
    if not words:
        return None
    if not (count := _COUNT.fullmatch(words)):
        raise InvalidCriterion(f"“{text.strip()}” is not a number. Write 10000, 10k or 1.5M.")
    return round(float(count[1]) * _FACTORS[count[2].lower()])


def _lies_within(value: Bound | None, low: Bound | None, high: Bound | None) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _may_lie_within(value: Bound | None, low: Bound | None, high: Bound | None) -> bool:
    return value is None or _lies_within(value, low, high)
