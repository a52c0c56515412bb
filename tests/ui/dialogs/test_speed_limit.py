"""A limit of one's own is typed and told once it is wanted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.dialogs.speed_limit import SpeedLimitDialog
from mediadl.ui.theme import Theme
from tests.helpers.pages import put_on_screen


def asked(limit_bps):
    dialog, told = SpeedLimitDialog(limit_bps, Theme()), []
    dialog.chosen.connect(told.append)
    put_on_screen(dialog, 400, 200)
    return dialog, told


def test_return_tells_what_was_typed(qt_app):
    dialog, told = asked(2_000_000)
    QTest.keyClicks(dialog.field.number, "3.5")
    assert told == []
    QTest.keyClick(dialog.field.number, Qt.Key.Key_Return)
    assert told == [3_500_000]


def test_the_button_tells_and_escape_does_not(qt_app):
    dialog, told = asked(64_000)
    QTest.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)
    assert told == [64_000]
    dialog, told = asked(64_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert told == []
