"""What the vault holds: sealed where there is a key, else in memory. Blocking, for any thread.

Nothing waits for the keyring while it holds the lock, so a keyring that hangs keeps nobody from the rest.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from mediadl.domain.accounts import KeyringProblem, VaultStatus
from mediadl.domain.errors import FolderUnusable
from mediadl.vault.keyring_key import KeyringRefused, Keys
from mediadl.vault.problem_words import sentences
from mediadl.vault.sealed_folder import SealedFolder
from mediadl.vault.sealed_items import KeyMissing, SealedItems

_ATTEMPTS = 3
"""Another process may change the key while it is being fetched; not for ever."""

_log = logging.getLogger(__name__)


class Contents:
    """`ids` and `unsaved` may be read at any time; they are replaced, never changed."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._lock = threading.RLock()
        self._keys = keys
        self._sealed = SealedItems(SealedFolder(folder))
        self._session: dict[str, bytes] = {}
        self.ids: tuple[str, ...] = ()
        """All items, sorted."""
        self.unsaved: frozenset[str] = frozenset()
        """Those whose newest version is in memory alone."""
        self.has_sealed = False
        """Whether a file waits for a key, or has it."""

    @property
    def has_key(self) -> bool:
        """Whether items are sealed and opened now."""
        return self._sealed.has_key

    # --- with the keyring: each may wait for ever -----------------------------------------------------------

    def unlock(self) -> VaultStatus:
        """Fetch the key if anything needs it, make one if there is none yet, and seal what is in memory.

        Where nothing is sealed and nothing waits to be, the user is asked for nothing.
        """
        try:
            with self._lock:
                self._note()
                is_needed = self.has_sealed or bool(self._session)
            if not is_needed:
                self._keys.look()
            elif not self.has_key:
                self._fetch_key()
            with self._lock:
                self._seal_session()
            return VaultStatus(is_open=True)
        except KeyringRefused as refused:
            return VaultStatus(False, refused.problem, self.words(refused.problem))
        except KeyMissing:  # another process has just erased everything
            self._sealed.close()
            return VaultStatus(False, KeyringProblem.BROKEN, self.words(KeyringProblem.BROKEN))
        except FolderUnusable as error:
            return VaultStatus(self.has_key, message=str(error))

    def change_key(self) -> None:
        """Seal everything anew with a new key; nothing where nothing is sealed.

        The old key is deleted, now or at the next start.

        Raises:
            KeyringRefused: the keyring did not take the new key, or the vault is not open; all is as it was.
            FolderUnusable: the disk is full or cannot be written; both keys are kept.
        """
        if not self.has_key:
            return
        key_id, key = self._keys.create()
        try:
            with self._lock:
                self._sealed.change_key(key_id, key)
        except KeyMissing:  # another process was quicker: its key is as new
            self._sealed.close()
            self.drop_keys([key_id])
            return
        self._delete_unused_keys()

    def delete_keys(self, key_ids: Iterable[str]) -> None:
        """Delete keys that seal nothing any more.

        Raises:
            KeyringRefused: the keyring does not do it.
        """
        for key_id in key_ids:
            self._keys.delete(key_id)

    # --- without the keyring --------------------------------------------------------------------------------

    def put(self, item_id: str, payload: bytes) -> None:
        """Seal an item; without a key, or where that fails, it is kept in memory.

        Raises:
            FolderUnusable: the disk is full or cannot be written.
            KeyMissing: the key has to be fetched anew.
        """
        with self._lock:
            self._session[item_id] = payload
            try:
                if self.has_key:
                    self._seal_session()
            except KeyMissing:
                self._sealed.close()
                raise
            finally:
                self._note()

    def get(self, item_id: str) -> bytes:
        """The newest version.

        Raises:
            UnknownAccount: there is none.
            SecretUnreadable: it cannot be trusted or opened.
            KeyMissing: the key has to be fetched anew.
            FolderUnusable: the files cannot be read.
        """
        with self._lock:
            if item_id in self._session:
                return self._session[item_id]
            try:
                return self._sealed.get(item_id)
            except KeyMissing:
                self._sealed.close()
                raise

    def change(self, item_id: str, change: Callable[[bytes], bytes]) -> None:
        """Keep what `change` makes of an item, before anybody else changes it.

        Raises:
            FolderUnusable: the disk is full or cannot be written; it is kept in memory.
            Exception: as `get` does, and what `change` raises.
        """
        with self._lock:
            if item_id in self._session:
                self.put(item_id, change(self._session[item_id]))
                return
            made: list[bytes] = []

            def noting(before: bytes) -> bytes:
                made.append(change(before))
                return made[0]

            try:
                self._sealed.change(item_id, noting)
            except KeyMissing:
                self._sealed.close()
                raise
            except FolderUnusable:
                if made:
                    self._session[item_id] = made[0]
                raise
            finally:
                self._note()

    def look(self) -> None:
        """See what another process has added or deleted."""
        with self._lock:
            self._note()

    def delete(self, item_id: str) -> None:
        """Delete an item wherever it is.

        Raises:
            FolderUnusable: its file cannot be deleted; what is in memory is gone.
            KeyMissing: it is deleted; the key has to be fetched anew.
        """
        with self._lock:
            self._session.pop(item_id, None)
            try:
                self._sealed.delete(item_id)
            except KeyMissing:
                self._sealed.close()
                raise
            finally:
                self._note()

    def forget_if_empty(self) -> tuple[str, ...]:
        """Where no item is left, delete the list of them; returns the ids of keys that nothing needs then."""
        with self._lock:
            if self.ids or not self.has_key:
                return ()
            try:
                return self._sealed.erase_if_empty()
            except FolderUnusable as error:  # the items are deleted, and that is what was asked for
                _log.info("%s", error)
                return ()

    def words(self, problem: KeyringProblem) -> str:
        """What a problem means here."""
        return sentences(problem, has_sealed=self.has_sealed)

    # --- inside ---------------------------------------------------------------------------------------------

    def _fetch_key(self) -> None:
        for _attempt in range(_ATTEMPTS):
            with contextlib.suppress(KeyMissing):
                self._fetch_key_once()
                self._delete_unused_keys()
                return
        raise KeyringRefused(KeyringProblem.BROKEN)

    def _fetch_key_once(self) -> None:
        key_ids = self._sealed.key_ids
        found = {key_id: key for key_id in key_ids if (key := self._keys.load(key_id))}
        if not found and self.has_sealed:
            raise KeyringRefused(KeyringProblem.KEY_GONE)
        made = {} if found else dict([self._keys.create()])
        try:
            with self._lock:
                if not self.has_key:  # else an older question was answered meanwhile
                    lost = frozenset(key_ids) - found.keys()
                    self._sealed.open(found | made, lost, is_new=bool(made))
        finally:
            self.drop_keys([key_id for key_id in made if key_id != self._sealed.key_id])

    def drop_keys(self, key_ids: Iterable[str]) -> None:
        """Delete keys that seal nothing; what stays in the keyring opens nothing either."""
        try:
            self.delete_keys(key_ids)
        except KeyringRefused as refused:
            _log.info("a key that seals nothing is left in the keyring: %s", refused)

    def _seal_session(self) -> None:
        """Seal what is in memory, one after the other."""
        try:
            for item_id in [*self._session] if self.has_key else []:
                self._sealed.put(item_id, self._session[item_id])
                del self._session[item_id]
        finally:
            self._note()

    def _delete_unused_keys(self) -> None:
        """Delete what a change of the key has left; it is tried again at the next start."""
        try:
            with self._lock:
                unused = self._sealed.unused_keys if self.has_key else ()
            if unused:
                self.delete_keys(unused)
                with self._lock:
                    self._sealed.forget_keys(unused)
        except (KeyringRefused, FolderUnusable, KeyMissing) as error:
            _log.info("an old key is left in the keyring: %s", type(error).__name__)

    def _note(self) -> None:
        """Have `ids`, `unsaved` and `has_sealed` say what is there."""
        try:
            sealed = self._sealed.item_ids
        except FolderUnusable as error:
            _log.info("%s", error)
            sealed = ()
        self.has_sealed = bool(sealed)
        self.unsaved = frozenset(self._session)
        self.ids = tuple(sorted({*sealed, *self._session}))
