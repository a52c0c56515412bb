"""The clients of the API in memory: found by token, made, revoked and counted; the table lies in `store`."""

import asyncio
import contextlib
import dataclasses
import itertools
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from mediadl.domain.clients import Client, Scope
from mediadl.domain.errors import StoreUnusable
from mediadl.server.tokens import digest, new_token, owner_of
from mediadl.store.clients import ClientStore, Use

LOOK_EVERY_S = 0.5
"""How soon it is noticed that a token was made or revoked from a terminal."""
_SAVE_EVERY = 20
"""Uses are saved at every so many looks."""


class Clients:
    """Knows every client. `on_change` is called after one came, was revoked or was forgotten."""

    def __init__(self, store: ClientStore) -> None:
        self._store = store
        self._by_id: dict[str, Client] = {}
        self._requests: Counter[str] = Counter()
        self._jobs: Counter[str] = Counter()
        self._used_at: dict[str, datetime] = {}
        self._unsaved_origins: dict[str, str] = {}
        self._seen = 0
        self.on_change: list[Callable[[], None]] = []
        self.on_revoked: list[Callable[[str], None]] = []
        """Called with the client's id; its open streams have to end."""

    @property
    def all(self) -> tuple[Client, ...]:
        """Every client, the oldest first, with what it has done until now."""
        return tuple(self._counted(client) for client in self._by_id.values())

    async def load(self) -> None:
        """Read the table; those that are revoked since the last time are told of.

        Raises:
            StoreUnusable: it cannot be read.
        """
        self._seen = await self._store.foreign_changes()
        before = self._by_id
        self._by_id = {client.id: self._with_origin(client) for client in await self._store.load()}
        for client_id, client in before.items():
            now = self._by_id.get(client_id)
            if not client.is_revoked and (now is None or now.is_revoked):
                self._tell_revoked(client_id)
        self._tell()

    def find(self, token: str) -> Client | None:
        """Whose token this is; None for one that is not known or was revoked."""
        return owner_of(token, self._by_id.values())

    def get(self, client_id: str) -> Client | None:
        """A client by its id."""
        return self._by_id.get(client_id)

    async def make(
        self, name: str, scopes: Iterable[Scope], *, origin: str | None = None, token: str | None = None
    ) -> tuple[Client, str]:
        """A new client and its token, which is known to nobody else from now on.

        Raises:
            StoreUnusable: it cannot be saved.
        """
        client, token = client_with_token(name, scopes, origin=origin, token=token)
        await self._store.add(client)
        self._by_id[client.id] = client
        self._tell()
        return client, token

    def bound(self, client: Client, origin: str | None) -> Client:
        """The client after it was let in from an extension: an unbound one belongs to that from now on.

        It is saved a moment later (`follow`); two extensions at once cannot both have it.
        """
        if not client.is_unbound or origin is None:
            return client
        self._unsaved_origins[client.id] = origin
        self._by_id[client.id] = bound = dataclasses.replace(client, origin=origin)
        self._tell()
        return bound

    async def revoke(self, client_id: str) -> None:
        """Take a token back: from now on it opens nothing, whether that can be saved or not.

        Raises:
            StoreUnusable: it cannot be saved.
        """
        client = self._by_id.get(client_id)
        if client is None or client.is_revoked:
            return
        now = datetime.now(UTC)
        self._by_id[client_id] = dataclasses.replace(client, revoked_at=now)
        self._tell_revoked(client_id)
        self._tell()
        await self._store.revoke(client_id, now)

    async def forget(self, client_id: str) -> None:
        """Revoke a client and delete its line.

        Raises:
            StoreUnusable: it cannot be saved.
        """
        await self.revoke(client_id)
        self._by_id.pop(client_id, None)
        self._tell()
        await self._store.forget(client_id)

    def note_request(self, client_id: str) -> None:
        """Count a request of a client."""
        self._requests[client_id] += 1
        self._used_at[client_id] = datetime.now(UTC)

    def note_jobs(self, client_id: str, count: int = 1) -> None:
        """Count downloads that it has added."""
        self._jobs[client_id] += count

    async def save_uses(self) -> None:
        """Save what was counted and bound since the last time; what cannot be saved counts the next time.

        Raises:
            StoreUnusable: it cannot be saved.
        """
        await self._save_origins()
        uses = [Use(one, at, self._requests[one], self._jobs[one]) for one, at in self._used_at.items()]
        if not uses:
            return
        await self._store.note_uses(uses)
        for use in uses:
            self._requests[use.client_id] -= use.request_count
            self._jobs[use.client_id] -= use.job_count
            if client := self._by_id.get(use.client_id):
                self._by_id[client.id] = dataclasses.replace(
                    client,
                    last_used_at=use.last_used_at,
                    request_count=client.request_count + use.request_count,
                    job_count=client.job_count + use.job_count,
                )
            if self._used_at.get(use.client_id) == use.last_used_at:
                del self._used_at[use.client_id]

    async def follow(self) -> None:
        """See what other processes have changed, and save what was counted, until it is cancelled."""
        for look in itertools.count(1):
            await asyncio.sleep(LOOK_EVERY_S)
            with contextlib.suppress(StoreUnusable):  # the next look may find it well again
                await self._save_origins()
                if await self._store.foreign_changes() != self._seen:
                    await self.load()
                if look % _SAVE_EVERY == 0:
                    await self.save_uses()

    def _with_origin(self, client: Client) -> Client:
        origin = self._unsaved_origins.get(client.id)
        return dataclasses.replace(client, origin=origin) if origin else client

    async def _save_origins(self) -> None:
        for client_id, origin in tuple(self._unsaved_origins.items()):
            await self._store.bind(client_id, origin)
            del self._unsaved_origins[client_id]

    def _counted(self, client: Client) -> Client:
        return dataclasses.replace(
            client,
            last_used_at=self._used_at.get(client.id, client.last_used_at),
            request_count=client.request_count + self._requests[client.id],
            job_count=client.job_count + self._jobs[client.id],
        )

    def _tell(self) -> None:
        for listener in self.on_change:
            listener()

    def _tell_revoked(self, client_id: str) -> None:
        for listener in self.on_revoked:
            listener(client_id)


def client_with_token(
    name: str, scopes: Iterable[Scope], *, origin: str | None = None, token: str | None = None
) -> tuple[Client, str]:
    """A client that is saved nowhere yet, and its token: a new one, unless there is one already."""
    token = token or new_token()
    now = datetime.now(UTC)
    client = Client(str(uuid.uuid4()), name, frozenset(scopes), digest(token), now, origin)
    return client, token
