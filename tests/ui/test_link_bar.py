"""The link bar tells what was typed and which preset was picked, and fits into a narrow window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.domain import presets
from mediadl.domain.job import StartMode
from mediadl.ui.link_bar import LinkBar
from mediadl.ui.theme import Theme
from tests.helpers.jars import a_jar


@pytest.fixture
def bar(qt_app):
    around = QWidget()  # a window of its own would keep the size that its layout prefers
    bar = LinkBar(Theme(), QMenu(), around)
    bar.resize(1000, 80)
    around.show()
    QTest.qWait(1)  # the layout comes with the next turn of the loop
    bar.told = []
    bar.submitted.connect(lambda text, start: bar.told.append((text, start)))
    yield bar
    around.close()


def test_enter_and_download_start_at_once(bar):
    QTest.keyClicks(bar.field, "one")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.mouseClick(bar.download_button, Qt.MouseButton.LeftButton)
    assert bar.told == [("one", StartMode.NOW)] * 2


def test_choose_format_asks_first(bar):
    QTest.keyClicks(bar.field, "one")
    QTest.mouseClick(bar.choose_button, Qt.MouseButton.LeftButton)
    assert bar.told == [("one", StartMode.CHOOSE)]


def test_every_preset_is_in_the_menu(bar):
    actions = [action for action in bar.preset_button.menu().actions() if not action.isSeparator()]
    assert [action.data() for action in actions] == [preset.name for preset in presets.BUILT_IN]


def test_a_picked_preset_is_told_and_shown(bar):
    picked = []
    bar.preset_chosen.connect(picked.append)
    next(a for a in bar.preset_button.menu().actions() if a.data() == "480p").trigger()
    bar.show_preset("480p")
    assert picked == ["480p"]
    assert bar.preset_button.text() == "480p"


def test_an_unknown_preset_shows_as_the_first(bar):
    bar.show_preset("of a newer version")
    assert bar.preset_button.text() == "Best"


def test_the_mark_of_a_wrong_text_goes_with_the_next_key(bar):
    bar.field.setText("nonsense")
    bar.mark_wrong()
    assert bar.field.property("kind") == "error"
    QTest.keyClicks(bar.field, "x")
    assert (bar.field.text(), bar.field.property("kind")) == ("x", "")


def test_in_a_narrow_window_the_buttons_stand_below_the_field(bar):
    assert bar.download_button.y() < bar.field.geometry().bottom()
    bar.resize(bar.minimumSizeHint().width(), 120)
    QTest.qWait(1)
    assert bar.download_button.y() > bar.field.geometry().bottom()
    assert bar.download_button.geometry().right() <= bar.width()


def test_where_the_words_do_not_fit_choose_format_is_an_icon_that_keeps_its_key(bar):
    bar.resize(bar.minimumSizeHint().width(), 120)
    assert (bar.choose_button.text(), bar.choose_button.icon().isNull()) == ("", False)
    assert bar.choose_button.shortcut() == QKeySequence("Ctrl+Return")
    bar.resize(1000, 80)
    assert bar.choose_button.text() == "Choose format…"
    assert bar.choose_button.shortcut() == QKeySequence("Ctrl+Return")


def test_presets_of_ones_own_stand_in_a_group_of_their_own(bar):
    mine = presets.Preset(name="mine", title="A name that is rather long & odd")
    bar.show_presets((*presets.BUILT_IN, mine))
    bar.show_preset("mine")
    assert bar.preset_button.text() == "A name that is ra…"
    assert bar.preset_button.accessibleName() == "Preset: A name that is rather long & odd"
    last, line = bar.preset_button.menu().actions()[-1], bar.preset_button.menu().actions()[-2]
    assert (last.data(), last.isChecked(), line.isSeparator()) == ("mine", True, True)


def test_the_button_of_options_asks_for_them_and_shows_that_some_are_set(bar):
    asked = []
    bar.options_requested.connect(lambda: asked.append(True))
    QTest.mouseClick(bar.options_button, Qt.MouseButton.LeftButton)
    assert (asked, bar.options_button.isChecked()) == ([True], False)
    bar.show_options("720p at most")
    assert bar.options_button.isChecked()
    assert bar.options_button.toolTip() == "For the next links: 720p at most (Alt+O)"


def test_cookies_do_not_stay_in_the_field(bar):
    told = []
    bar.jar_entered.connect(told.append)
    bar.field.insert(a_jar("a.example", sid="https://a.example/not-real").decode())
    bar.field.undo()
    assert ("not-real" in told[0], len(told), bar.field.text()) == (True, 1, "")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.told == [("", StartMode.NOW)]
