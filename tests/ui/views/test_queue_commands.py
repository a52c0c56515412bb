"""The table of commands: every one has a text, an icon and a key of its own."""

import pytest
from PySide6.QtGui import QKeySequence

from mediadl.domain.job import JobState
from mediadl.ui import icons
from mediadl.ui.views.queue_commands import COMMANDS, QUEUE_COMMANDS, row_commands
from tests.helpers.jobs import a_job

EVERY = [*COMMANDS.values(), *QUEUE_COMMANDS.values()]


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name)
def test_every_command_has_words_an_icon_and_a_key_that_qt_knows(command):
    assert command.text
    assert command.icon in icons.names()
    assert all(not QKeySequence(key).isEmpty() for key in command.keys)
    assert command.keys[0] in command.tip


@pytest.mark.parametrize("is_live", [False, True])
@pytest.mark.parametrize("state", JobState)
def test_the_buttons_of_a_row_are_for_its_state(state, is_live):
    job = a_job(state, is_live=is_live)
    assert all(COMMANDS[name].applies([job]) for name in row_commands(job))


@pytest.mark.parametrize(("state", "first"), [(JobState.RUNNING, "pause"), (JobState.PAUSED, "resume")])
def test_a_recording_can_be_stopped_and_kept(state, first):
    assert row_commands(a_job(state, is_live=True)) == (first, "stop_and_keep")
    assert not COMMANDS["stop_and_keep"].applies([a_job(state)])


def test_commands_with_one_key_are_for_different_states_when_one_job_is_selected():
    for state in JobState:
        keys = [key for each in COMMANDS.values() if each.applies([a_job(state)]) for key in each.keys]
        assert len(keys) == len(set(keys))


def test_a_command_for_one_job_does_not_apply_to_two():
    assert COMMANDS["open"].applies([a_job(JobState.COMPLETED)])
    assert not COMMANDS["open"].applies([a_job(JobState.COMPLETED)] * 2)


def test_nothing_applies_to_an_empty_selection():
    assert not any(command.applies([]) for command in EVERY)


def test_a_link_that_names_both_is_answered_in_its_row():
    asks = a_job(JobState.CHOOSING, part="ask")
    assert row_commands(asks) == ("this_video", "whole_list")
    assert [COMMANDS[name].fits(asks) for name in ("this_video", "whole_list", "choose")] == [
        True,
        True,
        False,
    ]
    assert not COMMANDS["whole_list"].fits(a_job(JobState.CHOOSING))


def test_a_group_opens_and_has_what_fits_all_of_it():
    whole = {state: a_job(state, id="group:x") for state in (JobState.RUNNING, JobState.PAUSED)}
    assert [row_commands(job)[0] for job in whole.values()] == ["pause", "resume"]
    assert row_commands(a_job(JobState.COMPLETED, id="group:x")) == ("look_again", "toggle_group")


@pytest.mark.parametrize(
    ("files", "buttons"), [(("/a.mp4",), ("replace_had", "open")), ((), ("details", "replace_had"))]
)
def test_what_is_here_already_has_commands_of_its_own(files, buttons):
    job = a_job(JobState.DIFFERS, is_had=True, files=files)
    names = {name for name, command in COMMANDS.items() if command.applies([job])}
    assert row_commands(job) == buttons
    assert {"details", "replace_had"} <= names
    assert not {"keep", "again", "differences"} & names
    assert ("keep_both" in names) == ("open" in names) == bool(files)
