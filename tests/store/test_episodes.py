"""A number once given stays, and no two episodes of a season have the same."""

import asyncio
from pathlib import Path
from typing import Any

from mediadl import wire
from mediadl.store.store import Store


def _wanted(media: str, **changes: Any) -> wire.NumberWanted:
    return wire.NumberWanted(**{"show": "bay", "media": media, "season": 2026, "first": 61501, **changes})


async def test_numbers_of_a_day_follow_each_other_and_stay(store: Store, path: Path):
    media = ("a", "b", "c")
    numbers = await asyncio.gather(*(store.episodes.number(_wanted(one)) for one in media))
    assert numbers == [(2026, 61501), (2026, 61502), (2026, 61503)]
    await store.close()
    again = await Store.open(path)
    assert await again.episodes.number(_wanted("b", season=1, first=9, own=7)) == (2026, 61502)
    await again.close()


async def test_other_shows_and_seasons_count_for_themselves(store: Store):
    await store.episodes.number(_wanted("a"))
    assert await store.episodes.number(_wanted("b", show="harbour")) == (2026, 61501)
    assert await store.episodes.number(_wanted("c", season=2027)) == (2027, 61501)


async def test_what_files_say_is_heeded_where_the_table_does_not_know_better(store: Store):
    assert await store.episodes.number(_wanted("a", taken=(61501,))) == (2026, 61502)
    assert await store.episodes.number(_wanted("b", own=61507)) == (2026, 61507)
    assert await store.episodes.number(_wanted("c", own=61507)) == (2026, 61501)
