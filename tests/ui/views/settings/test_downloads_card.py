"""Folders, numbers and the preset hold at once."""

from mediadl.ui.views.settings.downloads_card import DownloadsCard
from tests.helpers.settings_card import pick, with_card, write
from tests.helpers.shell import until


def test_both_folders_are_saved_and_emptied(qt_app, tmp_path):
    async def scenario(card, shell):
        write(card.temp_folder.edit, str(tmp_path))
        await until(lambda: shell.engine.settings.temp_folder == str(tmp_path))
        write(card.temp_folder.edit, "")
        write(card.folder.edit, "")
        await until(lambda: shell.engine.settings.temp_folder is None)
        await until(lambda: shell.engine.settings.download_folder is None)
        assert card.temp_folder.edit.placeholderText() == "Beside the download, on the same disk"

    with_card(DownloadsCard, tmp_path, qt_app, scenario)


def test_numbers_and_choices_hold_at_once(qt_app, tmp_path):
    async def scenario(card, shell):
        card.downloads.setValue(7)
        pick(card.preset, "720p")
        card.keep_awake.click()
        await until(lambda: shell.engine.settings.preset == "720p")
        await until(lambda: shell.engine.settings.max_downloads == 7)
        await until(lambda: not shell.engine.settings.keep_awake)

    with_card(DownloadsCard, tmp_path, qt_app, scenario)


def test_what_others_change_is_shown(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(max_downloads=5, preset="480p", keep_awake=False)
        assert (card.downloads.value(), card.preset.currentData()) == (5, "480p")
        assert not card.keep_awake.isChecked()

    with_card(DownloadsCard, tmp_path, qt_app, scenario)
