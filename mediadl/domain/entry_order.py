"""In which order the entries of a list are told, by what they say of themselves; pure."""

from collections.abc import Sequence
from enum import StrEnum
from types import MappingProxyType

from mediadl.domain.media import Entry


class EntryOrder(StrEnum):
    """By what; the newest, most seen and longest first, titles from A to Z."""

    UPLOAD_DATE = "upload_date"
    VIEW_COUNT = "view_count"
    DURATION = "duration"
    TITLE = "title"

    @property
    def field(self) -> str:
        """The field of an entry that says it."""
        return _FIELDS[self]


_FIELDS = MappingProxyType({
    EntryOrder.UPLOAD_DATE: "upload_date",
    EntryOrder.VIEW_COUNT: "view_count",
    EntryOrder.DURATION: "duration_s",
    EntryOrder.TITLE: "title",
})  # fmt: skip


def in_order(entries: Sequence[Entry], order: EntryOrder) -> list[Entry]:
    """The entries in this order; those that do not say it come last, and equal ones stay as they stand."""
    if order is EntryOrder.TITLE:
        return sorted(entries, key=lambda entry: entry.title.casefold())
    known = [entry for entry in entries if getattr(entry, order.field) is not None]
    unknown = [entry for entry in entries if getattr(entry, order.field) is None]
    return [*sorted(known, key=lambda entry: getattr(entry, order.field), reverse=True), *unknown]
