"""What lists had when they were last looked at."""

import pytest

from mediadl.store import seen_lists
from mediadl.store.seen_lists import SeenListStore

URL = "https://x/list"


@pytest.fixture
def seen(store):
    return SeenListStore(store.database)


async def test_the_last_look_counts_and_half_a_look_forgets_nothing(seen):
    assert await seen.links(URL) is None
    await seen.save(URL, ["https://x/1", "https://x/2"], is_whole=True)
    await seen.save(URL, ["https://x/3"], is_whole=False)
    assert await seen.links(URL) == {"https://x/1", "https://x/2", "https://x/3"}
    await seen.save(URL, ["https://x/3"], is_whole=True)
    assert await seen.links(URL) == {"https://x/3"}


@pytest.mark.parametrize(("bound", "value"), [("MOST_LISTS", 2), ("MOST_BYTES", 50)])
async def test_the_oldest_lists_are_forgotten(seen, monkeypatch, bound, value):
    monkeypatch.setattr(seen_lists, bound, value)
    for number in range(4):
        await seen.save(f"https://x/{number}", ["https://y/1"], is_whole=True)
    assert await seen.links("https://x/0") is None
    assert await seen.links("https://x/3") == {"https://y/1"}
