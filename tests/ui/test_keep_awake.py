"""The computer is kept awake while something downloads, and only then."""

import pytest

from mediadl.domain.events import JobAdded, JobChanged, JobRemoved
from mediadl.domain.job import JobState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui.keep_awake import KeepAwake, is_busy
from tests.helpers.desktop_services import desktop_services
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene


class System:
    """Stands where the operating system stands; `held` counts what is not released."""

    def __init__(self, answers=True):
        self.held, self.asked, self.answers = 0, 0, answers

    async def acquire(self):
        self.asked += 1
        if not self.answers:
            return None
        self.held += 1
        return self.release

    def release(self):
        self.held -= 1


async def test_it_holds_from_the_first_running_job_to_the_last(qt_app, tmp_path):
    system, one, two = System(), a_job(JobState.RUNNING), a_job(JobState.RUNNING)
    async with queue_scene(tmp_path, []) as scene:
        keeper = KeepAwake(scene.engine, scene.operations, system.acquire)
        seen = []
        for event in (
            JobAdded(one),
            JobAdded(two),
            JobChanged(a_job(JobState.COMPLETED, id=one.id), one),
            JobRemoved(two),
        ):
            scene.engine.bus.publish(event)
            await scene.settle(3)
            seen.append(system.held)
        assert (seen, system.asked) == ([1, 1, 1, 0], 1)
        assert not keeper.is_holding


async def test_the_setting_decides_and_holds_at_once(qt_app, tmp_path):
    system = System()
    async with queue_scene(tmp_path, []) as scene:
        await scene.engine.change_settings(keep_awake=False)
        keeper = KeepAwake(scene.engine, scene.operations, system.acquire)
        scene.engine.bus.publish(JobAdded(a_job(JobState.RUNNING)))
        await scene.settle(3)
        assert system.held == 0
        await scene.engine.change_settings(keep_awake=True)
        await scene.settle(3)
        assert system.held == 1
        keeper.stop()
        assert system.held == 0


async def test_a_system_that_cannot_be_asked_is_no_trouble(qt_app, tmp_path):
    system = System(answers=False)
    async with queue_scene(tmp_path, []) as scene:
        keeper = KeepAwake(scene.engine, scene.operations, system.acquire)
        scene.engine.bus.publish(JobAdded(a_job(JobState.RUNNING)))
        await scene.settle(3)
        assert not keeper.is_holding
        assert scene.notices == []


async def test_a_real_service_hears_of_it(qt_app, tmp_path, monkeypatch):
    with desktop_services(monkeypatch, "org.freedesktop.ScreenSaver") as services:
        async with queue_scene(tmp_path, []) as scene:
            keeper = KeepAwake(scene.engine, scene.operations)
            scene.engine.bus.publish(JobAdded(a_job(JobState.RUNNING)))
            while not keeper.is_holding:
                await scene.settle(2)
            keeper.stop()
        assert [call[0] for call in services.wait_for(2)] == ["Inhibit", "gone"]


@pytest.mark.parametrize(
    ("job", "busy"),
    [
        (a_job(JobState.RUNNING), True),
        (a_job(JobState.QUEUED), False),
        (a_job(JobState.WAITING, wait=Wait(reason=WaitReason.RETRY)), True),
        (a_job(JobState.WAITING, wait=Wait(reason=WaitReason.RATE_LIMIT)), True),
        (a_job(JobState.WAITING, wait=Wait(reason=WaitReason.NETWORK)), False),
        (a_job(JobState.WAITING, wait=Wait(reason=WaitReason.PREMIERE)), False),
    ],
)
def test_what_counts_as_downloading(job, busy):
    assert is_busy(job) is busy
