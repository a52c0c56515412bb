"""At the end of the queue happens what the settings say; what is grave can be called off."""

import asyncio
import shlex
import sys

import pytest

from mediadl.domain.events import JobAdded, QueueFinished
from mediadl.ui.when_done import WhenDone
from tests.helpers.desktop_services import desktop_services
from tests.helpers.jobs import a_job
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene

DONE = QueueFinished(delivered=3, differing=1, failed=2)
SOON_S, LATER_S = 0.05, 600


@pytest.fixture
def done_test(qt_app, tmp_path, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    folder = tmp_path

    async def run(scenario, countdown_s=SOON_S, **settings):
        touch = [sys.executable, "-c", "import sys; open(sys.argv[1], 'w')"]
        commands = {name: [*touch, str(folder / name)] for name in ("sleep", "shut_down")}
        async with queue_scene(tmp_path, []) as scene:
            quits = []
            waiter = WhenDone(
                scene.engine,
                scene.operations,
                lambda: quits.append(True),
                commands=commands,
                countdown_s=countdown_s,
            )
            await scene.engine.change_settings(**settings)
            scene.engine.bus.publish(DONE)
            await scenario(scene, waiter, quits)
            waiter.stop()

    return run


@pytest.mark.parametrize("action", ["sleep", "shut_down"])
async def test_the_computers_program_is_run_after_the_countdown(done_test, tmp_path, action):
    async def scenario(scene, waiter, _quits):
        await until((tmp_path / action).exists)
        # Closing under a program that is just ending makes asyncio complain about its exit code.
        await until(lambda: action not in {task.get_name() for task in asyncio.all_tasks()})
        assert scene.notices[0].action == "Cancel"
        assert not waiter.is_counting_down

    await done_test(scenario, when_done=action)


async def test_the_program_quits_after_the_countdown(done_test):
    async def scenario(_scene, _waiter, quits):
        await until(lambda: quits)

    await done_test(scenario, when_done="quit")


@pytest.mark.parametrize("how", ["button", "download", "setting"])
async def test_what_is_about_to_happen_can_be_called_off(done_test, how):
    async def scenario(scene, waiter, _quits):
        assert waiter.is_counting_down
        assert scene.notices[0].counts_from_s == LATER_S
        withdrawn = []
        scene.operations.withdraw = withdrawn.append
        if how == "button":
            scene.notices[0].on_action()
        elif how == "download":
            scene.engine.bus.publish(JobAdded(a_job()))
        else:
            await scene.engine.change_settings(when_done="nothing")
        assert not waiter.is_counting_down
        assert withdrawn == [scene.notices[0]]

    await done_test(scenario, countdown_s=LATER_S, when_done="sleep")


async def test_another_setting_leaves_the_countdown_alone(done_test):
    async def scenario(scene, waiter, _quits):
        await scene.engine.change_settings(max_downloads=5)
        assert waiter.is_counting_down

    await done_test(scenario, countdown_s=LATER_S, when_done="quit")


async def test_a_command_is_run_without_a_shell(done_test, tmp_path):
    file = tmp_path / "made; by it"
    command = shlex.join([sys.executable, "-c", "import sys; open(sys.argv[1], 'w')", str(file)])

    async def scenario(scene, _waiter, _quits):
        await until(file.exists)
        assert scene.notices == []

    await done_test(scenario, when_done="run_command", when_done_command=command)


@pytest.mark.parametrize("command", ["", 'say "hello'])
async def test_a_missing_command_is_told(done_test, command):
    async def scenario(scene, _waiter, _quits):
        await until(lambda: scene.notices)
        assert "no command to run" in scene.notices[0].text

    await done_test(scenario, when_done="run_command", when_done_command=command)


async def test_without_a_desktop_the_window_tells_the_end(done_test):
    async def scenario(scene, _waiter, _quits):
        await until(lambda: scene.notices)
        words = "All downloads are done: 3 files, 1 of them not quite as asked for, 2 failed."
        assert scene.notices[0].text == words

    await done_test(scenario, when_done="notify")


async def test_the_desktop_tells_the_end(done_test, monkeypatch):
    with desktop_services(monkeypatch, "org.freedesktop.Notifications") as services:

        async def scenario(scene, _waiter, _quits):
            await until(lambda: services.asked)
            assert services.asked[0][4] == "All downloads are done"
            assert scene.notices == []

        await done_test(scenario, when_done="notify")


async def test_nothing_is_done_unless_it_was_asked_for(done_test):
    async def scenario(scene, waiter, quits):
        await scene.settle()
        assert (scene.notices, waiter.is_counting_down, quits) == ([], False, [])

    await done_test(scenario, when_done="nothing")
