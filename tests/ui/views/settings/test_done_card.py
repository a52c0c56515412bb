"""What happens at the end is chosen; a command is checked in place and run by nobody here."""

import sys

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.settings import Settings
from mediadl.ui.views.settings.done_card import ACTIONS, DoneCard, check_command
from tests.helpers.settings_card import pick, with_card, write
from tests.helpers.shell import until


def test_every_action_of_the_settings_has_words():
    choices = Settings.model_fields["when_done"].annotation.__args__
    assert set(ACTIONS) == set(choices)


@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "nothing"])
def test_an_action_is_saved_and_only_the_command_asks_for_more(qt_app, tmp_path, action):
    async def scenario(card, shell):
        pick(card.action, action)
        await until(lambda: shell.engine.settings.when_done == action)
        assert card.command.isVisible() is (action == "run_command")

    with_card(DoneCard, tmp_path, qt_app, scenario)


def test_a_command_that_can_be_run_is_saved_and_another_is_explained(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(when_done="run_command")
        write(card.command, 'no-such-program "x"')
        await until(card.problem.isVisible)
        assert shell.engine.settings.when_done_command == ""
        write(card.command, f'"{sys.executable}" --version')
        await until(lambda: shell.engine.settings.when_done_command == f'"{sys.executable}" --version')
        assert card.problem.isHidden()

    with_card(DoneCard, tmp_path, qt_app, scenario)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "Write the program"), ('say "hello', "quotation mark"), ("no-such-program", "no program “no-such")],
)
def test_what_cannot_be_run_is_said_in_words(text, reason):
    with pytest.raises(UserError, match=reason):
        check_command(text)
