"""The page with nothing on it says what to do."""

from PySide6.QtWidgets import QLabel

from mediadl.ui.theme import Theme
from mediadl.ui.views.choice_empty import ChoiceEmpty


def test_it_shows_an_icon_a_title_and_an_advice_that_can_change(qt_app):
    empty = ChoiceEmpty(Theme(), "formats", "Nothing", "Paste a link")
    icon, title, advice = empty.findChildren(QLabel)[-1], empty.title, empty.advice
    assert not icon.pixmap().isNull()
    assert (title.text(), advice.text()) == ("Nothing", "Paste a link")
    empty.say("Gone", "Try again")
    assert (title.text(), advice.text()) == ("Gone", "Try again")
