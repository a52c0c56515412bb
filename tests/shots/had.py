"""What is here already: its rows, the notice of the link that was added again, and its details."""

import asyncio
from typing import TYPE_CHECKING

from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.domain.presets import preset
from mediadl.ui.rail import Place
from tests.shots.dialogs import close_dialogs, take_dialogs
from tests.shots.looks import LOOKS

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer


async def here_already(photographer: "Photographer") -> None:
    """A link is added again that was downloaded before, and one whose file is gone meanwhile."""
    engine, site, window = photographer.engine, photographer.site, photographer.window
    await engine.remove_many([job.id for job in engine.jobs])
    await engine.change_settings(max_downloads=3)
    for name in ("harbour-again", "bridges"):
        await engine.add(site.url(f"lab/v/{name}"), preset("360p").options)
    await photographer.until(lambda: all(job.state in FINAL_STATES for job in engine.jobs))
    await engine.remove_many([job.id for job in engine.jobs])
    for name in ("harbour-again", "bridges"):
        window.add_links([site.url(f"lab/v/{name}")])
    await photographer.until(lambda: [job for job in engine.jobs if job.is_had])
    await photographer.until(lambda: all(job.state is JobState.DIFFERS for job in engine.jobs))
    await asyncio.sleep(0.6)  # links that come together are told of together
    window.notices.dismiss_newest()
    for number, look in enumerate(LOOKS):
        await photographer.wear(look)
        window.show_place(Place.QUEUE)
        await engine.remove_many([engine.jobs[0].id])
        window.add_links([site.url(f"lab/v/{('harbour-again', 'bridges')[number % 2]}")])
        await photographer.until(lambda: len(engine.jobs) == 2 and all(job.is_had for job in engine.jobs))
        await asyncio.sleep(0.8)
        had = engine.jobs[-1]
        window.queue_view.select_job(had.id)
        await photographer.take("had", look)
        window.notices.dismiss_newest()
        window.queue_view.actions_.details_requested.emit(had.id)
        await take_dialogs(photographer, "had-details", look)
        close_dialogs(window)
    await engine.remove_many([job.id for job in engine.jobs])
