"""The page shows what holds, whoever changed it, and every control on it has a name."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mediadl.domain.timetable import Window
from mediadl.ui.views.settings_view import SettingsView
from tests.helpers.shell import with_shell


def view_test(qt_app, tmp_path, scenario):
    async def opened(shell):
        view = SettingsView(engine=shell.engine, operations=shell.operations, theme=shell.theme)
        view.resize(900, 600)
        view.show()
        view.activateWindow()
        await scenario(view, shell)

    with_shell(tmp_path, qt_app, opened)


def test_a_change_from_elsewhere_reaches_every_card(qt_app, tmp_path):
    async def scenario(view, shell):
        await shell.engine.change_settings(
            max_downloads=5,
            speed_limit_bps=2_000_000,
            windows=(Window(),),
            when_done="quit",
            appearance="dark",
        )
        assert view.downloads.downloads.value() == 5
        assert view.network.limit.limit_bps == 2_000_000
        assert len(view.schedule.rows) == 1
        assert view.done.action.currentData() == "quit"
        assert view.appearance.appearances["dark"].isChecked()

    view_test(qt_app, tmp_path, scenario)


def test_everything_that_takes_the_focus_has_a_name(qt_app, tmp_path):
    async def scenario(view, shell):
        await shell.engine.change_settings(windows=(Window(),), when_done="run_command")
        nameless = [
            widget
            for widget in view.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.window() is view
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert nameless == []

    view_test(qt_app, tmp_path, scenario)


def test_tab_walks_from_card_to_card_and_scrolls_along(qt_app, tmp_path):
    async def scenario(view, _shell):
        view.downloads.folder.setFocus()
        cards = []
        for _ in range(60):
            focus = view.focusWidget()
            owner = next((card for card in view.cards if card.isAncestorOf(focus)), None)
            if owner is not None and owner not in cards:
                cards.append(owner)
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert cards == [card for card in view.cards if card is not view.about]

    view_test(qt_app, tmp_path, scenario)


@pytest.mark.parametrize("scale", [1, 2])
def test_no_card_is_wider_than_a_small_window_leaves(qt_app, tmp_path, scale):
    async def scenario(view, shell):
        await shell.engine.change_settings(windows=(Window(),), when_done="run_command")
        usual, larger = QApplication.font(), QFont(QApplication.font())
        larger.setPointSizeF(usual.pointSizeF() * scale)
        QApplication.setFont(larger)
        try:
            await asyncio.sleep(0.05)
            room = 900 - (shell.theme.metrics.unit * 11 if scale == 1 else 170)  # without the rail
            assert view._inside.minimumSizeHint().width() <= room - shell.theme.metrics.scrollbar
        finally:
            QApplication.setFont(usual)

    view_test(qt_app, tmp_path, scenario)
