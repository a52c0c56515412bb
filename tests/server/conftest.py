"""An API for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.helpers.api import Running, running_api


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """An API that listens, with limits that no test reaches; its clients may name the media site."""
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with running_api(tmp_path) as running:
        yield running
