"""The store opens and closes as one."""

from pathlib import Path

import pytest

from mediadl.domain.errors import StoreUnusable
from mediadl.store.store import Store


async def test_what_was_saved_is_there_after_a_restart(path: Path):
    store = await Store.open(path)
    settings = (await store.settings.load()).model_copy(update={"max_downloads": 5})
    await store.settings.save(settings)
    await store.close()
    again = await Store.open(path)
    assert await again.settings.load() == settings
    await again.close()


async def test_a_store_that_cannot_be_opened_leaves_no_thread(tmp_path: Path):
    with pytest.raises(StoreUnusable, match="cannot be"):
        await Store.open(tmp_path / "no" / "folder")
