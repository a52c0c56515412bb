"""The real window with a long history, in a process of its own: loaded, scrolled, searched, sorted, timed.

A line of JSON on stdin says how long it is; one on stdout says how it went.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mediadl.app import open_window
from mediadl.domain.job import JobState
from mediadl.store.store import Store
from mediadl.ui.loop import run
from mediadl.ui.main_window import MainWindow
from mediadl.ui.rail import Place
from tests.bench.ticker import Ticker
from tests.helpers.engines import paths_in
from tests.helpers.jobs import NOON, a_job

SETTLE_S = 5.0
FRAME_S = 0.016
SCROLLS = 100
BETWEEN_KEYS_S = 0.12
NEEDLE = "film 1777"


def main() -> int:
    """Play the scene: `{"folder", "lines"}`."""
    scene = json.loads(sys.stdin.readline())
    folder = Path(scene["folder"])
    asyncio.run(_fill(folder, scene["lines"]))
    return run(lambda application: _play(application, folder), [])


async def _fill(folder: Path, lines: int) -> None:
    paths = paths_in(folder)
    paths.data.mkdir(parents=True, exist_ok=True)
    store = await Store.open(paths.database, keeps_backups=False)
    await store.history.restore(
        [
            a_job(
                JobState.COMPLETED,
                title=f"Film {number} of many",
                url=f"https://example.com/{number}",
                site=("Lab", "Vimeo", "Example")[number % 3],
                size_bytes=number * 7919 % 1_000_003,
                files=(str(folder / f"Film {number}.mp4"),),
                finished_at=NOON + timedelta(minutes=number),
            )
            for number in range(lines)
        ]
    )
    await store.close()


async def _play(application: QApplication, folder: Path) -> int:
    async with open_window(application, paths_in(folder)) as (window, _engine):
        await asyncio.sleep(SETTLE_S)
        view, ticker, told = window.history_view, Ticker(), dict[str, Any]()
        ticker.start()
        window.show_place(Place.HISTORY)
        told["first_lines_s"] = await _seconds_until(lambda: view.model.rowCount() > 0)
        for _page in range(4):
            count = view.model.rowCount()
            view.more.click()
            await _seconds_until(lambda count=count: view.model.rowCount() > count)
        told["loading"] = ticker.stop()
        ticker.start()
        await _scroll(window)
        told["scrolling"] = ticker.stop()
        ticker.start()
        told["found_s"] = await _search(window)
        told["typing"] = ticker.stop()
        ticker.start()
        told["ordered_s"] = await _order(window)
        told["sorting"] = ticker.stop()
        print(json.dumps(told), flush=True)
    return 0


async def _seconds_until(reached: Callable[[], bool]) -> float:
    began_s = time.monotonic()
    async with asyncio.timeout(60):
        while not reached():
            await asyncio.sleep(0.005)
    return time.monotonic() - began_s


async def _scroll(window: MainWindow) -> None:
    bar = window.history_view.list.verticalScrollBar()
    for step in range(SCROLLS):
        bar.setValue(bar.maximum() * step // SCROLLS)
        await asyncio.sleep(FRAME_S)


async def _search(window: MainWindow) -> float:
    """Seconds from the last key to what it finds."""
    view = window.history_view
    view.search.setFocus()
    for key in NEEDLE:
        QTest.keyClick(view.search, key)
        await asyncio.sleep(BETWEEN_KEYS_S)
    found_s = await _seconds_until(lambda: 0 < view.model.rowCount() < 20)
    for _key in NEEDLE:
        QTest.keyClick(view.search, Qt.Key.Key_Backspace)
        await asyncio.sleep(BETWEEN_KEYS_S)
    await _seconds_until(lambda: view.model.rowCount() > 20)
    return found_s


async def _order(window: MainWindow) -> float:
    """The longest wait for another order."""
    view, longest_s = window.history_view, 0.0
    for place in range(view.tools.order.count() - 1, -1, -1):
        before = _first(window)
        view.tools.order.setCurrentIndex(place)
        longest_s = max(longest_s, await _seconds_until(lambda before=before: _first(window) != before))
    return longest_s


def _first(window: MainWindow) -> list[str]:
    """The first lines: two orders may begin with the same one."""
    model = window.history_view.model
    return [model.line(row).job.id for row in range(min(5, model.rowCount()))]


if __name__ == "__main__":
    sys.exit(main())
