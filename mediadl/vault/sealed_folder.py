"""The vault's files: their names, and reading and writing them whole. What is in them is not known here."""

import errno
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mediadl.domain.errors import FolderUnusable
from mediadl.durable import sync_folder, write_whole
from mediadl.paths import ensure_private
from mediadl.vault.folder_lock import Busy, locked

_SEALED = ".sealed"
_DELETED = ".deleted"
_MANIFESTS = ("contents-1.manifest", "contents-2.manifest")
"""Two copies, written one after the other: one is whole whatever happens."""
MANIFEST_COPIES = len(_MANIFESTS)
_LOCK = "vault.lock"
_ITEM_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


class SealedFolder:
    """One file an item, for this user alone. Every method blocks, and raises `FolderUnusable` in words."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Items that have a file and are not deleted, sorted."""
        return tuple(sorted(set(self._ids(_SEALED)) - set(self.deleted_ids)))

    @property
    def deleted_ids(self) -> tuple[str, ...]:
        """Items that were deleted and may still be listed."""
        return self._ids(_DELETED)

    def read(self, item_id: str, size_bytes: int = -1) -> bytes | None:
        """The item's file, or how it begins; None when there is none."""
        return self._read(self._sealed(item_id), size_bytes)

    def write(self, item_id: str, content: bytes) -> None:
        """Make or replace the item's file."""
        path = self._sealed(item_id)
        with self._told("changed"):
            path.with_suffix(_DELETED).unlink(missing_ok=True)
        self._write(path, content)

    def delete(self, item_id: str) -> None:
        """Delete the item's file, and note that it was deleted until `forget_deleted`."""
        path = self._sealed(item_id)
        with self._told("changed"):
            path.with_suffix(_DELETED).touch(mode=0o600)
            path.unlink(missing_ok=True)
            sync_folder(self._folder)

    def forget_deleted(self, item_id: str) -> None:
        """Drop the note, and the file if a kill has left it."""
        path = self._sealed(item_id)
        with self._told("changed"):
            path.unlink(missing_ok=True)
            path.with_suffix(_DELETED).unlink(missing_ok=True)

    def manifests(self) -> list[bytes]:
        """The copies of the list that are there."""
        return [copy for name in _MANIFESTS if (copy := self._read(self._folder / name)) is not None]

    def write_manifest(self, content: bytes) -> None:
        """Replace both copies of the list."""
        for name in _MANIFESTS:
            self._write(self._folder / name, content)

    def erase(self) -> None:
        """Delete all items and the list of them."""
        with self._told("emptied"):
            for item_id in {*self._ids(_SEALED), *self.deleted_ids}:
                self.forget_deleted(item_id)
            for name in _MANIFESTS:
                (self._folder / name).unlink(missing_ok=True)
            sync_folder(self._folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from changing the folder, which is made, during the block."""
        with ExitStack() as stack:
            with self._told("changed"):
                ensure_private(self._folder)
                stack.enter_context(locked(self._folder / _LOCK))
                for left in self._folder.glob("*.making"):  # by a kill
                    left.unlink()
            yield

    def _sealed(self, item_id: str) -> Path:
        if not _ITEM_ID.fullmatch(item_id):
            raise ValueError(f"{item_id!r} is no id of an item")
        return self._folder / f"{item_id}{_SEALED}"

    def _ids(self, suffix: str) -> tuple[str, ...]:
        with self._told("read"):
            if not self._folder.exists():
                return ()
            found = [path.stem for path in self._folder.iterdir() if path.suffix == suffix]
        return tuple(sorted(name for name in found if _ITEM_ID.fullmatch(name)))

    def _read(self, path: Path, size_bytes: int = -1) -> bytes | None:
        with self._told("read"):
            try:
                with path.open("rb") as file:
                    return file.read(size_bytes)
            except FileNotFoundError:
                return None

    def _write(self, path: Path, content: bytes) -> None:
        with self._told("written"):
            write_whole(path, content)

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = _reason(error)
            raise FolderUnusable(f"The folder “{self._folder}” cannot be {doing}: {reason}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, Busy):
        return "another MediaDL is changing it. Try again in a moment."
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full. Free some space, then try again."
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return "it may not be changed. Check its permissions."
    return f"{error.strerror or error}."
