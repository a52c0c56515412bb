"""A real API for each test, and the client with a token that opens everything."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.client import MediaDL
from mediadl.domain.clients import Scope
from tests.helpers.api import Running, running_api


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """An API that listens; its clients may name the media site."""
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with running_api(tmp_path) as running:
        yield running


@pytest.fixture
async def mediadl(api: Running) -> AsyncIterator[MediaDL]:
    """The client, opened."""
    _client, token = await api.client(Scope.ALL)
    async with MediaDL(api.server.address, token) as opened:
        yield opened
