"""The foot of a dialog."""

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget

from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.theme import Theme


def test_the_last_button_is_what_return_presses_and_what_is_aside_is_quiet(qt_app):
    dialog, words = QDialog(), QLabel("It is a film.")
    cancel, save, reset = (QPushButton(text, dialog) for text in ("Cancel", "Save", "Reset"))
    foot = DialogFoot(words, (cancel, save), Theme(), dialog, aside=reset)
    lay_over(QWidget(), "Film", foot, dialog)
    dialog.show()
    assert (save.isDefault(), save.property("kind"), reset.property("kind")) == (True, "primary", "quiet")
    assert reset.x() < cancel.x() < save.x()
    assert words.wordWrap()
    assert dialog.findChild(QScrollArea).accessibleName() == "Film"
    dialog.close()
    dialog.deleteLater()
