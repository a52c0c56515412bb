"""10,000 entries in the playlist's model: rows arriving and a search, beside Qt's own proxy model."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication

from mediadl.ui.models.entries_model import EntriesModel
from tests.bench.site import Site
from tests.bench.table import Row
from tests.helpers.choices import some_entries

ENTRIES = 10_000
BATCH = 200
KEYSTROKES = ("t", "ti", "tit", "title 9", "title 99", "", "9", "x", "")


async def lists(_site: Site, _scratch: Path, _rounds: int) -> list[Row]:
    """Rows arriving and keystrokes, in a process of its own."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.lists",
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await child.communicate()
    command = "QStandardItemModel under QSortFilterProxyModel, in the same process"
    return [Row(name, "ms", ours, peers, command) for name, ours, peers in json.loads(output)]


def measured() -> list[tuple[str, list[float], list[float]]]:
    """Name, our times and the peer's, keystroke by keystroke in turns. Needs an application."""
    model, proxy, source = EntriesModel(), QSortFilterProxyModel(), QStandardItemModel()
    proxy.setSourceModel(source)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    ours, peers = _times(_appending(model)), _times(_appending_to(source))
    search, peer_search = [], []
    for key in KEYSTROKES:
        search.append(_timed(lambda key=key: model.search(key)))
        peer_search.append(_timed(lambda key=key: proxy.setFilterFixedString(key)))
    return [
        (f"{ENTRIES} entries: {BATCH} rows arrive", ours, peers),
        (f"{ENTRIES} entries: a keystroke in the search", search, peer_search),
    ]


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


if __name__ == "__main__":
    application = QApplication([])
    print(json.dumps(measured()))
