"""Programs are run to their end without a shell, and what goes wrong is a sentence."""

import sys

import pytest

from mediadl.domain.errors import UserError
from mediadl.ui.power import COMMANDS, commands_here, run_program


@pytest.mark.parametrize("platform", COMMANDS)
def test_every_system_has_a_program_for_both(platform):
    assert all(COMMANDS[platform][action] for action in ("sleep", "shut_down"))
    assert commands_here() in COMMANDS.values()


async def test_a_program_gets_its_arguments_as_they_are(tmp_path):
    file = tmp_path / "a b"
    await run_program(
        [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write(sys.argv[2])", str(file), "$HOME;"]
    )
    assert file.read_text() == "$HOME;"


async def test_one_that_cannot_be_started_is_a_sentence():
    with pytest.raises(UserError, match="“/no/such/program” could not be started: No such file"):
        await run_program(["/no/such/program"])


async def test_an_error_code_is_told_with_the_programs_last_words():
    program = "import sys; print('not allowed', file=sys.stderr); sys.exit(3)"
    with pytest.raises(UserError, match="ended with error code 3: not allowed"):
        await run_program([sys.executable, "-c", program])
