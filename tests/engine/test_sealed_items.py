"""Without a vault, items live as long as the program does."""

import pytest

from mediadl.domain.errors import UnknownAccount
from mediadl.engine.sealed_items import SessionItems


async def test_items_are_kept_for_the_session_and_said_not_to_be_saved():
    items = SessionItems()
    await items.put("a", b"1")
    assert (items.ids(), await items.get("a"), items.is_saved("a")) == (("a",), b"1", False)
    assert not (await items.open()).is_open
    assert not (await items.try_again()).is_open
    await items.rotate()
    assert await items.get("a") == b"1"
    await items.delete("a")
    await items.delete("a")
    with pytest.raises(UnknownAccount):
        await items.get("a")
