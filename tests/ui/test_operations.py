"""Commands run as tasks, and their errors become notices."""

import asyncio
from pathlib import Path

import pytest

from mediadl.domain.job import JobState, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.engine.tasks import Tasks
from mediadl.ui.operations import Notice, Operations
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_site import MediaSiteProcess


class _Asked:
    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.notices: list[Notice] = []
        self.tasks = Tasks()
        self.operations = Operations(watched.engine, self.tasks, self.notices.append)

    async def settled(self) -> None:
        while self.tasks._running:
            await asyncio.sleep(0.01)


@pytest.fixture
async def asked(tmp_path: Path):
    async with running_engine(tmp_path) as watched:
        yield _Asked(watched)


async def test_a_link_that_is_none_becomes_a_notice_and_the_others_are_added(
    asked: _Asked, media_site: MediaSiteProcess
) -> None:
    asked.operations.add(["two words", media_site.url("media/small.mp4")], DownloadOptions())
    await asked.settled()
    assert len(asked.watched.engine.jobs) == 1
    (notice,) = asked.notices
    assert notice.kind == "error"
    assert "is not a link" in notice.text


async def test_a_command_that_is_not_allowed_becomes_a_notice(
    asked: _Asked, media_site: MediaSiteProcess
) -> None:
    job = await asked.watched.engine.add(media_site.url("media/small.mp4"))
    await asked.watched.until_ended(job.id)
    asked.operations.pause([job.id])
    await asked.settled()
    assert "cannot become paused" in asked.notices[0].text


async def test_removing_offers_an_undo_that_puts_the_jobs_back_in_their_places(
    asked: _Asked, media_site: MediaSiteProcess
) -> None:
    engine = asked.watched.engine
    jobs = [await engine.add(media_site.url(f"page/{number}"), start=StartMode.PAUSED) for number in range(4)]
    await asked.watched.until(lambda: all(job.state is JobState.PAUSED for job in engine.jobs))
    asked.operations.remove([jobs[1].id, jobs[2].id])
    await asked.settled()
    assert [job.id for job in engine.jobs] == [jobs[0].id, jobs[3].id]
    (notice,) = asked.notices
    assert (notice.text, notice.action) == ("Removed 2 downloads.", "Undo")
    assert notice.on_action is not None
    notice.on_action()
    await asked.settled()
    assert [job.id for job in engine.jobs] == [job.id for job in jobs]


async def test_an_unexpected_error_goes_to_the_listener_of_the_tasks(asked: _Asked) -> None:
    heard: list[BaseException] = []
    asked.tasks.on_error = lambda _name, error: heard.append(error)

    async def broken() -> None:
        raise ZeroDivisionError

    asked.operations.run(broken(), name="broken")
    await asked.settled()
    assert [type(error) for error in heard] == [ZeroDivisionError]
    assert asked.notices == []
