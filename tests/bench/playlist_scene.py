"""The real window with a long list in it, in a process of its own: scrolled, searched, sorted, and timed.

A line of JSON on stdin says what to open; one on stdout says how it went.
"""

import asyncio
import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mediadl.app import open_window
from mediadl.engine.engine import Engine
from mediadl.ui.loop import run
from mediadl.ui.main_window import MainWindow
from tests.bench.ticker import Ticker
from tests.helpers.engines import paths_in

SETTLE_S = 5.0
FRAME_S = 0.016
SCROLLS = 150
KEYS = ("forest", "9 ab", "quiet har")
BETWEEN_KEYS_S = 0.12


def main() -> int:
    """Play the scene: `{"folder", "link", "entries"}`."""
    scene = json.loads(sys.stdin.readline())
    return run(lambda application: _play(application, scene), [])


async def _play(application: QApplication, scene: dict[str, Any]) -> int:
    async with open_window(application, paths_in(Path(scene["folder"]))) as (window, engine):
        await asyncio.sleep(SETTLE_S)
        told: dict[str, Any] = {}
        gc.collect()
        before = _resident()
        ticker = Ticker()
        ticker.start()
        told["first_rows_s"], told["all_rows_s"] = await _open(window, engine, scene)
        told["arriving"] = ticker.stop()
        gc.collect()
        told["bytes_per_1000"] = (_resident() - before) * 1000 / scene["entries"]
        for name, phase in (("scrolling", _scroll), ("typing", _type), ("sorting and checking", _order)):
            ticker.start()
            await phase(window)
            told[name] = ticker.stop()
        print(json.dumps(told), flush=True)
    return 0


async def _open(window: MainWindow, engine: Engine, scene: dict[str, Any]) -> tuple[float, float]:
    """Seconds from adding the link to the first rows on the screen, and to the last one."""
    view, began_s, first_s = window.playlist_view, time.monotonic(), 0.0
    await engine.add(scene["link"])
    while view.model.rowCount() < scene["entries"]:
        if not first_s and view.isVisible() and view.model.rowCount():
            first_s = time.monotonic() - began_s
        await asyncio.sleep(0.01)
    return first_s, time.monotonic() - began_s


async def _scroll(window: MainWindow) -> None:
    bar = window.playlist_view.table.verticalScrollBar()
    for step in range(SCROLLS):
        bar.setValue(bar.maximum() * step // SCROLLS)
        await asyncio.sleep(FRAME_S)


async def _type(window: MainWindow) -> None:
    field = window.playlist_view.tools.search_field
    field.setFocus()
    for words in KEYS:
        for key in words:
            QTest.keyClick(field, key)
            await asyncio.sleep(BETWEEN_KEYS_S)
        for _key in words:
            QTest.keyClick(field, Qt.Key.Key_Backspace)
            await asyncio.sleep(BETWEEN_KEYS_S)


async def _order(window: MainWindow) -> None:
    view = window.playlist_view
    for column in (1, 2, 4, 0, -1):
        view.model.sort(column, Qt.SortOrder.DescendingOrder)
        await asyncio.sleep(BETWEEN_KEYS_S)
    for act in (view.tools.none_action, view.tools.all_action, view.tools.invert_action):
        act.trigger()
        await asyncio.sleep(1.0)  # the choice is saved meanwhile


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    sys.exit(main())
