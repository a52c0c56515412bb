"""The list of what the vault holds, and what it says of a file that is found: pure decisions, no files."""

from pydantic import BaseModel, ConfigDict

UNTRUSTED = 0
"""The revision of an item of which nothing says that it is the newest; real ones begin at 1."""


class Manifest(BaseModel):
    """Sealed as an item of its own. Every change of the vault takes the next number as its revision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: int = 0
    """Of the last change that the list knows of."""
    items: dict[str, int] = {}
    """The revision of each item."""
    keys: tuple[str, ...] = ()
    """Ids of the keys that may be in the keyring, the one in use first."""

    @property
    def key_id(self) -> str | None:
        """The key that new things are sealed with."""
        return self.keys[0] if self.keys else None

    def accepts(self, item_id: str, revision: int) -> bool:
        """Whether this is the newest version: the one listed, or one made after the list was written.

        A kill between the writing of an item and of the list leaves the item newer than the list. A version
        of before can never be newer, and neither can a deleted item that somebody puts back.
        """
        return revision > self.revision or revision == self.items.get(item_id, UNTRUSTED)

    def with_item(self, item_id: str, revision: int | None = None) -> "Manifest":
        """After an item was written: as the next change, or with the revision that was found."""
        number = self.revision + 1 if revision is None else revision
        return self._changed(max(number, self.revision), items={**self.items, item_id: number})

    def without(self, item_id: str) -> "Manifest":
        """After an item was deleted."""
        items = {known: revision for known, revision in self.items.items() if known != item_id}
        return self._changed(self.revision + 1, items=items)

    def with_key(self, key_id: str) -> "Manifest":
        """With another key in use; those of before are kept until `without_keys`."""
        kept = tuple(known for known in self.keys if known != key_id)
        return self._changed(self.revision + 1, keys=(key_id, *kept))

    def without_keys(self, key_ids: tuple[str, ...]) -> "Manifest":
        """After keys were deleted from the keyring."""
        return self._changed(self.revision + 1, keys=tuple(k for k in self.keys if k not in key_ids))

    def _changed(self, revision: int, **changes: object) -> "Manifest":
        return self.model_copy(update={"revision": revision, **changes})
