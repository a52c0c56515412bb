"""Pages of the window in tests: dressed by a theme, shown on a screen in memory, driven by keys and mouse."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails


@contextmanager
def a_dressed_page(app: QApplication, folder: Path) -> Iterator[tuple[Theme, Thumbnails]]:
    """A light theme that the application wears, and thumbnails that find nothing."""
    theme, thumbnails = Theme(), Thumbnails(folder / "thumbnails")
    theme.apply(app)
    theme.set_appearance("light")
    try:
        yield theme, thumbnails
    finally:
        thumbnails.close()
        theme.set_appearance("system")
        theme.release()
        app.setStyleSheet("")  # its images go away with the theme


def put_on_screen(page: QWidget, width: int = 900, height: int = 600) -> None:
    """Show it and wait until it can take keys."""
    page.resize(width, height)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)


def put_away(page: QWidget) -> None:
    """Close it and let Qt take it apart now."""
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def click_cell(table: QTableView, index: QModelIndex, *, at_box: bool = False) -> None:
    """Click the middle of a cell, or its box at the left."""
    table.scrollTo(index)
    rect = table.visualRect(index)
    place = QPoint(rect.left() + 16, rect.center().y()) if at_box else rect.center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


async def until(reached: Callable[[], bool], timeout_s: float = 60.0) -> None:
    """Let the loop run, and Qt's timers with it, until the condition holds."""
    async with asyncio.timeout(timeout_s):
        while not reached():
            QApplication.processEvents()
            await asyncio.sleep(0.005)
