"""Which commands are on offer depends on what is selected."""

import pytest
from PySide6.QtGui import QKeySequence

from mediadl.domain.job import JobState
from mediadl.ui.views.queue_commands import COMMANDS
from mediadl.ui.views.queue_view import QueueView
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene, shown


def a_queue(*states):
    return [a_job(state, id=str(number), url="http://127.0.0.1:9/") for number, state in enumerate(states)]


@pytest.mark.parametrize(
    ("state", "enabled"),
    [
        (JobState.PAUSED, {"resume", "cancel", "start_now", "priority_high", "priority_low"}),
        (JobState.COMPLETED, {"open", "folder", "again"}),
        (JobState.FAILED, {"retry", "details"}),
        (JobState.CANCELLED, {"retry"}),
    ],
)
async def test_what_is_enabled_depends_on_the_selected_states(qt_app, tmp_path, state, enabled):
    async with queue_scene(tmp_path, a_queue(state)) as scene, shown(QueueView(**scene.parts)) as view:
        view.select_job("0")
        await scene.settle()
        always = {"remove", "copy", "export", "choose_again", "top", "up", "down", "bottom"}
        names = {name for name, action in view.actions_.by_name.items() if action.isEnabled()}
        assert names == enabled | always


async def test_with_nothing_selected_only_the_whole_queue_can_be_changed(qt_app, tmp_path):
    jobs = a_queue(JobState.PAUSED, JobState.FAILED)
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        assert not any(action.isEnabled() for action in view.actions_.by_name.values())
        enabled = {name for name, action in view.actions_.for_queue.items() if action.isEnabled()}
        assert enabled == {"select_all", "resume_all", "retry_all"}


async def test_resume_all_then_pause_all(qt_app, tmp_path):
    jobs = a_queue(*[JobState.PAUSED] * 5, JobState.COMPLETED)
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        view.actions_.for_queue["resume_all"].trigger()
        await scene.settle()
        assert {job.state for job in scene.engine.jobs[:5]} == {JobState.RUNNING, JobState.QUEUED}
        view.actions_.for_queue["pause_all"].trigger()
        await scene.settle()
        assert {job.state for job in scene.engine.jobs[:5]} == {JobState.PAUSED}


@pytest.mark.parametrize("state", [None, *JobState])
async def test_every_command_shows_its_keys_in_the_menu(qt_app, tmp_path, state):
    async with queue_scene(tmp_path, a_queue(*JobState)) as scene, shown(QueueView(**scene.parts)) as view:
        if state is not None:
            view.select_job(str(list(JobState).index(state)))
            await scene.settle()
        for name, command in COMMANDS.items():
            keys = [QKeySequence(key) for key in command.keys]
            assert view.actions_.by_name[name].shortcuts() == keys


async def test_of_two_that_share_a_key_and_can_act_the_later_loses_it(qt_app, tmp_path):
    jobs = a_queue(JobState.PAUSED, JobState.QUEUED)
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        view.jobs.selectAll()
        await scene.settle()
        shown_keys = {name: view.actions_.by_name[name].shortcuts() for name in ("pause", "resume")}
        assert shown_keys == {"pause": [QKeySequence("Space")], "resume": []}


async def test_no_two_enabled_actions_share_a_key(qt_app, tmp_path):
    jobs = a_queue(*JobState)
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        view.jobs.selectAll()
        await scene.settle()
        actions = [*view.actions_.by_name.values(), *view.actions_.for_queue.values()]
        keys = [key.toString() for each in actions if each.isEnabled() for key in each.shortcuts()]
        assert len(keys) == len(set(keys))
