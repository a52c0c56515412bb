"""What the API asks of the engine beyond what all faces do: jobs in a client's name, where clients lie."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from mediadl.domain import items as ranges
from mediadl.domain.clients import ForClient
from mediadl.domain.errors import StoreUnusable
from mediadl.domain.job import Job, StartMode
from mediadl.domain.media import Entry, Playlist
from mediadl.domain.resolving import Asked
from mediadl.engine.adding import Adding
from mediadl.store.clients import ClientStore
from mediadl.store.store import Store
from mediadl.store.webhooks import WebhookStore


class ClientCommands(Adding):
    """A part of `Engine`, which makes what stands here."""

    _store: Store
    _client_names: dict[str, str]
    """Of the clients that have asked so far, by their ids; a client keeps its name."""

    @property
    def client_store(self) -> ClientStore:
        """Where the API keeps its clients."""
        return self._store.clients

    @property
    def webhook_store(self) -> WebhookStore:
        """Where the API keeps calls to receivers that have not been taken."""
        return self._store.webhooks

    async def can_save(self) -> bool:
        """Whether the queue can be saved now: a transaction that changes nothing is made."""
        try:
            await self._store.clients.note_uses(())
        except StoreUnusable:
            return False
        return True

    async def add_for(
        self,
        client: ForClient,
        link: str,
        asked: Asked,
        *,
        start: StartMode = StartMode.NOW,
        items: str | None = None,
    ) -> Job:
        """As `Engine.add`, for a client of the API.

        Where a link names a video and a list, and the client does not say, `items` are those of the list.

        Raises:
            UserError: as `Engine.add` does.
        """
        if items is not None:
            ranges.check(items)
        fields = await self._fields_of(client)
        if client.part is None and items is not None:
            fields["part"] = "list"
        return await self._add(link, asked, start=start, items=items, **fields)

    async def add_all_for(
        self, client: ForClient, links: Sequence[str], asked: Asked, *, start: StartMode = StartMode.NOW
    ) -> list[Job]:
        """As `add_for` for each of the links, all or none; the queue has all of them before one ends.

        Raises:
            UserError: as `Engine.add` does, for the first that cannot be used.
        """
        return await self._add_all(links, asked, start=start, **await self._fields_of(client))

    async def add_entries_for(
        self,
        client: ForClient,
        playlist: Playlist,
        entries: Sequence[Entry],
        asked: Asked,
        *,
        start: StartMode = StartMode.NOW,
    ) -> list[Job]:
        """Entries of a list that was read outside the queue, in this order, as if chosen from it there.

        Raises:
            UserError: as `Engine.add` does.
        """
        listing = self._listing(playlist, asked, **await self._fields_of(client))
        return await self._add_entries(listing, entries, asked, start)

    async def _fields_of(self, client: ForClient) -> dict[str, Any]:
        """What a job gets because this client asked for it."""
        name = await self._name_of(client.client_id)
        return {**dataclasses.asdict(client), "client_name": name, "part": client.part or "video"}

    async def _name_of(self, client_id: str | None) -> str:
        if client_id is not None and client_id not in self._client_names:
            self._client_names.update({one.id: one.name for one in await self._store.clients.load()})
        return self._client_names.get(client_id or "", "")
