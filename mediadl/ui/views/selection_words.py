"""What is chosen of a list, in words: how many, how long, about how large; no widget here."""

from mediadl.domain import units
from mediadl.domain.entry_states import EntryState
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.entries_model import EntriesModel


def entries(count: int) -> str:
    """Like "1 entry" or "10,000 entries"."""
    return "1 entry" if count == 1 else f"{count:,} entries"


def read(count: int, announced: int | None, *, is_read: bool, has_failed: bool) -> str:
    """How much of a list has come: "200 of 10,000 entries, loading…"."""
    if has_failed:
        return f"broke off after {entries(count)}"
    if is_read:
        return entries(count)
    if announced is not None and announced >= count:
        return f"{count:,} of {announced:,} entries, loading…"
    return f"{entries(count)} so far, loading…"


def total(model: EntriesModel, usual: DownloadOptions) -> str:
    """The chosen ones: "3 of 20 selected · 1:02:03 · about 400 MB"; `usual` are the options for all."""
    checks = model.checks
    line = f"{checks.count:,} of {model.entry_count:,} selected"
    if checks.duration_s:
        line += f" · {units.duration(checks.duration_s)}"
    if checks.duration_s and checks.unknown_durations:
        line += f" and {checks.unknown_durations:,} of unknown length"
    about = model.estimated_bytes(usual) if checks.duration_s else 0
    return f"{line} · about {units.size(about)}" if about else line


def detail(model: EntriesModel, elsewhere: int = 0) -> str:
    """What is particular about it; nothing, mostly. `elsewhere` are checked in other lists of the page."""
    parts: list[str] = [f"{elsewhere:,} more selected in its other lists."] if elsewhere else []
    if own := sum(1 for _each in model.own):
        parts.append(f"{own:,} with options of their own.")
    if new := model.count_of(EntryState.NEW):
        parts.append(f"{new:,} new since the last look.")
    if had := model.count_of(EntryState.HAVE):
        parts.append(f"{had:,} you already have.")
    if model.is_searching:
        shown = model.rowCount()
        parts.append(f"{shown:,} shown by search and filter; All, None and Invert act on these.")
    return " ".join(parts)
