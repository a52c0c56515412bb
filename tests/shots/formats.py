"""The formats view: its table, and what is chosen beside it."""

from typing import TYPE_CHECKING

from mediadl.domain.clips import parse_clips
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.ui.rail import Place
from tests.shots.looks import LOOKS, Look

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_WIDE = (Look("light-wide", "light", (1600, 900)), Look("dark-wide", "dark", (1600, 900)))


async def formats_panes(photographer: "Photographer") -> None:
    """Every pane with something chosen in it, and a clip that cannot be."""
    engine, site, view = photographer.engine, photographer.site, photographer.window.formats_view
    options = DownloadOptions(
        download_subtitles=True,
        subtitle_languages=("de",),
        clips=parse_clips("0:02-0:05, 0:09-"),
    )
    video = await engine.add(site.url("lab/v/panes"), options, start=StartMode.CHOOSE)
    await photographer.until(lambda: engine.job(video.id).state is JobState.CHOOSING)
    for look in (*LOOKS, *_WIDE):
        await photographer.wear(look)
        view.show_job(video.id)
        photographer.window.show_place(Place.FORMATS)
        for number, name in enumerate(("table", "subtitles", "clips")):
            view.panes.show_pane(number)
            view.clips.timeline.setFocus()
            await photographer.take(f"formats-{name}", look)
        view.clips.field.setText("0:02-0:05, 9:00-")
        view.clips.field.textEdited.emit(view.clips.field.text())
        await photographer.take("formats-problem", look)
        view.clips.field.setText("0:02-0:05, 0:09-")
        view.clips.field.textEdited.emit(view.clips.field.text())
    await engine.cancel_many([video.id])
