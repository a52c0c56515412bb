"""Deletes the cookies of clients that were revoked, whoever revoked them; it takes no token back itself."""

import asyncio
import contextlib
import logging

from mediadl.domain.account_choice import IDENTITIES
from mediadl.domain.accounts import Account
from mediadl.domain.errors import StoreUnusable, UserError
from mediadl.domain.events import AccountsChanged
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.server.clients import Clients

_log = logging.getLogger(__name__)


class HandedOver:
    """Looks whenever a client is revoked and whenever accounts come to be known, also with the API off.

    A vault that is locked at that moment is seen to once it opens, in this session or in a later one.
    """

    def __init__(self, engine: Engine, clients: Clients, tasks: Tasks) -> None:
        self._engine, self._clients, self._tasks = engine, clients, tasks
        self._gone: set[str] = set()
        """Clients that were revoked while this runs; their lines may be gone by now."""
        self._task: asyncio.Task[None] | None = None
        self._has_read = False
        clients.on_revoked.append(self._gone.add)
        clients.on_change.append(self._look)
        engine.bus.subscribe(AccountsChanged, lambda _event: self._look())

    def _look(self) -> None:
        is_busy = self._task is not None and not self._task.done()
        if not is_busy and (self._due() or self._has_to_read()):
            self._task = self._tasks.spawn(self._delete(), name="delete what a revoked client handed over")

    async def _delete(self) -> None:
        if self._has_to_read():
            self._has_read = True
            with contextlib.suppress(StoreUnusable):  # said elsewhere; the API reads again when it starts
                await self._clients.load()
        while due := self._due():
            for account in due:
                try:
                    await self._engine.accounts.delete(account.id)
                except UserError as error:
                    _log.warning("What a revoked client handed over could not be deleted yet: %s", error)
                    return

    def _has_to_read(self) -> bool:
        """Whether somebody handed something over of whom nothing is known: with the API off none is read."""
        return not self._has_read and any(self._clients.get(one) is None for _account, one in self._handed())

    def _due(self) -> list[Account]:
        return [account for account, client_id in self._handed() if self._is_gone(client_id)]

    def _handed(self) -> list[tuple[Account, str]]:
        every = self._engine.accounts.accounts
        return [(one, one.client_id) for one in every if one.client_id is not None and one.kind in IDENTITIES]

    def _is_gone(self, client_id: str) -> bool:
        client = self._clients.get(client_id)
        return client_id in self._gone or (client is not None and client.is_revoked)
