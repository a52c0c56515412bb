"""Says once that the vault cannot be opened, and that it is open after all; accounts are shown elsewhere."""

from __future__ import annotations

from mediadl.domain.accounts import VaultStatus
from mediadl.domain.events import VaultChanged
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Notice, Operations

OPENED = "The keyring has answered: your accounts can be used, and are saved."


class VaultNotice:
    """Follows the vault from the start until `stop`."""

    def __init__(self, engine: Engine, operations: Operations) -> None:
        self._engine, self._operations = engine, operations
        self._is_told = False
        self._unsubscribe = engine.bus.subscribe(VaultChanged, lambda event: self._follow(event.status))
        self._follow(engine.accounts.status)

    def stop(self) -> None:
        """Hear and say no more."""
        self._unsubscribe()

    def _follow(self, status: VaultStatus) -> None:
        if status.message and not self._is_told:
            self._is_told = True
            self._operations.notify(self._notice(status))
        elif status.is_open and self._is_told:
            self._is_told = False
            self._operations.notify(Notice("success", OPENED))

    def _notice(self, status: VaultStatus) -> Notice:
        return Notice("warning", status.message, action="Try again", on_action=self._try_again)

    def _try_again(self) -> None:
        self._operations.run(self._ask_again(), name="try the keyring again")

    async def _ask_again(self) -> None:
        """The user has asked, so the answer is told whatever it is."""
        status = await self._engine.accounts.try_again()
        if not status.is_open:
            self._operations.notify(self._notice(status))
