"""What accounts need of the place that keeps them, and a place that keeps them for this session alone."""

from collections.abc import Callable
from typing import Protocol

from mediadl.domain.accounts import VaultStatus
from mediadl.domain.errors import UnknownAccount


class SealedItems(Protocol):
    """Contents by id, as `mediadl.vault` keeps them. Each method may be called at any time."""

    on_status: Callable[[VaultStatus], None]
    """Called on the loop when it is known, or known anew, whether items are saved."""

    @property
    def status(self) -> VaultStatus:
        """Whether items are saved."""

    async def open(self) -> VaultStatus:
        """Ask for the key; in bounded time, and with a status instead of an error."""

    async def try_again(self) -> VaultStatus:
        """As `open`, after it did not work."""

    async def rotate(self) -> None:
        """Seal everything with a new key; nothing where nothing is sealed.

        Raises:
            UserError: there is no new key, or not everything could be sealed with it.
        """

    def ids(self) -> tuple[str, ...]:
        """All items that are there, readable or not."""

    async def put(self, item_id: str, payload: bytes) -> None:
        """Keep a content in place of any other of this id."""

    async def get(self, item_id: str) -> bytes:
        """The content.

        Raises:
            UnknownAccount: there is none.
            SecretUnreadable: it cannot be opened.
        """

    async def change(self, item_id: str, change: Callable[[bytes], bytes]) -> None:
        """Keep what `change` makes of a content, before anybody else changes it; it is called in any thread.

        Raises:
            UserError: as `get` does, and what `change` raises.
        """

    async def look(self) -> None:
        """Have `ids` say what another process has added or deleted."""

    async def delete(self, item_id: str) -> None:
        """Forget an item; one that is not there is no error."""

    def is_saved(self, item_id: str) -> bool:
        """Whether it will be there in the next session."""


class SessionItems:
    """Keeps items until the program ends: for an engine that was given no vault."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}
        self.on_status: Callable[[VaultStatus], None] = lambda _status: None
        self.status = VaultStatus(is_open=False, message="Accounts are kept until MediaDL ends.")

    async def open(self) -> VaultStatus:
        """There is nothing to open."""
        return self.status

    async def try_again(self) -> VaultStatus:
        """Nothing changes."""
        return self.status

    async def rotate(self) -> None:
        """Nothing is sealed."""

    def ids(self) -> tuple[str, ...]:
        """All items."""
        return tuple(self._contents)

    async def put(self, item_id: str, payload: bytes) -> None:
        """Keep a content."""
        self._contents[item_id] = payload

    async def get(self, item_id: str) -> bytes:
        """The content.

        Raises:
            UnknownAccount: there is none.
        """
        if item_id not in self._contents:
            raise UnknownAccount("This account is not there any more.")
        return self._contents[item_id]

    async def change(self, item_id: str, change: Callable[[bytes], bytes]) -> None:
        """Keep what `change` makes of a content."""
        self._contents[item_id] = change(await self.get(item_id))

    async def look(self) -> None:
        """Nobody else adds anything."""

    async def delete(self, item_id: str) -> None:
        """Forget an item."""
        self._contents.pop(item_id, None)

    def is_saved(self, item_id: str) -> bool:
        """Nothing is."""
        return False
