"""Lists: with exceptions, bounds and marks, as a grid, and as one row of the queue."""

import asyncio
from typing import TYPE_CHECKING

from mediadl.domain.events import EntriesFound
from mediadl.domain.job import FINAL_STATES
from mediadl.domain.media import Entry
from mediadl.domain.presets import preset
from mediadl.ui.rail import Place
from tests.shots.looks import LOOKS

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer


async def lists_in_lists(photographer: "Photographer") -> None:
    """The tabs of a channel, and a list that was opened in another one."""
    engine, site, window = photographer.engine, photographer.site, photographer.window
    view = window.playlist_view
    channel = await engine.add(site.url("lab/tabs/films"))
    await photographer.until(lambda: engine.finding(channel.id).listing_finished)
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.PLAYLIST)
        view.show_job(channel.id)
        view.way.levels.tabs.setCurrentIndex(0)
        await photographer.until(lambda: not engine.is_reading_list(view.way.list_id or ""))
        await asyncio.sleep(1)
        await photographer.take("tabs", look)
        view.way.levels.tabs.setCurrentIndex(1)
        await photographer.until(lambda: not engine.is_reading_list(view.way.list_id or ""))
        view.model.check_rows([0, 2], True)
        await photographer.take("tabs-second", look)
    await engine.cancel(channel.id)
    outer = await engine.add(site.url("lab/channel/films?n=3"))
    await photographer.until(lambda: engine.finding(outer.id).listing_finished)
    inner = Entry(index=4, url=site.url("lab/channel/night?n=4"), title="Night films", is_list=True)
    engine.finding(outer.id).entries.append(inner)
    engine.bus.publish(EntriesFound(outer.id, (inner,)))
    for look in LOOKS:
        await photographer.wear(look)
        view.show_job(outer.id)
        while view.way.levels.back_action.isEnabled():
            view.way.levels.back_action.trigger()
        view.table.selectRow(3)
        await asyncio.sleep(1)
        await photographer.take("list-in-list", look)
        view.way.levels.open_action.trigger()
        await photographer.until(lambda: not engine.is_reading_list(view.way.list_id or ""))
        await asyncio.sleep(1)
        await photographer.take("list-opened", look)
    await engine.cancel(outer.id)


async def list_views(photographer: "Photographer") -> None:
    """The list with everything that can be said of its entries, then its group in the queue."""
    engine, site, window = photographer.engine, photographer.site, photographer.window
    await engine.remove_many([job.id for job in engine.jobs])
    done = await engine.add(site.url("lab/v/films-3"), preset("360p").options)
    await photographer.until(lambda: engine.job(done.id).state in FINAL_STATES)
    listing = await engine.add(site.url("lab/channel/films?n=120&private=4"))
    await photographer.until(lambda: engine.finding(listing.id).listing_finished)
    view = window.playlist_view
    for look in LOOKS:
        await photographer.wear(look)
        view.show_job(listing.id)
        window.show_place(Place.PLAYLIST)
        view.model.give([1, 5], preset("audio-mp3").options)
        view.table.selectRow(1)
        await asyncio.sleep(1)  # thumbnails and marks
        await photographer.take("list", look)
        view.tools.grid_action.setChecked(True)
        await asyncio.sleep(1)
        await photographer.take("tiles", look)
        view.tools.grid_action.setChecked(False)
        view.tools.filter_action.setChecked(True)
        view.filter.fields["shortest_s"].setText("soon")
        await photographer.take("list-filter", look)
        view.tools.filter_action.setChecked(False)
    await engine.change_settings(max_downloads=1)
    await engine.choose_entries(listing.id, range(1, 13), preset("360p").options)
    await photographer.until(lambda: sum(job.state in FINAL_STATES for job in engine.jobs) > 3)
    await engine.pause_many([job.id for job in engine.jobs if job.state not in FINAL_STATES])
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.QUEUE)
        window.queue_view.jobs.setCurrentIndex(window.queue_view.model.index(1))
        await photographer.take("group", look)
        window.queue_view.model.toggle(window.queue_view.model.job_at(1).id)
        await photographer.take("group-open", look)
        window.queue_view.model.toggle(window.queue_view.model.job_at(1).id)
