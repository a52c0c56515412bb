"""What the cells of a list of entries say, and where they stand; plain functions, nothing is drawn."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt

from mediadl.domain import units
from mediadl.domain.media import Entry
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import preset_of
from mediadl.ui.models.entries_filter import EntryColumn

HEADERS: Mapping[EntryColumn, str] = {
    EntryColumn.NUMBER: "#",
    EntryColumn.TITLE: "Title",
    EntryColumn.DURATION: "Duration",
    EntryColumn.UPLOADER: "Uploader",
    EntryColumn.DATE: "Date",
    EntryColumn.VIEWS: "Views",
    EntryColumn.OPTIONS: "Options",
    EntryColumn.STATE: "State",
}
NUMERIC = frozenset({EntryColumn.DURATION, EntryColumn.VIEWS})

_TEXTS: dict[EntryColumn, Callable[[Entry], str]] = {
    EntryColumn.NUMBER: lambda entry: f"{entry.index:,}",
    EntryColumn.TITLE: lambda entry: entry.title,
    EntryColumn.DURATION: lambda entry: "" if entry.duration_s is None else units.duration(entry.duration_s),
    EntryColumn.UPLOADER: lambda entry: entry.uploader or "",
    EntryColumn.DATE: lambda entry: units.date(entry.upload_date) if entry.upload_date else "",
    EntryColumn.VIEWS: lambda entry: "" if entry.view_count is None else f"{entry.view_count:,}",
}


def alignment(column: EntryColumn) -> Qt.AlignmentFlag:
    """Numbers stand to the right, words to the left."""
    side = Qt.AlignmentFlag.AlignRight if column in NUMERIC else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def text_of(entry: Entry, column: EntryColumn) -> str:
    """What a cell says that the entry alone fills; nothing where the list says nothing."""
    return _TEXTS[column](entry)


def options_words(options: DownloadOptions | None) -> str:
    """Options of an entry's own in a word or two; nothing for none."""
    if options is None:
        return ""
    known = preset_of(options)
    return known.title if known is not None else "Options of its own"


def facts_of(entry: Entry) -> str:
    """One line of what is known, for where there are no columns: "3:25 · 2026-01-31 · 1,200 views"."""
    views = text_of(entry, EntryColumn.VIEWS)
    columns = (EntryColumn.DURATION, EntryColumn.DATE, EntryColumn.UPLOADER)
    parts = [*(text_of(entry, column) for column in columns), f"{views} views" if views else ""]
    return " · ".join(part for part in parts if part)
