"""A question before what cannot be taken back; Escape and Return leave it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.dialogs.confirm import ConfirmDialog
from mediadl.ui.theme import Theme


def asked():
    dialog, told = ConfirmDialog("Export", "Anyone can read it.", "Export…", Theme()), []
    dialog.accepted.connect(lambda: told.append("yes"))
    dialog.rejected.connect(lambda: told.append("no"))
    dialog.open()
    return dialog, told


def test_the_button_says_yes(qt_app):
    dialog, told = asked()
    assert (dialog.question.text(), dialog.go_on.text()) == ("Anyone can read it.", "Export…")
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert told == ["yes"]


def test_a_hasty_return_and_escape_say_no(qt_app):
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        dialog, told = asked()
        assert dialog.focusWidget() is dialog.cancel
        QTest.keyClick(dialog.cancel, key)
        assert told == ["no"]
