"""A borrowed action is in the menu while it is open, and its key does not count for the menu's button."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QToolButton, QVBoxLayout, QWidget

from mediadl.ui.borrowed_menu import BorrowedMenu


@pytest.fixture
def button(qt_app):
    window, done = QWidget(), []
    owner, button = QListWidget(window), QToolButton(window)
    action = QAction("Pause", owner)
    action.setShortcut("Space")
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: done.append(1))
    owner.addAction(action)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(BorrowedMenu("More", lambda menu: menu.addAction(action), button))
    column = QVBoxLayout(window)
    column.addWidget(owner)
    column.addWidget(button)
    button.owner, button.done = owner, done
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    yield button
    window.close()


def words(menu):
    return [action.text() for action in menu.actions()]


def test_actions_are_there_while_it_is_open_and_can_be_chosen(button):
    menu = button.menu()
    assert words(menu) == []
    menu.popup(button.pos())
    assert words(menu) == ["Pause"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert (button.done, words(menu), menu.isVisible()) == ([1], [], False)


def test_the_key_of_an_action_is_not_the_buttons(button):
    button.setFocus()
    opened = []
    QTimer.singleShot(100, lambda: (opened.append(button.menu().isVisible()), button.menu().close()))
    QTest.keyClick(button, Qt.Key.Key_Space)  # returns when the menu is closed
    assert (button.done, opened) == ([], [True])
    button.owner.setFocus()
    QTest.keyClick(button.owner, Qt.Key.Key_Space)
    assert button.done == [1]


def test_it_has_a_name(button):
    assert button.menu().accessibleName() == "More"
