"""Light and dark are chosen by one button each."""

from mediadl.ui.views.settings.appearance_card import AppearanceCard
from tests.helpers.settings_card import with_card
from tests.helpers.shell import until


def test_an_appearance_is_chosen_and_shown(qt_app, tmp_path):
    async def scenario(card, shell):
        card.appearances["dark"].click()
        await until(lambda: shell.engine.settings.appearance == "dark")
        await shell.engine.change_settings(appearance="light")
        assert card.appearances["light"].isChecked()

    with_card(AppearanceCard, tmp_path, qt_app, scenario)
