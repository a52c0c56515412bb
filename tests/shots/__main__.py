"""Opens the real window over real downloads and takes every view in every look."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from mediadl.app import open_window
from mediadl.domain.job import FINAL_STATES, JobState, StartMode
from mediadl.domain.presets import preset
from mediadl.engine.engine import Engine
from mediadl.ui.loop import run
from mediadl.ui.main_window import MainWindow
from mediadl.ui.rail import Place
from tests.helpers.engines import paths_in
from tests.helpers.media_site import PLUGIN_DIR, MediaSiteProcess
from tests.shots.accounts import account_views
from tests.shots.asking import asking_views
from tests.shots.dialogs import file_dialogs
from tests.shots.extension import extension_pages
from tests.shots.formats import formats_panes
from tests.shots.had import here_already
from tests.shots.integrations import integrations_views
from tests.shots.lists import list_views, lists_in_lists
from tests.shots.looks import LOOKS, Look
from tests.shots.options import options_dialogs
from tests.shots.states import settings_cards, speed_menu, states_view

README_SHOT = Path(__file__).parents[2] / "packaging" / "screenshots" / "queue.png"


class Photographer:
    """The window in a state worth seeing, and where its pictures go."""

    def __init__(self, window: MainWindow, engine: Engine, site: MediaSiteProcess, folder: Path) -> None:
        self.window = window
        self.engine = engine
        self.site = site
        self.folder = folder
        self._font = QFont(QApplication.font())

    async def take(self, name: str, look: Look, what: QWidget | None = None) -> None:
        """Save one picture of the window or of another widget."""
        await asyncio.sleep(0.25)
        (what or self.window).grab().save(str(self.folder / f"{name}-{look.name}.png"))

    async def wear(self, look: Look) -> None:
        """Bring the window into a look."""
        await self.engine.change_settings(appearance=look.appearance)
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * look.text_scale)
        QApplication.setFont(font)
        self.window.resize(*look.size)
        await asyncio.sleep(0.4)

    async def until(self, reached: Callable[[], object]) -> None:
        """Wait for a state, a minute at most."""
        async with asyncio.timeout(60):
            while not reached():
                await asyncio.sleep(0.05)


async def empty_views(photographer: Photographer) -> None:
    """Before anything was added."""
    for look in LOOKS:
        await photographer.wear(look)
        photographer.window.show_place(Place.QUEUE)
        await photographer.take("queue-empty", look)
        photographer.window.show_place(Place.HISTORY)
        await photographer.take("history-empty", look)


async def fill(photographer: Photographer) -> None:
    """One job in every state, with titles of every kind."""
    engine, site = photographer.engine, photographer.site
    await engine.change_settings(max_downloads=3)
    done = [
        await engine.add(site.url("lab/v/harbour"), preset("1080p").options),
        await engine.add(site.url("page/far?media=song.mp3"), preset("audio-original").options),
        await engine.add(site.url("page/x?media=small.mp4&title=%E6%B8%AF%E3%81%AE%E6%9C%9D%20%F0%9F%8C%85")),
        await engine.add(site.url("page/gone", status=404)),
    ]
    ids = {job.id for job in done}
    await photographer.until(lambda: all(j.state in FINAL_STATES for j in engine.jobs if j.id in ids))
    slow = await engine.add(site.url("page/slow", rate=180_000))
    await photographer.until(lambda: (engine.finding(slow.id).progress or None) is not None)
    paused = await engine.add(site.url("lab/v/paused", rate=400_000))
    await photographer.until(lambda: engine.job(paused.id).state is JobState.RUNNING)
    await asyncio.sleep(1.5)
    await engine.pause(paused.id)
    await engine.change_settings(max_downloads=1)
    await engine.add(
        site.url("page/a%20title%20that%20is%20longer%20than%20any%20row?title=" + "Long%20" * 40)
    )
    await engine.add(site.url("lab/v/waiting"))
    await asyncio.sleep(3)


async def queue_view(photographer: Photographer) -> None:
    """The queue with something in every state, its details and a notice."""
    window = photographer.window
    failed = next(job for job in photographer.engine.jobs if job.state is JobState.FAILED)
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.QUEUE)
        window.queue_view.select_job(photographer.engine.jobs[0].id)
        await photographer.take("queue", look)
        window.show_place(Place.HISTORY)
        await photographer.take("history", look)
        window.show_place(Place.SETTINGS)
        await photographer.take("settings", look)
        window.show_place(Place.QUEUE)
        window.add_links(["not a link"])
        await photographer.take("queue-notice", look)
        window.notices.dismiss_newest()
        window.queue_view.select_job(failed.id)
        window.queue_view.actions_.details_requested.emit(failed.id)
        await asyncio.sleep(0.3)
        for dialog in [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]:
            await photographer.take("details", look, dialog)
            dialog.close()


async def choice_views(photographer: Photographer) -> None:
    """The formats view and the playlist view."""
    engine, site, window = photographer.engine, photographer.site, photographer.window
    video = await engine.add(site.url("lab/v/choose"), start=StartMode.CHOOSE)
    await photographer.until(lambda: engine.job(video.id).state is JobState.CHOOSING)
    listing = await engine.add(site.url("lab/channel/films?n=60&private=4"))
    await photographer.until(lambda: engine.finding(listing.id).listing_finished)
    for look in LOOKS:
        await photographer.wear(look)
        window.formats_view.show_job(video.id)
        window.show_place(Place.FORMATS)
        await photographer.take("formats", look)
        window.playlist_view.show_job(listing.id)
        window.show_place(Place.PLAYLIST)
        await asyncio.sleep(0.8)  # the thumbnails
        await photographer.take("playlist", look)


Scene = Callable[[Photographer], Awaitable[None]]

SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        empty_views,
        fill,
        queue_view,
        choice_views,
        formats_panes,
        list_views,
        lists_in_lists,
        states_view,
        settings_cards,
        options_dialogs,
        speed_menu,
        here_already,
        file_dialogs,
        account_views,
        integrations_views,
        extension_pages,
        asking_views,
    )
}


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["no_proxy"] = "127.0.0.1"
    os.environ["MEDIADL_TEST_PLUGINS"] = str(PLUGIN_DIR)
    scenes = [SCENES[name] for name in sys.argv[2:]] or list(SCENES.values())
    return run(lambda application: _photograph(application, folder, scenes), [])


async def _photograph(_application: QApplication, folder: Path, scenes: Sequence[Scene]) -> int:
    site = await asyncio.to_thread(MediaSiteProcess)
    try:
        with tempfile.TemporaryDirectory(prefix="mediadl-shots-") as home:
            async with open_window(_application, paths_in(Path(home))) as (window, engine):
                await engine.change_settings(download_folder=str(Path(home) / "Downloads"))
                photographer = Photographer(window, engine, site, folder)
                for scene in scenes:
                    await scene(photographer)
    finally:
        await asyncio.to_thread(site.stop)
    if queue_view in scenes:
        README_SHOT.parent.mkdir(parents=True, exist_ok=True)
        README_SHOT.write_bytes((folder / f"queue-{LOOKS[0].name}.png").read_bytes())
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
