"""A real window with a hand on its mouse and keyboard; every event goes through the X server."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from mediadl.app import open_window
from mediadl.domain.job import FINAL_STATES, Job
from mediadl.engine.engine import Engine
from mediadl.ui.loop import run
from mediadl.ui.main_window import MainWindow
from tests.helpers.engines import paths_in

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 120.0


class Stage:
    """The window, its engine, and what a person can do to it."""

    def __init__(self, window: MainWindow, engine: Engine, folder: Path) -> None:
        self.window = window
        self.engine = engine
        self.folder = folder

    @property
    def downloads(self) -> Path:
        """Where files go."""
        return self.folder / "downloads"

    async def until(self, reached: Callable[[], Any], what: str, timeout_s: float = TIMEOUT_S) -> None:
        """Wait until the condition holds; the error names what was waited for and shows the queue."""
        ends_at = time.monotonic() + timeout_s
        while not reached():
            if time.monotonic() > ends_at:
                self.screenshot(self.folder / "failed.png")
                states = [(job.display_title, job.state, job.failure) for job in self.engine.jobs]
                raise TimeoutError(f"waited {timeout_s} s for {what}; the queue: {states}")
            await asyncio.sleep(0.02)

    async def until_all_ended(self, count: int) -> list[Job]:
        """Wait until the queue holds `count` jobs and all of them have ended."""
        await self.until(
            lambda: (
                len(self.engine.jobs) == count and all(job.state in FINAL_STATES for job in self.engine.jobs)
            ),
            f"{count} jobs to end",
        )
        return list(self.engine.jobs)

    async def click(
        self, target: QWidget, at: QPoint | None = None, *, button: int = 1, times: int = 1
    ) -> None:
        """Move the mouse onto a widget and press its button, as a hand does."""
        await self.until(target.isVisible, f"{target.objectName() or type(target).__name__} to be visible")
        await self.point_at(target, at)
        await xdotool("click", "--repeat", str(times), "--delay", "60", str(button))
        await asyncio.sleep(0.05)

    async def click_row(self, view: QAbstractItemView, row: int, column: int = 0, **kwargs: Any) -> None:
        """Click the middle of an item's cell."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        await self.click(view.viewport(), view.visualRect(index).center(), **kwargs)

    async def point_at(self, target: QWidget, at: QPoint | None = None) -> None:
        """Move the mouse onto a point of a widget, its centre by default."""
        point = target.mapToGlobal(at if at is not None else target.rect().center())
        await xdotool("mousemove", str(point.x()), str(point.y()))
        await asyncio.sleep(0.05)

    async def drag_on(self, target: QWidget, start: QPoint, end: QPoint) -> None:
        """Press the mouse on a widget, move it to another place there, and let go."""
        await self.point_at(target, start)
        await xdotool("mousedown", "1")
        for step in range(1, 11):
            await self.point_at(target, start + (end - start) * step / 10)
        await xdotool("mouseup", "1")
        await asyncio.sleep(0.05)

    async def press(self, *keys: str) -> None:
        """Press keys or chords by their X names: "ctrl+v", "Return"."""
        await xdotool("key", "--delay", "30", *keys)
        await asyncio.sleep(0.05)

    async def type(self, text: str) -> None:
        """Type text key by key."""
        await xdotool("type", "--delay", "5", text)
        await asyncio.sleep(0.05)

    async def copy(self, text: str) -> None:
        """Have the text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        await asyncio.sleep(0.05)

    async def drop(self, kind: str, content: str, onto: QWidget) -> None:
        """Drag something out of another program's window and let it go over a widget."""
        where = self.window.geometry()
        command = [
            sys.executable,
            "-m",
            "tests.e2e.drag_source",
            kind,
            content,
            str(where.right() + 40),
            "40",
        ]
        source = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        try:
            assert source.stdout is not None
            x, y = (int(part) for part in (await source.stdout.readline()).split())
            target = onto.mapToGlobal(onto.rect().center())
            await drag(QPoint(x, y), target)
        finally:
            source.terminate()
            await source.wait()

    def screenshot(self, path: Path) -> None:
        """Save what the window shows."""
        self.window.grab().save(str(path))


async def drag(start: QPoint, end: QPoint) -> None:
    """Drag as slowly as toolkits want it: small moves, the way in steps, a nudge, a pause, and let go."""
    await xdotool("mousemove", str(start.x()), str(start.y()), "mousedown", "1")
    for step in range(1, 7):
        await xdotool("mousemove", str(start.x() - 3 * step), str(start.y() + 2 * step))
        await asyncio.sleep(0.04)
    for step in range(1, 14):
        x = start.x() + (end.x() - start.x()) * step // 13
        y = start.y() + (end.y() - start.y()) * step // 13
        await xdotool("mousemove", str(x), str(y))
        await asyncio.sleep(0.055)
    await xdotool("mousemove", str(end.x() + 2), str(end.y() + 2))
    await asyncio.sleep(0.5)
    await xdotool("mouseup", "1")
    await asyncio.sleep(1)  # the data is fetched from the other program after the drop


async def xdotool(*arguments: str) -> None:
    """Have a hand on the mouse and the keyboard of the screen."""
    process = await asyncio.create_subprocess_exec("xdotool", *arguments, stderr=asyncio.subprocess.DEVNULL)
    if await process.wait() != 0:
        raise RuntimeError(f"xdotool {' '.join(arguments)} failed")


@asynccontextmanager
async def a_stage(application: QApplication, folder: Path, **settings: Any) -> AsyncIterator[Stage]:
    """Open the real window over an engine of its own in `folder`, active and in a known place."""
    async with open_window(application, paths_in(folder)) as (window, engine):
        await engine.change_settings(**{"download_folder": str(folder / "downloads"), **settings})
        stage = Stage(window, engine, folder)
        window.setGeometry(QRect(60, 60, 1100, 720))
        await stage.until(window.isVisible, "the window")
        await asyncio.sleep(0.3)  # the window manager has to have placed and focused it
        window.come_to_front()
        await stage.until(window.isActiveWindow, "the window to be active")
        yield stage


def perform(scene: Callable[[Stage], Coroutine[Any, Any, None]], folder: Path, **settings: Any) -> int:
    """Play one scene in this process and return its exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")

    async def main(application: QApplication) -> int:
        async with a_stage(application, folder, **settings) as stage:
            await scene(stage)
        return 0

    return run(main, [])
