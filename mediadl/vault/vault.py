"""The vault as the rest of the program sees it: bytes by the ids of items, and whether they are saved."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from mediadl.domain.accounts import KeyringProblem, VaultStatus
from mediadl.domain.errors import SecretUnreadable, UnknownAccount, UserError
from mediadl.vault.contents import Contents
from mediadl.vault.keyring_key import KeyringRefused, Keys
from mediadl.vault.own_thread import OwnThreads
from mediadl.vault.sealed_items import KeyMissing

T = TypeVar("T")

LIMIT_S = 10.0
"""A keyring that works answers within a second; one that asks the user may answer later, and is heard."""

_log = logging.getLogger(__name__)


class Vault:
    """Everything is called on one loop, and nothing blocks it. Build it, `open` it, `close` it at the end.

    Without a usable keyring items are kept in memory, and sealed once `try_again` succeeds or a keyring that
    hung answers after all. Nothing secret is ever written that is not sealed.
    """

    def __init__(self, folder: Path, keys: Keys, *, limit_s: float = LIMIT_S) -> None:
        self._contents = Contents(folder, keys)
        self._limit_s = limit_s
        self._status = VaultStatus(is_open=False)
        self._questions = OwnThreads()
        self._files = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._settled = asyncio.Event()
        self._settled.set()
        self._is_closed = False
        self.on_status: Callable[[VaultStatus], None] = lambda _status: None
        """Called on the loop whenever `status` has changed, also long after the call that began it."""

    @property
    def status(self) -> VaultStatus:
        """Whether items are saved, and if not, why and what to do."""
        return self._status

    def ids(self) -> tuple[str, ...]:
        """All items, sorted: sealed ones also while the key to them cannot be had."""
        return self._contents.ids

    def is_saved(self, item_id: str) -> bool:
        """Whether its newest version is on the disk; False for one that ends with the program."""
        return item_id in self._contents.ids and item_id not in self._contents.unsaved

    # --- the keyring ----------------------------------------------------------------------------------------

    async def open(self) -> VaultStatus:
        """Ask the keyring; returns within `limit_s` whatever it does. `get` and `put` wait so long, too."""
        return await self._unlock()

    async def try_again(self) -> VaultStatus:
        """Ask the keyring once more, as `open` does, and seal what was put meanwhile."""
        return await self._unlock()

    async def rotate(self) -> None:
        """Seal everything with a new key; a kill at any moment loses nothing.

        The old key opens nothing any more. A keyring that does not delete it now is asked at the next start.

        Raises:
            UserError: the keyring did not take the new key, or the disk could not be written.
        """
        await self._settled.wait()
        if not self._status.is_open:
            raise UserError(self._status.message)
        answer = self._questions.ask(self._contents.change_key)
        answer.add_done_callback(_look_at)
        await asyncio.wait({answer}, timeout=self._limit_s)
        try:
            if not answer.done():
                raise KeyringRefused(KeyringProblem.HANGS)
            answer.result()
        except KeyringRefused as refused:
            words = self._contents.words(refused.problem)
            raise UserError(f"The key was not changed. {words}") from None

    def close(self) -> None:
        """Call before the loop ends. Waits for no keyring; a change of a file that has begun is finished."""
        self._is_closed = True
        self._questions.close()
        self._files.shutdown(wait=True)

    # --- the items ------------------------------------------------------------------------------------------

    async def put(self, item_id: str, payload: bytes) -> None:
        """Keep the newest version of an item, new or not; `is_saved` says how. Safe against a kill.

        The id is of digits, small ASCII letters and hyphens, at most 64.

        Raises:
            FolderUnusable: the disk is full or cannot be written. It is kept in memory all the same, and
                saved with the next one or by `try_again`.
        """
        await self._settled.wait()
        try:
            await self._in_files(self._contents.put, item_id, payload)
        except KeyMissing:
            await self._unlock()
            return
        if self._status.is_open and not self._contents.has_key:  # the first one: there is no key yet
            await self._unlock()

    async def get(self, item_id: str) -> bytes:
        """The newest version of an item.

        Raises:
            UnknownAccount: there is none.
            SecretUnreadable: it was changed, swapped or replaced by an older one, or the key cannot be had.
            FolderUnusable: the disk cannot be read.
        """
        return await self._with_key(self._contents.get, item_id)

    async def change(self, item_id: str, change: Callable[[bytes], bytes]) -> None:
        """Keep what `change` makes of an item; nobody else, in no process, changes it meanwhile.

        `change` is called in another thread, perhaps more than once. What it gives back unchanged is not
        written.

        Raises:
            UserError: as `get` does, and what `change` raises. After `FolderUnusable` it is kept in memory.
        """
        await self._with_key(self._contents.change, item_id, change)

    async def look(self) -> None:
        """Have `ids` say what another process has added or deleted. Asks no keyring."""
        await self._in_files(self._contents.look)

    async def delete(self, item_id: str) -> None:
        """Delete an item, also while the key cannot be had; one that is not there is no error.

        The key goes with the last one; where the keyring does not delete it, it is left, and opens nothing.

        Raises:
            FolderUnusable: its file cannot be deleted.
        """
        await self._settled.wait()
        try:
            await self._in_files(self._contents.delete, item_id)
        except KeyMissing:
            await self._unlock()
        if self._status.problem is KeyringProblem.KEY_GONE and not self._contents.has_sealed:
            await self._unlock()  # nothing is left that needs the key which is gone
        if key_ids := await self._in_files(self._contents.forget_if_empty):
            answer = self._questions.ask(partial(self._contents.drop_keys, key_ids))
            answer.add_done_callback(_look_at)
            await asyncio.wait({answer}, timeout=self._limit_s)

    # --- inside ---------------------------------------------------------------------------------------------

    async def _unlock(self) -> VaultStatus:
        self._settled.clear()
        try:
            if not self._status.is_open:
                self._tell(VaultStatus(is_open=False, is_opening=True))
            answer = self._questions.ask(self._contents.unlock)
            answer.add_done_callback(self._on_answer)
            await asyncio.wait({answer}, timeout=self._limit_s)
            if not answer.done():
                hangs = KeyringProblem.HANGS
                self._tell(VaultStatus(False, hangs, self._contents.words(hangs)))
        finally:
            self._settled.set()
        return self._status

    def _on_answer(self, answer: asyncio.Future[VaultStatus]) -> None:
        if answer.cancelled():
            return
        if (error := answer.exception()) is not None:
            _log.error("the vault could not be opened", exc_info=error)
            broken = KeyringProblem.BROKEN
            self._tell(VaultStatus(False, broken, self._contents.words(broken)))
        elif answer.result().is_open or not self._contents.has_key:  # no old refusal closes it again
            self._tell(answer.result())

    def _tell(self, status: VaultStatus) -> None:
        """An answer that was on its way when the vault was closed is told to nobody."""
        if status != self._status and not self._is_closed:
            self._status = status
            self.on_status(status)

    async def _with_key(self, work: Callable[..., T], item_id: str, *more: object) -> T:
        """Do something that needs the key, which another process may have changed."""
        await self._settled.wait()
        try:
            return await self._in_files(work, item_id, *more)
        except KeyMissing:
            pass
        if self._status.is_open:
            await self._unlock()
        try:
            return await self._in_files(work, item_id, *more)
        except KeyMissing:
            if item_id not in self._contents.ids:
                raise UnknownAccount("This account was deleted.") from None
            raise SecretUnreadable(self._status.message or "It cannot be opened now. Try again.") from None

    async def _in_files(self, work: Callable[..., T], *arguments: object) -> T:
        loop = asyncio.get_running_loop()
        # Shielded: a caller that is cancelled leaves no change half told.
        return await asyncio.shield(loop.run_in_executor(self._files, partial(work, *arguments)))


def _look_at(answer: asyncio.Future[None]) -> None:
    """Take note of a late answer, of which the user was told that it did not come."""
    if not answer.cancelled() and (error := answer.exception()) is not None:
        _log.info("the keyring answered late: %s", type(error).__name__)
