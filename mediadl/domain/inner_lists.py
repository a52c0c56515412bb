"""Lists that stand in a list: how an opened one is named, and which of them are tabs of one page; pure."""

from collections.abc import Sequence

from mediadl.domain.media import Entry, Playlist

_MOST_TABS = 12
_LONGEST_NAME = 24
"""Of a tab, in characters; longer ones are titles of playlists."""
_SEPARATOR = " "
"""Stands in no job's id and in no link that can be fetched."""


def inner_id(list_id: str, url: str) -> str:
    """The id of a list that was opened in another one; `list_id` is a job's id, or such an id itself."""
    return f"{list_id}{_SEPARATOR}{url}"


def path_of(list_id: str) -> tuple[str, ...]:
    """The links of the opened lists that lead to this one, the outermost first; none for a job's own."""
    return tuple(list_id.split(_SEPARATOR)[1:])


def outer_id(list_id: str) -> str | None:
    """The list in which this one was opened; None for a job's own."""
    outer, separator, _url = list_id.rpartition(_SEPARATOR)
    return outer if separator else None


def job_of(list_id: str) -> str:
    """The id of the job that the list belongs to."""
    return list_id.partition(_SEPARATOR)[0]


def tabs_of(playlist: Playlist, entries: Sequence[Entry]) -> tuple[tuple[str, Entry], ...]:
    """Name and entry of each tab, when a whole list is the tabs of one page; nothing when it is not.

    Sites do not say so: it is told by entries that are all lists, and lie below the page or bear its name.
    """
    if not 1 < len(entries) <= _MOST_TABS:
        return ()
    if not all(entry.is_list and _belongs(entry, playlist) for entry in entries):
        return ()
    tabs = tuple((_tab_name(entry, playlist), entry) for entry in entries)
    return tabs if all(len(name) <= _LONGEST_NAME for name, _entry in tabs) else ()


def _belongs(entry: Entry, playlist: Playlist) -> bool:
    return _below(entry, playlist) is not None or entry.title.startswith(f"{playlist.title} - ")


def _below(entry: Entry, playlist: Playlist) -> str | None:
    """What the entry's link has beyond the page's; None when it lies elsewhere."""
    page = playlist.url.partition("?")[0].rstrip("/") + "/"
    return entry.url.removeprefix(page) if entry.url.startswith(page) else None


def _tab_name(entry: Entry, playlist: Playlist) -> str:
    title = entry.title.removeprefix(f"{playlist.title} - ").strip()
    if title and title != entry.url:
        return title
    words = (_below(entry, playlist) or entry.url).partition("?")[0].strip("/").rpartition("/")[2]
    return words.replace("-", " ").replace("_", " ").capitalize()
