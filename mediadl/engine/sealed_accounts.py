"""The vault's items as accounts: an index without values, and whole ones only as long as they are used."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from mediadl.domain.accounts import Account, KeyringProblem
from mediadl.domain.errors import SecretUnreadable, UnknownAccount
from mediadl.domain.sealed_account import SealedAccount, account_of, aged, read_sealed, unreadable
from mediadl.engine.sealed_items import SealedItems


class SealedAccounts:
    """Each change of an item is read, made and written before anybody, in any process, makes another."""

    def __init__(self, items: SealedItems) -> None:
        self._items = items
        self._known: dict[str, Account] = {}
        self._refreshing = asyncio.Lock()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """What there is as far as it was looked at, by name, with the states of this moment."""
        now = datetime.now(UTC)
        found = (aged(one, now) for one in self._known.values())
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    @property
    def has_items(self) -> bool:
        """Whether there is anything, readable or not."""
        return bool(self._items.ids())

    async def refresh(self) -> bool:
        """Take in what was added or deleted elsewhere; True when something was."""
        async with self._refreshing:
            await self._items.look()
            there = set(self._items.ids())
            gone = self._known.keys() - there
            for item_id in gone:
                del self._known[item_id]
            new = [item_id for item_id in there if item_id not in self._known]
            for item_id in new:
                await self._look_at(item_id)
            return bool(gone) or any(item_id in self._known for item_id in new)

    def forget(self) -> None:
        """Look at everything anew at the next `refresh`: another key is there, or none any more."""
        self._known.clear()

    async def read(self, item_id: str) -> SealedAccount:
        """All of an account.

        Raises:
            UnknownAccount: it is gone.
            SecretUnreadable: it cannot be opened; from now on its state says so.
        """
        try:
            sealed = read_sealed(await self._items.get(item_id))
        except (UnknownAccount, SecretUnreadable) as error:
            self._note_lost(item_id, error)
            raise
        self._note(item_id, sealed)
        return sealed

    async def write(self, item_id: str, sealed: SealedAccount) -> Account:
        """Keep an account that is new."""
        await self._items.put(item_id, sealed.to_bytes())
        return self._note(item_id, sealed)

    async def change(self, item_id: str, change: Callable[[SealedAccount], SealedAccount]) -> bool:
        """Change an account as it is now; False when that changes nothing, and then nothing is written.

        Raises:
            UnknownAccount: it is gone.
            SecretUnreadable: it cannot be opened.
        """
        made: list[SealedAccount] = []

        def changed(content: bytes) -> bytes:
            before = read_sealed(content)
            after = change(before)
            made[:] = [after] if after != before else []
            return after.to_bytes() if made else content

        try:
            await self._items.change(item_id, changed)
        except (UnknownAccount, SecretUnreadable) as error:
            self._note_lost(item_id, error)
            raise
        finally:
            if made:
                self._note(item_id, made[0])
        return bool(made)

    async def delete(self, item_id: str) -> None:
        """Forget an account."""
        await self._items.delete(item_id)
        self._known.pop(item_id, None)

    async def _look_at(self, item_id: str) -> None:
        try:
            await self.read(item_id)
        except (UnknownAccount, SecretUnreadable):
            return  # gone in the meantime, or noted as what it is

    def _note(self, item_id: str, sealed: SealedAccount) -> Account:
        account = account_of(sealed, item_id, is_saved=self._items.is_saved(item_id))
        self._known[item_id] = account
        return aged(account, datetime.now(UTC))

    def _note_lost(self, item_id: str, error: UnknownAccount | SecretUnreadable) -> None:
        if isinstance(error, UnknownAccount):
            self._known.pop(item_id, None)
        elif self._has_key():
            self._known[item_id] = unreadable(item_id, str(error))

    def _has_key(self) -> bool:
        """Whether what cannot be opened now never can; else the keyring may still be unlocked."""
        status = self._items.status
        return status.is_open or status.problem is KeyringProblem.KEY_GONE
