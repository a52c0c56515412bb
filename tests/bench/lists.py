"""10,000 entries in the playlist's model: rows arriving and a search, beside Qt's own proxy model."""

import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from mediadl.ui.models.entries_model import EntriesModel
from tests.helpers.choices import some_entries

ENTRIES = 10_000
BATCH = 200
KEYSTROKES = ("t", "ti", "tit", "title 9", "title 99", "", "9", "x", "")


def lists_table() -> str:
    """Measure both, keystroke by keystroke in turns, and return a table. Needs an application."""
    model, proxy, source = EntriesModel(), QSortFilterProxyModel(), QStandardItemModel()
    proxy.setSourceModel(source)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    ours, peers = _times(_appending(model)), _times(_appending_to(source))
    search, peer_search = [], []
    for key in KEYSTROKES:
        search.append(_timed(lambda key=key: model.search(key)))
        peer_search.append(_timed(lambda key=key: proxy.setFilterFixedString(key)))
    head = f"{f'{ENTRIES} entries, median (ms)':<44}{'ours':>8}{'QSortFilterProxyModel':>24}{'ratio':>8}"
    rows = ((f"{BATCH} rows arrive", ours, peers), ("a keystroke in the search", search, peer_search))
    return "\n".join([head, *(_line(*row) for row in rows)])


def _appending(model: EntriesModel) -> Iterator[Callable[[], object]]:
    for first in range(1, ENTRIES, BATCH):
        batch = some_entries(BATCH, first=first)
        yield lambda batch=batch: model.append(batch)


def _appending_to(source: QStandardItemModel) -> Iterator[Callable[[], object]]:
    root = source.invisibleRootItem()
    for first in range(1, ENTRIES, BATCH):
        batch = some_entries(BATCH, first=first)
        yield lambda batch=batch: root.appendRows([QStandardItem(entry.title) for entry in batch])


def _times(actions: Iterator[Callable[[], object]]) -> list[float]:
    return [_timed(action) for action in actions]


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - started)


def _line(name: str, ours: list[float], peers: list[float]) -> str:
    mine, theirs = statistics.median(ours), statistics.median(peers)
    return f"{name:<44}{mine:>8.2f}{theirs:>24.2f}{mine / max(theirs, 0.001):>8.2f}"
