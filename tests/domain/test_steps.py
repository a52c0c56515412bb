"""The steps after a download, one report each."""

from mediadl.domain.steps import StepName, StepReport, StepState, with_report

BEGUN = StepReport(name=StepName.SUBTITLES, state=StepState.RUNNING)
DONE = StepReport(name=StepName.SUBTITLES, state=StepState.DONE)
CHECK = StepReport(name=StepName.CHECK, state=StepState.RUNNING)


def test_a_new_step_comes_last():
    assert with_report((BEGUN,), CHECK) == (BEGUN, CHECK)


def test_news_of_a_step_takes_its_place():
    assert with_report((BEGUN, CHECK), DONE) == (DONE, CHECK)
