"""A code is typed masked, told once, and forgotten."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.dialogs.typed_secret import TypedSecretDialog
from mediadl.ui.theme import Theme


def asked():
    dialog, told = TypedSecretDialog("Code", "It is not saved.", Theme()), []
    dialog.typed.connect(told.append)
    dialog.open()
    return dialog, told


def test_return_tells_what_was_typed_and_nothing_stays(qt_app):
    dialog, told = asked()
    QTest.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    assert told == []
    QTest.keyClicks(dialog.field.edit, "123456")
    assert (dialog.field.edit.displayText(), dialog.go_on.isEnabled()) == ("\u25cf" * 6, True)
    QTest.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    assert (told, dialog.field.text) == (["123456"], "")


def test_escape_tells_nothing(qt_app):
    dialog, told = asked()
    QTest.keyClicks(dialog.field.edit, "123456")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (told, dialog.field.text) == ([], "")
