"""The self-test downloads a file for real, and says so when it cannot."""

import io
import os
from pathlib import Path

import pytest

from mediadl import selftest
from mediadl.selftest import self_test
from tests.helpers.engines import running_engine


async def test_a_sound_installation_passes(tmp_path: Path):
    output = io.StringIO()
    async with running_engine(tmp_path) as watched:
        assert await self_test(watched.engine, output) == 0
    assert "self-test passed" in output.getvalue()
    assert "yt-dlp 20" in output.getvalue()


async def test_a_proxy_of_the_environment_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("no_proxy", "elsewhere.example")
    output = io.StringIO()
    async with running_engine(tmp_path) as watched:
        assert await self_test(watched.engine, output) == 0
    assert os.environ["no_proxy"] == "elsewhere.example"


async def test_one_that_never_ends_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selftest, "_TIMEOUT_S", 0.01)
    output = io.StringIO()
    async with running_engine(tmp_path) as watched:
        assert await self_test(watched.engine, output) == 1
    assert "self-test failed: no end after 0.01 s" in output.getvalue()
