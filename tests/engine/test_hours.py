"""The clock is watched while there are windows, and each change of the hours is told once."""

import asyncio
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from mediadl.domain.events import TimetableChanged
from mediadl.domain.job import JobState
from mediadl.domain.settings import Settings
from mediadl.domain.timetable import Window
from mediadl.engine.bus import Bus
from mediadl.engine.hours import Hours, local_time
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_site import MediaSiteProcess

MORNING = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - a wall clock has no zone
OFFICE = Window(days=(0, 1, 2, 3, 4), start=time(9), end=time(17))


class _Setting:
    def __init__(self) -> None:
        self.settings = Settings(windows=(OFFICE,))
        self.moment = MORNING
        self.told: list[TimetableChanged] = []
        bus = Bus()
        bus.subscribe(TimetableChanged, self.told.append)
        self.hours = Hours(bus, lambda: self.settings, lambda: self.moment)

    def look_at(self, moment: datetime) -> TimetableChanged:
        self.moment = moment
        self.hours.look()
        return self.hours.now


@pytest.fixture
async def setting():
    made = _Setting()
    yield made
    made.hours.close()


async def test_before_the_first_look_it_is_open(setting: _Setting) -> None:
    assert setting.hours.now == TimetableChanged(is_open=True, until=None)
    assert setting.hours.may_start


async def test_the_state_is_told_at_the_start_and_at_each_change(setting: _Setting) -> None:
    for hours in (0, 0.5, 1, 2, 9, 10):
        setting.look_at(MORNING + timedelta(hours=hours))
    ends = [
        (event.is_open, event.until.strftime("%a %H:%M") if event.until else "") for event in setting.told
    ]
    assert ends == [(False, "Mon 09:00"), (True, "Mon 17:00"), (False, "Tue 09:00")]


async def test_the_end_is_a_moment_of_this_time_zone(setting: _Setting) -> None:
    until = setting.look_at(MORNING).until
    assert until is not None
    assert until.tzinfo is not None
    assert until.utcoffset() == MORNING.astimezone().utcoffset()


async def test_the_next_change_is_noticed_without_anybody_asking(setting: _Setting) -> None:
    setting.look_at(MORNING.replace(hour=8, minute=59, second=59, microsecond=900_000))
    setting.moment = MORNING.replace(hour=9)
    async with asyncio.timeout(60):
        while len(setting.told) < 2:
            await asyncio.sleep(0.01)
    assert setting.hours.now.is_open


async def test_a_clock_that_was_set_is_noticed_at_the_next_look(setting: _Setting) -> None:
    assert not setting.look_at(MORNING).is_open
    assert setting.look_at(MORNING + timedelta(days=1, hours=3)).is_open
    assert not setting.look_at(MORNING).is_open


async def test_slowing_down_lets_downloads_run(setting: _Setting) -> None:
    setting.look_at(MORNING)
    assert not setting.hours.may_start
    setting.settings = Settings(windows=(OFFICE,), outside_windows="slow_down")
    assert setting.hours.may_start


async def test_without_windows_no_timer_runs(setting: _Setting) -> None:
    setting.look_at(MORNING)
    setting.settings = Settings()
    assert setting.look_at(MORNING) == TimetableChanged(is_open=True, until=None)
    assert setting.hours._timer is None


def test_the_wall_clock_is_the_one_of_this_time_zone() -> None:
    assert abs(local_time().astimezone() - datetime.now().astimezone()) < timedelta(seconds=5)


S = JobState


def _slow_at_first(media_site: MediaSiteProcess, name: str) -> str:
    """A link whose first download is slow; the request before is the look at what it is."""
    media_site.reset()
    return media_site.url(f"item/{name}/av480.mp4", rate=200_000, skip=1, times=1)


def _later() -> Window:
    """A window that does not contain this moment, nor one of the next half hour."""
    now = local_time()
    return Window(start=(now + timedelta(hours=2)).time(), end=(now + timedelta(hours=3)).time())


@pytest.fixture
async def watched(tmp_path: Path):
    async with running_engine(tmp_path) as opened:
        yield opened


async def _download(watched: Watched, link: str) -> str:
    job = await watched.engine.add(link)
    await watched.until(lambda: any(p.done_bytes > 100_000 for p in watched.progress_of(job.id)))
    return job.id


async def test_what_runs_goes_back_into_the_queue_and_on_when_the_hours_begin(
    watched: Watched, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    job_id = await _download(watched, _slow_at_first(media_site, "hours"))
    await watched.engine.change_settings(windows=(_later(),))
    held = await watched.until_state(job_id, S.QUEUED)
    assert not watched.engine.hours.is_open
    assert len(list((tmp_path / "downloads").rglob("*.part"))) == 1
    assert 0 < held.fraction < 1
    await watched.engine.change_settings(windows=())
    assert (await watched.until_ended(job_id)).state is S.COMPLETED
    asked = [hit.range or "" for hit in media_site.hits() if "hours" in hit.path]
    assert asked[-1].startswith("bytes=")


async def test_outside_the_hours_nothing_starts_but_what_is_urgent(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    await watched.engine.change_settings(windows=(_later(),))
    waiting = await watched.engine.add(media_site.url("item/a/song.mp3"))
    urgent = await watched.engine.add(media_site.url("item/b/song.mp3"))
    await watched.engine.start_now(urgent.id)
    assert (await watched.until_ended(urgent.id)).state is S.COMPLETED
    assert watched.states_of(waiting.id) == []
    await watched.engine.change_settings(windows=())
    assert (await watched.until_ended(waiting.id)).state is S.COMPLETED


async def test_paused_jobs_stay_paused_when_the_hours_begin(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    job_id = await _download(watched, _slow_at_first(media_site, "c"))
    await watched.engine.pause(job_id)
    await watched.engine.change_settings(windows=(_later(),))
    await watched.engine.change_settings(windows=())
    await asyncio.sleep(0.2)
    assert watched.engine.job(job_id).state is S.PAUSED


async def test_the_other_limit_holds_outside_the_hours(
    watched: Watched, media_site: MediaSiteProcess
) -> None:
    slow = {"windows": (_later(),), "outside_windows": "slow_down", "outside_speed_limit_bps": 200_000}
    job_id = await _download(watched, media_site.url("item/d/big-32.mp4", rate=2_000_000))

    def last_speeds() -> list[float]:
        return [progress.speed_bps or 0.0 for progress in watched.progress_of(job_id)[-3:]]

    await watched.until(lambda: max(last_speeds()) > 1_000_000)
    await watched.engine.change_settings(**slow)
    await watched.until(lambda: min(last_speeds()) > 0 and max(last_speeds()) < 400_000)
    assert watched.engine.job(job_id).state is S.RUNNING
