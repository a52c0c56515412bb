"""Who is told what, and what waits for whom."""

from datetime import UTC, datetime

from mediadl.domain.clients import Client, Scope
from mediadl.server.feed import MOST_WAITING, STATS, Event, Reader

CLIENT = Client("one", "One", frozenset({Scope.READ}), "", datetime.now(UTC))


async def test_a_reader_gets_events_in_order_and_none_while_nothing_happens() -> None:
    reader = Reader(CLIENT, [Event("first", "one")])
    reader.put(Event("second", "one"))
    names = [event.name for event in (await reader.next(1.0), await reader.next(1.0)) if event]
    assert names == ["first", "second"]
    assert await reader.next(0.01) is None


async def test_counts_that_wait_are_not_told_twice() -> None:
    reader = Reader(CLIENT, [])
    for _ in range(3):
        reader.put(Event(STATS, "one"))
    assert await reader.next(1.0)
    assert await reader.next(0.01) is None


async def test_a_reader_with_too_much_before_it_is_dropped() -> None:
    reader = Reader(CLIENT, [])
    for _ in range(MOST_WAITING + 1):
        reader.put(Event("event", "one"))
    assert reader.is_dropped
    assert await reader.next(1.0) is None
