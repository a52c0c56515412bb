"""Clients are found by token until it is revoked, also from another process."""

from pathlib import Path

from mediadl.domain.clients import FIRST_EXTENSION, Scope
from mediadl.server.clients import Clients, client_with_token
from mediadl.server.tokens import digest
from mediadl.store.clients import add_beside, revoke_beside
from mediadl.store.store import Store
from tests.helpers.api import CHROME, FIREFOX
from tests.helpers.jobs import NOON


async def test_a_token_is_found_until_it_is_revoked(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "a.sqlite3")
    clients, told = Clients(store.clients), []
    clients.on_revoked.append(told.append)
    client, token = await clients.make("Script", [Scope.READ])
    assert clients.find(token) == client
    assert token not in repr(await store.clients.load())
    await clients.revoke(client.id)
    await clients.revoke(client.id)
    assert (clients.find(token), told) == (None, [client.id])
    again = Clients(store.clients)
    await again.load()
    assert again.find(token) is None
    await again.forget(client.id)
    assert (again.all, await store.clients.load()) == ((), [])
    await store.close()


async def test_what_a_terminal_makes_and_revokes_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    store = await Store.open(path)
    clients, told = Clients(store.clients), []
    await clients.load()
    clients.on_revoked.append(told.append)
    client, token = client_with_token("Script", [Scope.READ])
    add_beside(path, client)
    await clients.load()
    assert clients.find(token) == client
    revoke_beside(path, client.id, NOON)
    await clients.load()
    assert (clients.find(token), told) == (None, [client.id])
    await store.close()


async def test_uses_are_counted_before_and_after_they_are_saved(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "a.sqlite3")
    clients = Clients(store.clients)
    client, _token = await clients.make("Script", [Scope.READ])
    for _ in range(3):
        clients.note_request(client.id)
    clients.note_jobs(client.id, 2)
    for _ in range(2):
        (found,) = clients.all
        assert (found.request_count, found.job_count) == (3, 2)
        await clients.save_uses()
    assert (await store.clients.load())[0].request_count == 3
    await store.close()


async def test_an_unbound_token_belongs_to_the_first_extension_that_uses_it(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "a.sqlite3")
    clients = Clients(store.clients)
    client, token = await clients.make("Add-on", [Scope.SUBMIT], origin=FIRST_EXTENSION)
    assert clients.bound(client, None).is_unbound
    bound = clients.bound(client, CHROME)
    assert (bound.origin, clients.find(token), clients.bound(bound, FIREFOX)) == (CHROME, bound, bound)
    await clients.load()  # before it was saved
    assert clients.find(token) == bound
    await clients.save_uses()
    again = Clients(store.clients)
    await again.load()
    assert again.find(token) == bound
    await store.close()


def test_a_token_that_is_there_already_may_be_given() -> None:
    client, token = client_with_token("Service", [Scope.ALL], token="mdl_given")
    assert (token, client.token_sha256) == ("mdl_given", digest("mdl_given"))
