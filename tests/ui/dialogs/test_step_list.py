"""Each step says how it went in words; one that failed and can be repeated has a button."""

import pytest
from PySide6.QtWidgets import QLabel

from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.ui.dialogs.step_list import StepList
from mediadl.ui.theme import Theme

STEPS = (
    StepReport(name=StepName.SUBTITLES, state=StepState.FAILED, message="The site is busy."),
    StepReport(name=StepName.MOVE, state=StepState.FAILED),
    StepReport(name=StepName.CHECK, state=StepState.DONE),
)


@pytest.fixture
def steps(qt_app):
    made = StepList(Theme(), can_retry=True)
    made.asked = []
    made.retry_asked.connect(made.asked.append)
    made.show_steps(STEPS)
    yield made
    made.deleteLater()


def words(steps):
    return [label.text() for label in steps.findChildren(QLabel) if label.text() and not label.isHidden()]


def test_every_step_is_named_with_how_it_went(steps):
    assert words(steps)[:2] == ["Subtitles", "Failed: The site is busy."]
    assert words(steps)[-2:] == ["Check of the file", "Done"]


def test_only_what_can_be_repeated_has_a_button(steps):
    assert [button.accessibleName() for button in steps.buttons] == ["Retry: Subtitles"]
    steps.buttons[0].click()
    assert steps.asked == [StepName.SUBTITLES]


def test_new_steps_take_the_place_of_the_old_ones(steps):
    steps.show_steps(STEPS[2:])
    assert words(steps) == ["Check of the file", "Done"]
    assert steps.buttons == []
