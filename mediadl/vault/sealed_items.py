"""Items under their seal, with the list that tells the newest version from an older one. No keyring is known.

Blocking, and for one thread at a time; other processes may change the same folder meanwhile.
"""

import logging
from collections.abc import Callable, Mapping

from pydantic import ValidationError

from mediadl.domain.errors import FolderUnusable, SecretUnreadable, UnknownAccount
from mediadl.vault.envelope import HEAD_BYTES, Label, label_of, seal, unseal
from mediadl.vault.manifest import UNTRUSTED, Manifest
from mediadl.vault.sealed_folder import MANIFEST_COPIES, SealedFolder

_MANIFEST_ID = "manifest"

GONE = "Its file was deleted by somebody else. Add the account again."
OLDER = "Its file was replaced by an older version, so it is not used. Add the account again."
UNLISTED = (
    "Its file was put back, or the list of what is saved is damaged, so nothing says that this is the newest "
    "version, and it is not used. Add the account again."
)

_log = logging.getLogger(__name__)


class KeyMissing(Exception):
    """Something was sealed with keys that were not handed over: another process has changed them."""


class SealedItems:
    """What `open` was handed the keys of. Without keys only `item_ids`, `key_ids` and `delete` are of use."""

    def __init__(self, folder: SealedFolder) -> None:
        self._folder = folder
        self._keys: dict[str, bytes] = {}
        self._lost: frozenset[str] = frozenset()
        self._manifest = Manifest()

    @property
    def has_key(self) -> bool:
        """Whether items can be opened and sealed."""
        return self._manifest.key_id in self._keys

    @property
    def key_id(self) -> str | None:
        """The key in use."""
        return self._manifest.key_id

    @property
    def item_ids(self) -> tuple[str, ...]:
        """All items that are not deleted, sorted; with keys also those whose file is missing."""
        listed = set(self._manifest.items) - set(self._folder.deleted_ids) if self.has_key else set()
        return tuple(sorted(listed | set(self._folder.item_ids)))

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The keys that the files name on their outside."""
        copies = [*self._folder.manifests(), *(self._head(item_id) for item_id in self._folder.item_ids)]
        return tuple(dict.fromkeys(label.key_id for copy in copies if (label := _label(copy))))

    @property
    def unused_keys(self) -> tuple[str, ...]:
        """Keys of before that no file needs any more."""
        used = {self._manifest.key_id, *self.key_ids}
        return tuple(key_id for key_id in self._manifest.keys if key_id not in used)

    def open(
        self, keys: Mapping[str, bytes], lost: frozenset[str] = frozenset(), *, is_new: bool = False
    ) -> None:
        """Take the keys, bring the list up to date with the files, and finish what a kill has cut off.

        `lost` are ids that the keyring does not know. `is_new`: the last of `keys` was made for this
        folder, where nothing is sealed.

        Raises:
            KeyMissing: the files name keys that are neither in `keys` nor `lost`, or are gone with their key.
            FolderUnusable: the files cannot be read.
        """
        self._keys, self._lost = dict(keys), lost
        try:
            self._manifest = self._read_manifest()
        except KeyMissing:
            self.close()
            raise
        try:
            with self._folder.locked():
                if not is_new and not self._folder.item_ids:
                    self._expect_list()
                self._catch_up()
        except KeyMissing:
            self.close()
            raise
        except FolderUnusable as error:  # what is here can be read all the same
            _log.info("%s", error)

    def close(self) -> None:
        """Forget the keys."""
        self._keys, self._lost = {}, frozenset()

    def put(self, item_id: str, payload: bytes) -> None:
        """Seal an item, or the newer version of one: all of it is on the disk, or it is as it was.

        Raises:
            KeyMissing: another process has changed the key.
            FolderUnusable: the disk is full or cannot be written.
        """
        with self._folder.locked():
            self._expect_list()
            self._catch_up()
            self._write(item_id, payload)

    def change(self, item_id: str, change: Callable[[bytes], bytes]) -> None:
        """Seal what `change` makes of an item; no other process changes it meanwhile.

        Raises:
            FolderUnusable: the disk is full or cannot be written.
            Exception: as `get` does, and what `change` raises; nothing is written then.
        """
        with self._folder.locked():
            self._expect_list()
            self._catch_up()
            before = self.get(item_id)
            after = change(before)
            if after != before:
                self._write(item_id, after)

    def get(self, item_id: str) -> bytes:
        """Open an item.

        Raises:
            UnknownAccount: there is none.
            SecretUnreadable: it, and it alone, cannot be trusted or opened.
            KeyMissing: another process has changed the key.
            FolderUnusable: the files cannot be read.
        """
        self._manifest = self._read_manifest()
        sealed = self._folder.read(item_id)
        if sealed is None:
            if item_id in self.item_ids:
                raise SecretUnreadable(GONE)
            raise UnknownAccount("This account was deleted.")
        self._expect_keys(sealed)
        label, payload = unseal(self._keys, sealed, item_id)
        if not self._manifest.accepts(item_id, label.revision):
            is_unlisted = self._manifest.items.get(item_id) == UNTRUSTED
            raise SecretUnreadable(UNLISTED if is_unlisted else OLDER)
        return payload

    def delete(self, item_id: str) -> None:
        """Delete an item, also without a key; one that is not there is no error.

        Raises:
            FolderUnusable: the file cannot be deleted.
        """
        if item_id not in self.item_ids:
            return
        with self._folder.locked():
            self._folder.delete(item_id)
            if self.has_key:
                self._catch_up()

    def change_key(self, key_id: str, key: bytes) -> None:
        """Seal everything anew with this key; a kill leaves each file under the one key or the other.

        Raises:
            KeyMissing: another process has changed the key meanwhile.
            FolderUnusable: the disk is full or cannot be written; the rest is done at the next occasion.
        """
        with self._folder.locked():
            self._expect_list()
            self._catch_up()
            self._keys[key_id] = key
            self._manifest = self._manifest.with_key(key_id)
            self._save()  # before any item, so that whoever finds one under this key finds it named here
            self._catch_up()

    def forget_keys(self, key_ids: tuple[str, ...]) -> None:
        """Strike keys off the list that were deleted from the keyring."""
        with self._folder.locked():
            self._catch_up()
            self._manifest = self._manifest.without_keys(key_ids)
            self._save_later()
        self._keys = {known: key for known, key in self._keys.items() if known not in key_ids}

    def erase_if_empty(self) -> tuple[str, ...]:
        """Delete the list where no item is left; returns the ids of the keys that nothing needs then."""
        with self._folder.locked():
            if self.item_ids:
                return ()
            key_ids = tuple(dict.fromkeys([*self._manifest.keys, *self.key_ids]))
            self._folder.erase()
        self.close()
        self._manifest = Manifest()
        return key_ids

    def _write(self, item_id: str, payload: bytes) -> None:
        manifest = self._manifest.with_item(item_id)
        self._folder.write(item_id, self._sealed(item_id, manifest.revision, payload))
        self._manifest = manifest
        self._save_later()

    # --- the list -------------------------------------------------------------------------------------------

    def _read_manifest(self) -> Manifest:
        """The newest list there is: of the copies, and of what this process knows."""
        copies = self._folder.manifests()
        for copy in copies:
            self._expect_keys(copy)
        found = [manifest for copy in copies if (manifest := self._opened(copy))]
        newest = max(found, key=lambda manifest: manifest.revision, default=None)
        if self.has_key and (newest is None or newest.revision < self._manifest.revision):
            return self._manifest  # an older one was put back, or both were damaged, while we know better
        return newest or self._unlisted()

    def _opened(self, copy: bytes) -> Manifest | None:
        try:
            label, payload = unseal(self._keys, copy, _MANIFEST_ID)
            manifest = Manifest.model_validate_json(payload)
        except (SecretUnreadable, ValidationError) as error:
            _log.info("a copy of the vault's list is not used: %s", error)
            return None
        keys = tuple(known for known in manifest.keys if known != label.key_id)
        return manifest.model_copy(update={"keys": (label.key_id, *keys)})

    def _unlisted(self) -> Manifest:
        """A list for items without one: what lies here may be of any age, so none of it is trusted."""
        labels = [_label(self._head(item_id)) for item_id in self._folder.item_ids]
        revisions = [label.revision for label in labels if label]
        named = [label.key_id for label in labels if label and label.key_id in self._keys]
        keys = tuple(dict.fromkeys([*named, *reversed(self._keys)]))
        items = dict.fromkeys(self._folder.item_ids, UNTRUSTED)
        return Manifest(revision=max(revisions, default=0), items=items, keys=keys)

    def _catch_up(self) -> None:
        """Have list and files agree, after a kill or another process; the folder is locked."""
        self._manifest = before = self._read_manifest()
        deleted = self._folder.deleted_ids
        for item_id in deleted:
            self._manifest = self._manifest.without(item_id)
        for item_id in self._folder.item_ids:
            self._catch_up_with(item_id)
        is_saved = self._manifest == before and self._has_sound_copies()
        if is_saved or self._save_later():
            for item_id in deleted:
                self._folder.forget_deleted(item_id)

    def _catch_up_with(self, item_id: str) -> None:
        label = _label(self._head(item_id))
        listed = self._manifest.items.get(item_id)
        is_new = listed is None or (label and label.revision > self._manifest.revision)
        is_ours = label is None or label.key_id == self._manifest.key_id
        if not is_new and is_ours:
            return
        try:
            found, payload = unseal(self._keys, self._folder.read(item_id) or b"", item_id)
            is_newest = self._manifest.accepts(item_id, found.revision)
        except SecretUnreadable:
            is_newest = False
        if is_newest:
            self._manifest = self._manifest.with_item(item_id, found.revision)
            if not is_ours:  # a change of the key was cut off
                self._folder.write(item_id, self._sealed(item_id, found.revision, payload))
        elif listed is None:  # it is listed all the same, so that the user learns of it
            self._manifest = self._manifest.with_item(item_id, UNTRUSTED)

    def _has_sound_copies(self) -> bool:
        copies = [self._opened(copy) for copy in self._folder.manifests()]
        return copies == [self._manifest] * MANIFEST_COPIES

    def _save(self) -> None:
        payload = self._manifest.model_dump_json().encode()
        self._folder.write_manifest(self._sealed(_MANIFEST_ID, self._manifest.revision, payload))

    def _save_later(self) -> bool:
        """Save the list, if it can be: files that are newer than it are known by their revisions."""
        try:
            self._save()
        except FolderUnusable as error:
            _log.info("the vault's list is saved the next time: %s", error)
            return False
        return True

    # --- the envelope ---------------------------------------------------------------------------------------

    def _sealed(self, item_id: str, revision: int, payload: bytes) -> bytes:
        key_id = self._manifest.key_id
        if key_id is None or key_id not in self._keys:
            raise KeyMissing
        return seal(self._keys[key_id], Label(key_id, item_id, revision), payload)

    def _expect_list(self) -> None:
        if (
            not self._folder.manifests()
        ):  # another process has erased everything, and may have deleted the key
            raise KeyMissing

    def _expect_keys(self, sealed: bytes) -> None:
        label = _label(sealed)
        if label and label.key_id not in self._keys and label.key_id not in self._lost:
            raise KeyMissing

    def _head(self, item_id: str) -> bytes:
        return self._folder.read(item_id, HEAD_BYTES) or b""


def _label(sealed: bytes) -> Label | None:
    """What the outside says; None where it cannot be read."""
    try:
        return label_of(sealed)
    except SecretUnreadable:
        return None
