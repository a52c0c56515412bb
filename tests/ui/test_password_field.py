"""What is typed is masked until somebody wants to see it, and nothing of it stays."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from mediadl.ui.password_field import PasswordField
from mediadl.ui.theme import Theme


def typed(text):
    field = PasswordField("Password", Theme())
    field.told = []
    field.edited.connect(lambda: field.told.append(field.text))
    QTest.keyClicks(field.edit, text)
    return field


def test_what_is_typed_is_masked_until_the_button_shows_it(qt_app):
    field = typed(" fake ")
    assert (field.text, field.told[-1], field.edit.displayText()) == (" fake ", " fake ", "\u25cf" * 6)
    QTest.keyClick(field.reveal, Qt.Key.Key_Space)
    assert field.edit.displayText() == " fake "
    assert field.reveal.accessibleName() == "Password: hide what is typed"
    QTest.keyClick(field.reveal, Qt.Key.Key_Space)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


def test_nothing_can_be_brought_back(qt_app):
    field = typed("")
    field.reveal.setChecked(True)
    QTest.keyClicks(field.edit, "fake")
    field.forget()
    field.edit.undo()
    assert (field.text, field.edit.isUndoAvailable(), field.reveal.isChecked()) == ("", False, False)


def test_it_has_a_name_and_no_helper_learns_of_it(qt_app):
    field = typed("")
    assert field.edit.accessibleName() == "Password"
    assert field.edit.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    assert field.focusProxy() is field.edit
