"""Hours are added, changed and removed; what holds outside them is chosen below."""

from datetime import time

from PySide6.QtCore import QTime

from mediadl.domain.timetable import Window
from mediadl.ui.views.settings.schedule_card import ScheduleCard
from tests.helpers.settings_card import with_card
from tests.helpers.shell import until


def test_hours_are_added_changed_and_removed(qt_app, tmp_path):
    async def scenario(card, shell):
        assert card.always.isVisible()
        card.add_hours.click()
        await until(lambda: shell.engine.settings.windows == (Window(),))
        assert not card.always.isVisible()
        card.rows[0].start.setTime(QTime(20, 15))
        await until(lambda: shell.engine.settings.windows == (Window(start=time(20, 15)),))
        card.rows[0].remove.click()
        await until(lambda: shell.engine.settings.windows == ())
        assert card.always.isVisible()

    with_card(ScheduleCard, tmp_path, qt_app, scenario)


def test_hours_without_a_day_stay_on_the_screen_and_are_not_saved(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(windows=(Window(days=(2,)), Window()))
        card.rows[0].days[2].click()
        card.rows[1].days[0].click()
        await until(lambda: shell.engine.settings.windows == (Window(days=(1, 2, 3, 4, 5, 6)),))
        assert [row.problem.isHidden() for row in card.rows] == [False, True]

    with_card(ScheduleCard, tmp_path, qt_app, scenario)


def test_outside_the_hours_downloads_wait_or_slow_down(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(windows=(Window(),))
        assert not card.other_limit.isEnabled()
        card.slows_down.click()
        card.other_limit.number.setValue(1.5)
        await until(lambda: shell.engine.settings.outside_windows == "slow_down")
        await until(lambda: shell.engine.settings.outside_speed_limit_bps == 1_500_000)
        assert card.other_limit.isEnabled()
        card.waits.click()
        await until(lambda: shell.engine.settings.outside_windows == "wait")

    with_card(ScheduleCard, tmp_path, qt_app, scenario)


def test_what_others_change_is_shown(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(windows=(Window(days=(5,)),), outside_windows="slow_down")
        assert [row.window_ for row in card.rows] == [Window(days=(5,))]
        assert card.slows_down.isChecked()

    with_card(ScheduleCard, tmp_path, qt_app, scenario)
