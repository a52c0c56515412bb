"""An API for each test that clients of aria2 can speak to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.helpers.api import Running
from tests.helpers.aria2 import aria2_api


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """An API with limits that no test reaches; its clients may name the media site."""
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with aria2_api(tmp_path) as running:
        yield running
