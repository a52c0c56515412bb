"""The engine's version is told once a worker has told it."""

from mediadl.ui.views.settings.about_card import AboutCard
from tests.helpers.settings_card import with_card


def test_the_engines_version_is_told_once_it_is_known(qt_app, tmp_path):
    async def scenario(card, shell):
        assert card.engine_version.text() == "Engine: yt-dlp starts with the first download"
        card.hide()
        shell.engine._pool.engine_version = "2026.11.01"  # what a worker's first words bring
        card.show()
        assert card.engine_version.text() == "Engine: yt-dlp 2026.11.01"

    with_card(AboutCard, tmp_path, qt_app, scenario)
