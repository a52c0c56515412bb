"""The limit is chosen from the menu, holds at once, and the present one is shown."""

import pytest

from mediadl.ui.dialogs.speed_limit import SpeedLimitDialog
from mediadl.ui.speed_menu import STEPS_BPS, SpeedButton, SpeedMenu
from tests.helpers.shell import until, with_shell


def menu_test(qt_app, tmp_path, scenario):
    async def opened(shell):
        from PySide6.QtWidgets import QWidget

        window = QWidget()
        await scenario(SpeedMenu(shell.engine, shell.operations, shell.theme, window), shell)

    with_shell(tmp_path, qt_app, opened)


@pytest.mark.parametrize("limit_bps", [*STEPS_BPS, None])
def test_a_limit_of_the_menu_holds_and_is_checked(qt_app, tmp_path, limit_bps):
    async def scenario(menu, shell):
        await shell.engine.change_settings(speed_limit_bps=123_000)
        assert menu.custom.isChecked()
        assert menu.custom.text() == "Custom (123 kB/s)…"
        menu.choices[limit_bps].trigger()
        await until(lambda: shell.engine.settings.speed_limit_bps == limit_bps)
        assert menu.choices[limit_bps].isChecked()
        assert menu.custom.text() == "Custom…"

    menu_test(qt_app, tmp_path, scenario)


def test_a_custom_limit_is_asked_for_beside_the_window(qt_app, tmp_path):
    async def scenario(menu, shell):
        menu.custom.trigger()
        dialog = menu.parentWidget().findChild(SpeedLimitDialog)
        dialog.field.number.setValue(7)
        dialog.accept()
        await until(lambda: shell.engine.settings.speed_limit_bps == 7_000_000)

    menu_test(qt_app, tmp_path, scenario)


def test_the_button_says_what_holds_and_keeps_its_key(qt_app, tmp_path):
    async def scenario(menu, shell):
        button = SpeedButton(menu, shell.theme)
        button.show_limit(None)
        assert button.text() == "No limit"
        button.show_limit(2_000_000, "outside the hours")
        assert button.text() == "Limit 2.0 MB/s · outside the hours"
        assert button.accessibleName() == "Speed limit: Limit 2.0 MB/s · outside the hours"
        assert button.shortcut().toString() == "Ctrl+Shift+L"

    menu_test(qt_app, tmp_path, scenario)
