"""Clients survive with all their fields, count, are revoked once, and are noticed from another process."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from mediadl.domain.clients import FIRST_EXTENSION, Client, Scope
from mediadl.domain.errors import StoreUnusable
from mediadl.store.clients import Use, add_beside, clients_beside, revoke_beside
from mediadl.store.store import Store
from tests.helpers.jobs import NOON

CLIENT = Client(
    id="c1",
    name="Firefox",
    scopes=frozenset({Scope.SUBMIT, Scope.READ}),
    token_sha256="ab" * 32,
    created_at=NOON,
    origin="moz-extension://1",
    last_used_at=NOON,
    request_count=3,
    job_count=1,
    revoked_at=NOON,
)
FRESH = dataclasses.replace(CLIENT, revoked_at=None, last_used_at=None, request_count=0, job_count=0)


async def test_every_field_survives(store: Store, path: Path) -> None:
    await store.clients.add(CLIENT)
    await store.close()
    again = await Store.open(path)
    assert await again.clients.load() == [CLIENT]
    await again.close()


async def test_uses_add_up(store: Store) -> None:
    await store.clients.add(FRESH)
    for _ in range(2):
        await store.clients.note_uses([Use("c1", NOON, 5, 1), Use("gone", NOON, 1, 1)])
    (found,) = await store.clients.load()
    assert (found.request_count, found.job_count, found.last_used_at) == (10, 2, NOON)


async def test_the_first_revocation_counts(store: Store) -> None:
    await store.clients.add(FRESH)
    for hours in (0, 1):
        await store.clients.revoke("c1", NOON + timedelta(hours=hours))
    assert [one.revoked_at for one in await store.clients.load()] == [NOON]
    await store.clients.forget("c1")
    assert await store.clients.load() == []


async def test_an_origin_is_noted(store: Store) -> None:
    await store.clients.add(dataclasses.replace(FRESH, origin=FIRST_EXTENSION))
    await store.clients.bind("c1", "moz-extension://2")
    assert [one.origin for one in await store.clients.load()] == ["moz-extension://2"]


async def test_what_another_process_writes_is_noticed(store: Store, path: Path) -> None:
    before = await store.clients.foreign_changes()
    await store.clients.add(FRESH)
    assert await store.clients.foreign_changes() == before
    add_beside(path, dataclasses.replace(FRESH, id="c2"))
    revoke_beside(path, "c1", NOON)
    assert await store.clients.foreign_changes() != before
    assert {one.id: one.is_revoked for one in await store.clients.load()} == {"c1": True, "c2": False}
    assert clients_beside(path) == await store.clients.load()


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be used"):
        clients_beside(tmp_path / "none.sqlite3")
    assert not list(tmp_path.iterdir())


async def test_a_scope_of_a_newer_version_is_left_out(store: Store, path: Path) -> None:
    await store.clients.add(FRESH)
    await store.database.write(lambda c: c.execute("UPDATE clients SET scopes = 'read future'"))
    assert [one.scopes for one in await store.clients.load()] == [frozenset({Scope.READ})]
