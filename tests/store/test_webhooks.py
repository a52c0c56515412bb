"""Calls that were not taken are there after a restart, with their failures."""

import dataclasses
from pathlib import Path

from mediadl.domain.webhooks import Delivery
from mediadl.store.store import Store
from tests.helpers.jobs import NOON

ONE = Delivery("d1", "j1", "c1", "https://a.example/hook", "download.started", '{"a": "ü"}', NOON)


async def test_calls_survive_in_order_and_count_failures(store: Store, path: Path) -> None:
    two = dataclasses.replace(ONE, id="d2")
    for delivery in (ONE, two):
        await store.webhooks.add(delivery)
    await store.webhooks.note_failure("d1")
    await store.close()
    again = await Store.open(path)
    assert await again.webhooks.load() == [dataclasses.replace(ONE, attempts=1), two]
    await again.close()


async def test_what_was_taken_is_gone(store: Store) -> None:
    await store.webhooks.add(ONE)
    await store.webhooks.delete("d1")
    assert await store.webhooks.load() == []
