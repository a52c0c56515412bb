"""Every step and every state of one has words and an icon."""

import pytest

from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.ui import icons
from mediadl.ui.palette import DARK
from mediadl.ui.views import step_words


@pytest.mark.parametrize("name", StepName)
def test_every_step_has_a_name_and_words_for_while_it_runs(name):
    assert step_words.NAMES[name]
    assert step_words.UNDER_WAY[name].endswith("…")


@pytest.mark.parametrize("state", StepState)
def test_every_state_has_an_icon_a_word_and_a_colour(state):
    icon, word, tone = step_words.STATES[state]
    assert icon in icons.names()
    assert word
    assert getattr(DARK, tone).startswith("#")


def test_what_runs_and_what_failed_is_found():
    done = StepReport(name=StepName.SUBTITLES, state=StepState.FAILED)
    now = StepReport(name=StepName.CHECK, state=StepState.RUNNING)
    assert step_words.running((done, now)) is StepName.CHECK
    assert step_words.running((done,)) is None
    assert step_words.failed((done, now)) == (done,)
