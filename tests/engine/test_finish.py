"""The end of the queue is told once, when it came by itself, and never because of what the user did."""

import asyncio
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from mediadl.domain.events import JobAdded, JobChanged, JobRemoved, ListingFinished, QueueFinished
from mediadl.domain.job import Job, JobState
from mediadl.domain.media import Playlist
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Findings
from mediadl.engine.finish import FinishWatch
from tests.helpers.engines import running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess

S = JobState
A_LIST = Playlist(id="1", title="A list", extractor="x", url="https://example.com/list")


class _Setting:
    def __init__(self) -> None:
        self.bus, self.findings = Bus(), Findings()
        self.watch = FinishWatch(self.bus, self.findings)
        self.jobs: dict[str, Job] = {}
        self.told: list[QueueFinished] = []
        self.bus.subscribe(QueueFinished, self.told.append)

    def add(self, name: str, state: JobState = S.RUNNING, items: str | None = None) -> None:
        self.jobs[name] = a_job(state, id=name, items=items)
        self.bus.publish(JobAdded(self.jobs[name]))

    def move(self, name: str, state: JobState, *, is_had: bool = False) -> None:
        before = self.jobs[name]
        self.jobs[name] = dataclasses.replace(before, state=state, is_had=is_had)
        self.bus.publish(JobChanged(self.jobs[name], before))

    def remove(self, name: str) -> None:
        self.bus.publish(JobRemoved(self.jobs.pop(name)))

    async def heard(self) -> list[QueueFinished]:
        await asyncio.sleep(0)
        return self.told


@pytest.fixture
def setting() -> _Setting:
    return _Setting()


async def test_the_last_one_ends_the_queue(setting: _Setting) -> None:
    for name, state in (("a", S.COMPLETED), ("b", S.FAILED), ("c", S.DIFFERS)):
        setting.add(name)
        setting.add("next", S.QUEUED)
        setting.move(name, state)
        assert await setting.heard() == []
        setting.remove("next")
    setting.add("d")
    setting.move("d", S.COMPLETED)
    assert await setting.heard() == [QueueFinished(delivered=3, differing=1, failed=1)]


@pytest.mark.parametrize("state", [S.RESOLVING, S.QUEUED, S.RUNNING, S.WAITING])
async def test_what_is_under_way_keeps_the_queue_open(setting: _Setting, state: JobState) -> None:
    setting.add("a")
    setting.add("b", state)
    setting.move("a", S.COMPLETED)
    assert await setting.heard() == []


@pytest.mark.parametrize("state", [S.PAUSED, S.CHOOSING, S.FAILED, S.CANCELLED, S.COMPLETED])
async def test_what_waits_for_the_user_does_not(setting: _Setting, state: JobState) -> None:
    setting.watch.start([a_job(state)])
    setting.add("a")
    setting.move("a", S.COMPLETED)
    assert await setting.heard() == [QueueFinished(1, 0, 0)]


_BY_USER: list[Callable[[_Setting], None]] = [
    lambda setting: setting.remove("b"),
    lambda setting: setting.move("b", S.CANCELLED),
    lambda setting: setting.move("b", S.PAUSED),
    lambda setting: (setting.move("b", S.WAITING), setting.move("b", S.FAILED)),
]


@pytest.mark.parametrize("act", _BY_USER)
async def test_what_the_user_does_to_the_last_one_does_not_end_the_queue(
    setting: _Setting, act: Callable[[_Setting], None]
) -> None:
    setting.add("a")
    setting.add("b")
    setting.move("a", S.COMPLETED)
    act(setting)
    assert await setting.heard() == []


async def test_failures_alone_do_not_end_it(setting: _Setting) -> None:
    setting.add("a")
    setting.move("a", S.FAILED)
    assert await setting.heard() == []


async def test_it_is_told_once_and_counts_anew(setting: _Setting) -> None:
    for name in "ab":
        setting.add(name)
        setting.move(name, S.COMPLETED)
        setting.move(name, S.COMPLETED)
        await setting.heard()
    assert setting.told == [QueueFinished(1, 0, 0)] * 2


async def test_keeping_a_file_that_differs_is_no_end(setting: _Setting) -> None:
    setting.add("a", S.DIFFERS)
    setting.move("a", S.COMPLETED)
    assert await setting.heard() == []


async def test_a_job_that_another_ones_end_adds_keeps_it_open(setting: _Setting) -> None:
    setting.add("a")
    setting.move("a", S.COMPLETED)
    setting.add("b", S.QUEUED)
    assert await setting.heard() == []


@pytest.mark.parametrize(("items", "told"), [(None, [QueueFinished(1, 0, 0)]), (":", [])])
async def test_a_list_keeps_it_open_while_it_is_read_and_taken(
    setting: _Setting, items: str | None, told: list[QueueFinished]
) -> None:
    setting.add("list", S.RESOLVING, items)
    setting.findings["list"].playlist = A_LIST
    setting.move("list", S.CHOOSING)
    for name in "ab":
        setting.add(name)
    setting.move("a", S.COMPLETED)
    assert await setting.heard() == []
    setting.findings["list"].listing_finished = True
    setting.bus.publish(ListingFinished("list", 3))
    setting.move("b", S.COMPLETED)
    assert [event.delivered for event in await setting.heard()] == [2] * len(told)


async def test_real_downloads_end_the_queue(tmp_path: Path, media_site: MediaSiteProcess) -> None:
    async with running_engine(tmp_path) as watched:
        told: list[QueueFinished] = []
        watched.engine.bus.subscribe(QueueFinished, told.append)
        for path in ("media/song.mp3", "media/av480.mp4", "media/none.mp4"):
            await watched.engine.add(media_site.url(path))
        await watched.until_all_ended()
        await asyncio.sleep(0)
        assert told == [QueueFinished(delivered=2, differing=0, failed=1)]


async def test_what_was_here_already_is_not_counted_and_ends_the_queue(
    setting: _Setting,
) -> None:
    setting.add("a")
    setting.add("b")
    setting.move("a", S.COMPLETED)
    setting.move("b", S.DIFFERS, is_had=True)
    assert await setting.heard() == [QueueFinished(delivered=1, differing=0, failed=0)]
