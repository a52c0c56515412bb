"""How gently sites are treated: each number is saved, and zero is said in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.views.settings.network_card import NetworkCard
from tests.helpers.settings_card import with_card
from tests.helpers.shell import until


@pytest.mark.parametrize(
    ("control", "typed", "setting", "value"),
    [
        ("per_site", "4", "site_downloads", 4),
        ("pause", "2.5", "site_pause_s", 2.5),
        ("retries", "9", "automatic_retries", 9),
        ("fragments", "6", "concurrent_fragments", 6),
        ("limit", "3", "speed_limit_bps", 3_000_000),
    ],
)
def test_a_typed_number_is_saved(qt_app, tmp_path, control, typed, setting, value):
    async def scenario(card, shell):
        field = getattr(card, control)
        field = getattr(field, "number", field)
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        await until(lambda: getattr(shell.engine.settings, setting) == value)

    with_card(NetworkCard, tmp_path, qt_app, scenario)


def test_what_others_change_is_shown_and_zero_has_a_word(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(site_pause_s=0, automatic_retries=0, speed_limit_bps=500_000)
        assert [card.pause.text(), card.retries.text(), card.limit.limit_bps] == ["None", "Never", 500_000]
        await shell.engine.change_settings(speed_limit_bps=None)
        assert card.limit.number.text() == "No limit"

    with_card(NetworkCard, tmp_path, qt_app, scenario)
