"""What was not in a list the last time is new, once the user was done with the list."""

import asyncio

from mediadl.domain.choice import Choice
from mediadl.domain.entry_states import EntryState, state_of
from tests.helpers.choices import Stage, a_stage, an_entry, some_entries

LINK = "https://example.com/list"


async def states(stage: Stage, count: int) -> list[EntryState]:
    known = await stage.engine.known_links(LINK)
    return [state_of(entry, known) for entry in some_entries(count)]


async def noted(stage: Stage) -> None:
    async with asyncio.timeout(30):
        while await stage.engine._store.seen_lists.links(LINK) is None:
            await asyncio.sleep(0.005)


async def test_what_came_since_the_last_look_is_new(tmp_path):
    async with a_stage(tmp_path) as stage:
        listing = await stage.add_list(some_entries(2), url=LINK)
        stage.engine._findings[listing.id].listing_finished = True
        assert await states(stage, 3) == [EntryState.READY] * 3
        await stage.engine.choose_entries(listing.id, [1], None, Choice(everything=False))
        await noted(stage)
        assert await states(stage, 3) == [EntryState.QUEUED, EntryState.UNTAKEN, EntryState.NEW]


async def test_a_list_that_still_waits_and_one_that_said_nothing_were_not_looked_at(tmp_path):
    async with a_stage(tmp_path) as stage:
        waiting, empty = await stage.add_list((an_entry(1),), url=LINK), await stage.add_list(url=LINK)
        await stage.engine.remove_many([empty.id])
        assert await stage.engine._store.seen_lists.links(LINK) is None
        await stage.engine.cancel(waiting.id)
        await noted(stage)
        assert await states(stage, 2) == [EntryState.READY, EntryState.NEW]
