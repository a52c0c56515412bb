"""A real database in a file of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "mediadl.sqlite3"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    """An open store."""
    store = await Store.open(path)
    yield store
    await store.close()
