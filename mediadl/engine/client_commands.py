"""What the API asks of the engine beyond what all faces do: jobs in a client's name, where clients lie."""

import dataclasses
from typing import Any

from mediadl.domain import items as ranges
from mediadl.domain.clients import ForClient
from mediadl.domain.errors import StoreUnusable
from mediadl.domain.job import Job, Part, StartMode
from mediadl.domain.resolving import Asked
from mediadl.store.clients import ClientStore
from mediadl.store.store import Store
from mediadl.store.webhooks import WebhookStore


class ClientCommands:
    """A part of `Engine`, which makes what stands here."""

    _store: Store
    _client_names: dict[str, str]
    """Of the clients that have asked so far, by their ids; a client keeps its name."""

    async def _add(self, link: str, asked: Asked, **changes: Any) -> Job:
        raise NotImplementedError

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
        fields = dataclasses.asdict(client) | {"client_name": await self._name_of(client.client_id)}
        part: Part = client.part or ("video" if items is None else "list")
        return await self._add(link, asked, start=start, items=items, **{**fields, "part": part})

    async def _name_of(self, client_id: str | None) -> str:
        if client_id is not None and client_id not in self._client_names:
            self._client_names.update({one.id: one.name for one in await self._store.clients.load()})
        return self._client_names.get(client_id or "", "")
