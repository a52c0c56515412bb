"""Commands run as tasks, and their errors become notices."""

import asyncio
from pathlib import Path

import pytest

from mediadl.domain.job import JobState, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.engine.tasks import Tasks
from mediadl.ui.operations import UNDO_DEPTH, Notice, Operations
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


async def paused_jobs(asked: _Asked, media_site: MediaSiteProcess, count: int) -> list[str]:
    """Ids of jobs that wait, in queue order."""
    engine = asked.watched.engine
    jobs = [await engine.add(media_site.url(f"page/{n}"), start=StartMode.PAUSED) for n in range(count)]
    await asked.watched.until(lambda: all(job.state is JobState.PAUSED for job in engine.jobs))
    return [job.id for job in jobs]


def order(asked: _Asked) -> list[str]:
    return [job.id for job in asked.watched.engine.jobs]


async def test_undo_works_backwards_and_takes_the_notices_along(
    asked: _Asked, media_site: MediaSiteProcess
) -> None:
    withdrawn: list[Notice] = []
    asked.operations.withdraw = withdrawn.append
    one, two, three = await paused_jobs(asked, media_site, 3)
    for job_id in (two, one):
        asked.operations.remove([job_id])
        await asked.settled()
    asked.operations.undo()
    await asked.settled()
    assert order(asked) == [one, three]
    asked.operations.undo()
    await asked.settled()
    assert order(asked) == [one, two, three]
    assert withdrawn == [asked.notices[1], asked.notices[0]]
    asked.operations.undo()
    assert asked.notices[-1].text == "There is nothing to undo."


async def test_the_button_of_an_older_notice_undoes_that_removal_alone(
    asked: _Asked, media_site: MediaSiteProcess
) -> None:
    one, two, three = await paused_jobs(asked, media_site, 3)
    for job_id in (one, two):
        asked.operations.remove([job_id])
        await asked.settled()
    undo = asked.notices[0].on_action
    assert undo is not None
    undo()
    undo()
    await asked.settled()
    assert order(asked) == [one, three]
    asked.operations.undo()
    await asked.settled()
    assert order(asked) == [one, two, three]


async def test_undo_right_after_remove_waits_for_it(asked: _Asked, media_site: MediaSiteProcess) -> None:
    one, two = await paused_jobs(asked, media_site, 2)
    asked.operations.remove([one])
    asked.operations.undo()
    await asked.settled()
    assert order(asked) == [one, two]
    assert asked.notices == []


async def test_a_job_that_vanished_meanwhile_stops_nothing(
    asked: _Asked, media_site: MediaSiteProcess
) -> None:
    one, two, three = await paused_jobs(asked, media_site, 3)
    await asked.watched.engine.remove_many([two])
    asked.operations.remove([one, two])
    await asked.settled()
    assert order(asked) == [three]
    asked.operations.remove([two])
    await asked.settled()
    asked.operations.undo()
    await asked.settled()
    assert order(asked) == [one, three]


async def test_only_the_last_removals_are_remembered(asked: _Asked, media_site: MediaSiteProcess) -> None:
    ids = await paused_jobs(asked, media_site, UNDO_DEPTH + 2)
    for job_id in ids:
        asked.operations.remove([job_id])
        await asked.settled()
    for _ in ids:
        asked.operations.undo()
        await asked.settled()
    assert set(order(asked)) == set(ids[2:])


async def test_an_unexpected_error_goes_to_the_listener_of_the_tasks(asked: _Asked) -> None:
    heard: list[BaseException] = []
    asked.tasks.on_error = lambda _name, error: heard.append(error)

    async def broken() -> None:
        raise ZeroDivisionError

    asked.operations.run(broken(), name="broken")
    await asked.settled()
    assert [type(error) for error in heard] == [ZeroDivisionError]
    assert asked.notices == []
