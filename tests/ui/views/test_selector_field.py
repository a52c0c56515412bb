"""The field for yt-dlp's selectors: when it asks, and what it makes of answers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.theme import Theme
from mediadl.ui.views.selector_field import SelectorField
from tests.helpers.choices import FORMATS
from tests.helpers.pages import put_away, put_on_screen, until


@pytest.fixture
def field(qt_app):
    made = SelectorField(Theme())
    made.asked, made.told = [], []
    made.check_wanted.connect(made.asked.append)
    made.changed.connect(lambda: made.told.append(made.problem_words))
    put_on_screen(made)
    yield made
    put_away(made.problem)
    put_away(made)


async def test_it_asks_once_for_what_was_typed_in_one_go(field):
    QTest.keyClicks(field, "bv+ba")
    assert (field.asked, field.problem_words) == ([], "The selector is being checked.")
    await until(lambda: field.asked, 30.0)
    assert field.asked == ["bv+ba"]


def test_return_asks_at_once(field):
    QTest.keyClicks(field, " 137+140 ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.asked == ["137+140"]


def test_an_answer_counts_only_for_what_stands_there(field):
    QTest.keyClicks(field, "b")
    field.show_found("bv", FORMATS[:1], "")
    assert field.problem_words
    field.show_found("b", FORMATS[:1], "")
    assert (field.formats, field.problem_words, field.told[-1]) == (FORMATS[:1], "", "")


def test_a_problem_is_said_below_until_it_is_changed(field):
    QTest.keyClicks(field, "b[")
    field.show_found("b[", (), "A bracket is not closed.")
    assert (field.problem.text(), field.property("kind")) == ("A bracket is not closed.", "error")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.problem.text() == ""


def test_an_empty_field_is_no_problem_and_is_told(field):
    QTest.keyClicks(field, "b")
    field.clear()
    assert (field.selector, field.problem_words, field.told[-1]) == ("", "", "")
    assert not field._timer.isActive()


def test_forgetting_tells_nobody(field):
    QTest.keyClicks(field, "b")
    told = len(field.told)
    field.forget()
    assert (field.text(), len(field.told), field.problem_words) == ("", told, "")
