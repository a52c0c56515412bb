"""The menu with options for selected entries."""

from PySide6.QtWidgets import QWidget

from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset
from mediadl.domain.settings import Settings
from mediadl.ui.theme import Theme
from mediadl.ui.views.entry_options_menu import EntryOptionsMenu


def test_presets_become_options_in_the_lists_folder_and_the_last_one_takes_them_away(qt_app):
    page = QWidget()
    menu, chosen = EntryOptionsMenu(Theme(), page), []
    menu.base = DownloadOptions(folder="/downloads")
    menu.chosen.connect(chosen.append)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.text() for action in actions[:-1]] == [known.title for known in BUILT_IN]
    actions[4].trigger()
    actions[-1].trigger()
    assert chosen == [BUILT_IN[4].options.model_copy(update={"folder": "/downloads"}), None]
    page.deleteLater()


def test_presets_of_ones_own_are_offered_over_the_usual_options(qt_app):
    page = QWidget()
    menu, chosen = EntryOptionsMenu(Theme(), page), []
    menu.chosen.connect(chosen.append)
    own = Preset(name="own", title="Own", options=DownloadOptions(quality="360p"))
    menu.offer(Settings(own_presets=(own,), defaults=DownloadOptions(write_thumbnail=True)), menu.base)
    next(action for action in menu.actions() if action.text() == "Own").trigger()
    assert (chosen[0].quality, chosen[0].write_thumbnail) == ("360p", True)
    page.deleteLater()
