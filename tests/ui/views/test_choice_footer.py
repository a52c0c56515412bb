"""The foot of a page: words, and buttons that follow their actions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QBoxLayout, QPushButton

from mediadl.ui.theme import Theme
from mediadl.ui.views.choice_footer import ChoiceFooter, action_button


@pytest.fixture
def footer(qt_app):
    return ChoiceFooter(Theme(), [QPushButton("One"), QPushButton("Two")])


def test_a_problem_is_said_in_its_own_colour(footer):
    footer.say("480p · MP4", "Picked")
    assert footer.line.property("role") == "heading"
    footer.say("Pick a row", "", is_problem=True)
    assert (footer.line.property("role"), footer.detail.isHidden()) == ("danger", True)


def test_a_warning_is_said_in_its_own_colour_until_the_next_words(footer):
    footer.say("480p · no sound", "Picked", is_warning=True)
    assert footer.line.property("role") == "warning"
    footer.say("480p · MP4", "Picked")
    assert footer.line.property("role") == "heading"


def test_the_words_stand_above_the_buttons_where_there_is_little_room(footer):
    footer.show()
    directions = []
    for width in (1500, 200):
        footer.resize(width, 200)
        directions.append(footer._box.direction())
    footer.close()
    assert directions == [QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom]


def test_buttons_show_their_icons_alone_before_they_need_a_second_line(qt_app):
    later, download = QAction("Choose later"), QAction("Download selected")
    later.setIconText("Later")
    download.setIconText("Download")
    buttons = [action_button(later), action_button(download, kind="primary")]
    footer = ChoiceFooter(Theme(), buttons)
    footer.show()
    texts = []
    for width in (900, buttons[1].sizeHint().width() + 90, 900):
        footer.resize(width, 200)
        texts.append([button.text() for button in buttons])
    footer.close()
    assert texts == [["Later", "Download selected"], ["", "Download"], ["Later", "Download selected"]]
    assert buttons[0].accessibleName() == "Choose later"


def test_a_button_follows_its_action_and_return_presses_it(qt_app):
    action = QAction("Cancel the download")
    action.setIconText("Cancel")
    button = action_button(action)
    triggered = QSignalSpy(action.triggered)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert triggered.count() == 2
    action.setEnabled(False)
    names = (button.text(), button.accessibleName(), button.isEnabled())
    assert names == ("Cancel", "Cancel the download", False)
