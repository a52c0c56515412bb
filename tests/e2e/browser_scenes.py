"""What is dragged out of browsers: `python -m tests.e2e.browser_scenes NAME SITE FOLDER` plays one scene."""

import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from mediadl.domain.job import JobState
from tests.e2e.stage import Stage, drag, perform
from tests.helpers.browsers import Browser, Page, chromium, firefox

FIREFOX_TAB = QPoint(120, -63)
"""The first tab, seen from the corner of the page."""
CHROMIUM_ICON = QPoint(141, 63)
"""The icon before the address, seen from the corner of the window. A tab of Chromium can only be moved."""
LINK = (
    "<a style='position: fixed; inset: 0; z-index: 9' href='/media/small.mp4'>All of the page is a link</a>"
)


async def drag_out_of_chromium(stage: Stage, site: str) -> None:
    """A link of a page and the icon of the address become downloads."""
    async with chromium(stage.folder / "profile", headless=False) as browser:
        page = await _page_beside(stage, browser, site)
        await _drag_the_link(stage, page)
        x, y = await page.run("[screenX, screenY]")
        await _drag(QPoint(x, y) + CHROMIUM_ICON, stage.window.rail)
        await _both_are_taken(stage, site)


async def drag_out_of_firefox(stage: Stage, site: str) -> None:
    """A link of a page and a tab become downloads, and the tab stays in its window."""
    async with firefox(stage.folder / "profile", headless=False) as browser:
        page = await _page_beside(stage, browser, site)
        await _drag_the_link(stage, page)
        before = await page.corner()
        await _drag(QPoint(*before) + FIREFOX_TAB, stage.window.rail)
        await _both_are_taken(stage, site)
        assert await page.corner() == before  # a tab that nobody takes gets a window where it is dropped


async def _page_beside(stage: Stage, browser: Browser, site: str) -> Page:
    page = await browser.page_at("about:blank")
    await page.place(stage.window.frameGeometry().right() + 40, 60, 700, 700)
    await page.goto(f"{site}/page/video?media=small.mp4")
    await page.run(f'document.body.insertAdjacentHTML("beforeend", "{LINK}")')
    return page


async def _drag_the_link(stage: Stage, page: Page) -> None:
    await _drag(QPoint(*await page.corner()) + QPoint(300, 300), stage.window.queue_view)
    await stage.until(lambda: len(stage.engine.jobs) == 1, "the link to be taken")


async def _drag(start: QPoint, onto: QWidget) -> None:
    await drag(start, onto.mapToGlobal(onto.rect().center()))


async def _both_are_taken(stage: Stage, site: str) -> None:
    jobs = await stage.until_all_ended(2)
    assert {job.url for job in jobs} == {f"{site}/media/small.mp4", f"{site}/page/video?media=small.mp4"}
    assert {job.state for job in jobs} == {JobState.COMPLETED}


Scene = Callable[[Stage, str], Coroutine[None, None, None]]
SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (drag_out_of_chromium, drag_out_of_firefox)}


def main() -> int:
    name, site, folder = sys.argv[1:]
    return perform(lambda stage: SCENES[name](stage, site), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
