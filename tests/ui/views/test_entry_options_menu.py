"""The menu with options for selected entries."""

import pytest
from PySide6.QtWidgets import QWidget

from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset
from mediadl.ui.dialogs.options import OptionsDialog
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.entry_options_menu import EntryOptionsMenu
from tests.helpers.choices import a_stage
from tests.helpers.pages import until


@pytest.fixture
async def menu(qt_app, tmp_path):
    page = QWidget()
    async with a_stage(tmp_path) as stage:
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        below = DownloadOptions(folder="/downloads")
        made = EntryOptionsMenu(Theme(), stage.engine, operations, lambda: below, page)
        made.engine = stage.engine
        made.heard = []
        made.chosen.connect(made.heard.append)
        yield made
    page.deleteLater()


def _action(menu, text):
    return next(action for action in menu.actions() if action.text() == text)


async def test_presets_become_options_in_the_lists_folder_and_the_last_one_takes_them_away(menu):
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert titles == [*(known.title for known in BUILT_IN), "Other options…", "As all the others"]
    _action(menu, BUILT_IN[4].title).trigger()
    _action(menu, "As all the others").trigger()
    assert menu.heard == [BUILT_IN[4].options.model_copy(update={"folder": "/downloads"}), None]


async def test_presets_of_ones_own_are_offered_over_the_usual_options(menu):
    own = Preset(name="own", title="Own", options=DownloadOptions(quality="360p"))
    await menu.engine.change_settings(own_presets=(own,), defaults=DownloadOptions(write_thumbnail=True))
    for _time in range(2):
        menu.aboutToShow.emit()
        assert menu.actions()[-1].text() == "As all the others"
    _action(menu, "Own").trigger()
    assert (menu.heard[0].quality, menu.heard[0].write_thumbnail) == ("360p", True)


async def test_the_form_is_asked_over_the_usual_options_and_gives_nothing_when_it_is_left(menu):
    page = menu.parentWidget()
    _action(menu, "Other options…").trigger()
    await until(lambda: page.findChildren(OptionsDialog))
    (dialog,) = page.findChildren(OptionsDialog)
    assert dialog.windowTitle() == "Options for the selected entries"
    assert dialog.form.outcome == DownloadOptions(folder="/downloads")
    dialog.reject()
    await until(lambda: not page.findChildren(OptionsDialog))
    assert menu.heard == []
