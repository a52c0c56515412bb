"""Jobs are added in a client's name, with what it wants beside the options."""

import asyncio
from pathlib import Path

import pytest

from mediadl.domain.clients import ForClient, Scope
from mediadl.domain.errors import InvalidItems
from mediadl.domain.failures import FailureKind
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.resolving import Asked
from mediadl.engine.new_jobs import again
from mediadl.server.clients import client_with_token
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess


async def test_a_job_has_what_its_client_wants(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        wanted = ForClient("c", "https://example.com/hook", 2, 60, 5)
        job = await watched.engine.add_for(
            wanted, "https://example.invalid/", Asked(), start=StartMode.PAUSED
        )
        assert (job.client_id, job.webhook_url, job.retention_hours) == ("c", wanted.webhook_url, 2)
        assert (job.timeout_s, job.priority, job.start) == (60, 5, StartMode.PAUSED)
        with pytest.raises(InvalidItems):
            await watched.engine.add_for(wanted, "https://example.invalid/", Asked(), items="x")
        assert job.client_name == ""
        assert await watched.engine.can_save()
        assert await watched.engine.client_store.load() == []


async def test_a_job_keeps_the_name_of_the_client_that_asked(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        client, _token = client_with_token("Chromium", [Scope.SUBMIT])
        await watched.engine.client_store.add(client)
        wanted = ForClient(client.id)
        job = await watched.engine.add_for(
            wanted, "https://example.invalid/", Asked(), start=StartMode.PAUSED
        )
        await watched.engine.client_store.forget(client.id)
        assert (job.client_name, again(job, StartMode.PAUSED).client_name) == ("Chromium", "Chromium")


async def test_a_run_that_takes_too_long_ends(
    tmp_path: Path, media_site: MediaSiteProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with running_engine(tmp_path) as watched:
        wanted = ForClient("c", timeout_s=3)
        link = media_site.url("media/av480.mp4", rate=20_000)
        job = await watched.engine.add_for(wanted, link, Asked())
        done = await watched.until_ended(job.id)
        assert done.state is JobState.FAILED
        assert done.failure is not None
        assert done.failure.kind is FailureKind.TIMED_OUT
        assert "3 seconds" in done.failure.message
        await asyncio.sleep(0)
