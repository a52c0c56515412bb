"""Hours of some days are toggled and typed; without a day they make no sense, and the row says so."""

from datetime import time

import pytest
from PySide6.QtCore import QTime

from mediadl.domain.timetable import Window
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.hours_row import HoursRow

NIGHT = Window(days=(0, 4), start=time(22, 0), end=time(6, 30))


@pytest.fixture
def row(qt_app):
    made = HoursRow(NIGHT, Theme())
    made.told = []
    made.changed.connect(lambda: made.told.append(made.window_))
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_it_shows_hours_and_changes_nothing(row):
    assert row.window_ == NIGHT
    assert [button.accessibleName() for button in row.days if button.isChecked()] == ["Monday", "Friday"]
    assert row._next_day.isVisible()


def test_another_day_or_time_is_told(row):
    row.days[6].click()
    row.end.setTime(QTime(23, 0))
    assert row.told[-1] == Window(days=(0, 4, 6), start=time(22, 0), end=time(23, 0))
    assert not row._next_day.isVisible()


def test_no_day_at_all_is_explained_and_not_told(row):
    row.days[0].click()
    row.days[4].click()
    assert row.window_ is None
    assert row.told == [NIGHT.model_copy(update={"days": (4,)})]
    assert row.problem.text() == "Choose at least one day, or remove these hours."
    row.days[1].click()
    assert row.problem.isHidden()


def test_the_button_asks_to_be_taken_away(row):
    asked = []
    row.removed.connect(asked.append)
    row.remove.click()
    assert asked == [row]
