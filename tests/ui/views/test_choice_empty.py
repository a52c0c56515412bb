"""The page with nothing on it says what to do."""

from PySide6.QtWidgets import QLabel, QWidget

from mediadl.ui.theme import Theme
from mediadl.ui.views.choice_empty import ChoiceEmpty


def test_it_shows_an_icon_a_title_and_an_advice_that_can_change(qt_app):
    empty = ChoiceEmpty(Theme(), "formats", "Nothing", "Paste a link")
    icon, title, advice = empty.findChildren(QLabel)[-1], empty.title, empty.advice
    assert not icon.pixmap().isNull()
    assert (title.text(), advice.text()) == ("Nothing", "Paste a link")
    empty.say("Gone", "Try again")
    assert (title.text(), advice.text()) == ("Gone", "Try again")


def test_where_there_is_little_room_the_icon_goes_then_the_advice(qt_app):
    around = QWidget()
    empty = ChoiceEmpty(Theme(), "formats", "Nothing", "Paste a link", around)
    around.show()
    empty.resize(300, 600)
    assert empty._icon.isVisible()
    words = empty.title.heightForWidth(300) + empty.advice.heightForWidth(300) + empty._column.spacing()
    for height, seen in ((words, (False, True, True)), (words - 1, (False, False, True))):
        empty.resize(300, height)
        assert (empty._icon.isVisible(), empty.advice.isVisible(), empty.title.isVisible()) == seen
    assert empty.minimumSizeHint().height() < words
    around.close()
