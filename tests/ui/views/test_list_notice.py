"""The notice of a list that broke off."""

from PySide6.QtWidgets import QWidget

from mediadl.ui.views.list_notice import ListNotice
from tests.helpers.pages import put_away, put_on_screen


def test_it_is_hidden_until_it_has_something_to_say_and_then_has_the_focus(qt_app):
    page = QWidget()
    notice = ListNotice(page)
    put_on_screen(page)
    assert notice.isHidden()
    notice.say("The list <b>broke off</b>.")
    assert notice.isVisible()
    assert notice.text.text() == "The list <b>broke off</b>."
    assert notice.retry_button.hasFocus()
    put_away(page)
