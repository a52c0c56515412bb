"""Says once that the vault cannot be opened, and again where accounts suffer; those are shown elsewhere."""

from __future__ import annotations

from mediadl.domain.accounts import VaultStatus
from mediadl.domain.events import AccountsChanged, VaultChanged
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Notice, Operations

OPENED = "The keyring has answered: your accounts can be used, and are saved."


class VaultNotice:
    """Follows the vault from the start until `stop`."""

    def __init__(self, engine: Engine, operations: Operations) -> None:
        self._engine, self._operations = engine, operations
        self._told: str = engine.settings.told_keyring_problem or ""
        """The trouble that the user has been told of last, in this session or in one before."""
        self._is_told_of_accounts = False
        """Whether that was in this session, and there were accounts already."""
        self._notice: Notice | None = None
        self._status = engine.accounts.status
        self._unsubscribe = (
            engine.bus.subscribe(VaultChanged, lambda event: self._follow(event.status)),
            engine.bus.subscribe(AccountsChanged, lambda _event: self._follow(self._status)),
        )
        self._follow(self._status)

    def stop(self) -> None:
        """Hear and say no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def _follow(self, status: VaultStatus) -> None:
        self._status = status
        if status.message:
            if self._is_news(status):
                self._say(status)
        elif status.is_open:
            self._note_open()

    def _is_news(self, status: VaultStatus) -> bool:
        if _trouble(status) != self._told:
            return True
        return not (self._engine.accounts.is_empty or self._is_told_of_accounts)

    def _say(self, status: VaultStatus) -> None:
        """Say what is wrong, in place of what was said before."""
        if self._notice is not None:
            self._operations.withdraw(self._notice)
        self._notice = Notice("warning", status.message, action="Try again", on_action=self._try_again)
        self._operations.notify(self._notice)
        self._told = _trouble(status)
        self._is_told_of_accounts = not self._engine.accounts.is_empty
        if status.problem is not None:
            self._operations.change_settings(told_keyring_problem=status.problem)

    def _note_open(self) -> None:
        """From now on each trouble is a new one."""
        if self._notice is not None:
            self._operations.withdraw(self._notice)
            self._operations.notify(Notice("success", OPENED))
        if self._told:
            self._operations.change_settings(told_keyring_problem=None)
        self._told, self._is_told_of_accounts, self._notice = "", False, None

    def _try_again(self) -> None:
        self._operations.run(self._ask_again(), name="try the keyring again")

    async def _ask_again(self) -> None:
        """The user has asked, so the answer is told whatever it is."""
        before = self._notice
        status = await self._engine.accounts.try_again()
        if not status.is_open and self._notice is before:
            self._say(status)


def _trouble(status: VaultStatus) -> str:
    """What kind of trouble it is; one that is not the keyring's has its sentence alone."""
    return status.problem or status.message
