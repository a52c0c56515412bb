"""Running downloads share one limit: what the slow leave goes to the fast, and changes hold at once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.events import JobProgressed
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.engine.budget import SpeedBudget
from mediadl.engine.bus import Bus
from mediadl.engine.tasks import Tasks
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_site import MediaSiteProcess

LIMIT = 1_000_000.0


class _Worker:
    """Reads as fast as its server and its last rate allow."""

    def __init__(self, server: float, stage: Stage = Stage.DOWNLOADING) -> None:
        self.server, self.stage = server, stage
        self.rate: float | None = None
        self.done = 0.0

    async def tell(self, control: wire.SetRate) -> None:
        self.rate = control.bytes_per_s

    @property
    def speed(self) -> float:
        return 0.0 if self.stage is not Stage.DOWNLOADING else min(self.server, self.rate or self.server)


class _Setting:
    """A budget over such workers, in a time of its own."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.bus = Bus()
        self.budget = SpeedBudget(self.bus, Tasks(), lambda: self.now_s)
        self.workers: dict[str, _Worker] = {}

    def start(self, name: str, server: float = 1e9, stage: Stage = Stage.DOWNLOADING) -> _Worker:
        worker = self.workers[name] = _Worker(server, stage)
        worker.rate = self.budget.join(name, worker.tell)
        return worker

    def end(self, name: str) -> None:
        del self.workers[name]
        self.budget.leave(name)

    async def run(self, seconds: float) -> None:
        for _step in range(round(seconds * 5)):
            self.now_s += 0.2
            for name, worker in self.workers.items():
                worker.done += worker.speed * 0.2
                progress = Progress(stage=worker.stage, done_bytes=int(worker.done))
                self.bus.publish(JobProgressed(name, progress))
            await asyncio.sleep(0)

    @property
    def speeds(self) -> list[float]:
        return [worker.speed for worker in self.workers.values()]


@pytest.fixture
def setting() -> Iterator[_Setting]:
    made = _Setting()
    made.budget.set_limit(LIMIT)
    return made


async def test_equal_downloads_get_equal_shares(setting: _Setting) -> None:
    for name in "abcd":
        setting.start(name)
    await setting.run(2)
    assert setting.speeds == pytest.approx([LIMIT / 4] * 4, rel=0.05)


async def test_the_first_share_comes_with_the_start(setting: _Setting) -> None:
    assert setting.start("a").rate == LIMIT
    assert setting.start("b").rate == LIMIT / 2
    await asyncio.sleep(0)
    assert setting.speeds == [LIMIT / 2, LIMIT / 2]


async def test_what_a_slow_server_leaves_goes_to_the_others(setting: _Setting) -> None:
    setting.start("slow", server=50_000)
    setting.start("slower", server=10_000)
    setting.start("fast")
    await setting.run(4)
    assert setting.speeds[:2] == [50_000, 10_000]
    assert 0.9 * LIMIT < sum(setting.speeds) <= LIMIT


async def test_a_server_that_becomes_fast_gets_its_share_back(setting: _Setting) -> None:
    slow = setting.start("slow", server=50_000)
    setting.start("fast")
    await setting.run(4)
    slow.server = 1e9
    await setting.run(4)
    assert setting.speeds == pytest.approx([LIMIT / 2] * 2, rel=0.1)


@pytest.mark.parametrize("stage", [Stage.PROCESSING, Stage.MOVING])
async def test_what_downloads_nothing_leaves_nearly_all_of_its_share(setting: _Setting, stage: Stage) -> None:
    setting.start("converting", stage=stage)
    setting.start("fast")
    await setting.run(2)
    assert setting.workers["fast"].speed > 0.9 * LIMIT


async def test_a_server_that_stands_still_is_noticed(setting: _Setting) -> None:
    still = setting.start("still")
    setting.start("fast")
    await setting.run(2)
    still.server = 0.0
    await setting.run(4)
    assert setting.workers["fast"].speed > 0.9 * LIMIT


async def test_an_ended_download_leaves_its_share_at_once(setting: _Setting) -> None:
    setting.start("a")
    setting.start("b")
    await setting.run(2)
    setting.end("a")
    await asyncio.sleep(0)
    assert setting.speeds == [LIMIT]


@pytest.mark.parametrize(("limit", "each"), [(400_000.0, 200_000.0), (3e6, 1.5e6), (None, 1e9)])
async def test_a_new_limit_holds_at_once(setting: _Setting, limit: float | None, each: float) -> None:
    setting.start("a")
    setting.start("b")
    await setting.run(2)
    setting.budget.set_limit(limit)
    await asyncio.sleep(0)
    assert setting.speeds == [each, each]


async def test_shares_settle_and_workers_are_not_told_of_trifles(setting: _Setting) -> None:
    told: list[float | None] = []

    async def tell(control: wire.SetRate) -> None:
        told.append(control.bytes_per_s)

    for name in "abc":
        setting.start(name)
    setting.budget.join("watched", tell)
    setting.workers["watched"] = _Worker(LIMIT / 4)
    await setting.run(2)
    told.clear()
    await setting.run(10)
    assert len(told) <= 3


async def test_a_worker_that_has_left_is_not_told(setting: _Setting) -> None:
    gone = setting.start("gone")
    setting.budget.set_limit(5.0)
    setting.budget.leave("gone")
    await asyncio.sleep(0)
    assert gone.rate == LIMIT


def _done_bytes(watched: Watched) -> int:
    """What all running downloads have, as their workers tell it."""
    running = [job.id for job in watched.engine.jobs if job.state is JobState.RUNNING]
    last = [watched.engine.finding(job_id).progress for job_id in running]
    return sum(progress.done_bytes for progress in last if progress)


async def _until_held_to(watched: Watched, limit_bps: float) -> None:
    """Wait for a time of three seconds in which all together were as fast as the limit."""
    now_s = asyncio.get_running_loop().time
    async with asyncio.timeout(60):
        while True:
            before, begun_s = _done_bytes(watched), now_s()
            await asyncio.sleep(3)
            speed = (_done_bytes(watched) - before) / (now_s() - begun_s)
            if speed == pytest.approx(limit_bps, rel=0.3):
                return


async def test_a_limit_changed_in_mid_download_holds_for_all_that_run(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    settings = {"site_downloads": 3, "max_downloads": 3, "speed_limit_bps": 1_500_000}
    async with running_engine(tmp_path, **settings) as watched:
        jobs = [await watched.engine.add(media_site.url(f"item/{n}/big-32.mp4")) for n in range(3)]
        await watched.until(lambda: all(watched.progress_of(job.id) for job in jobs))
        await _until_held_to(watched, 1_500_000)
        await watched.engine.change_settings(speed_limit_bps=500_000)
        await _until_held_to(watched, 500_000)
        await watched.engine.change_settings(speed_limit_bps=None)
        ended = await watched.until_all_ended()
    assert [job.state for job in ended] == [JobState.COMPLETED] * 3
