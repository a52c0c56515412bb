"""Options are checked by yt-dlp's own parser, in a worker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.app import open_engine
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from tests.helpers.engines import paths_in


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    async with open_engine(paths_in(tmp_path), Tasks()) as (opened, _prober):
        yield opened


async def test_a_worker_says_what_only_yt_dlp_knows(engine: Engine) -> None:
    (problem,) = await engine.check_options(DownloadOptions(extra_arguments=("--retry-sleep", "often")))
    assert problem.field == "extra_arguments"
    assert await engine.check_options(DownloadOptions(custom_format="bv+ba")) == ()


async def test_what_needs_no_worker_starts_none(engine: Engine) -> None:
    (problem,) = await engine.check_options(DownloadOptions(proxy="nowhere"))
    assert problem.field == "proxy"
    assert engine.engine_version == ""
