"""The search field's keys, and what every such field is like."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from mediadl.ui.search_field import SearchField
from mediadl.ui.theme import Theme


def test_escape_empties_it_and_down_leaves_it(qt_app):
    field = SearchField("Search the list", Theme())
    left = QSignalSpy(field.left_downwards)
    QTest.keyClicks(field, "vp9")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert (field.text(), left.count()) == ("vp9", 1)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_return_leaves_it_and_coming_back_takes_all_of_the_old_words(qt_app):
    field = SearchField("Search the list", Theme(), words="Search titles")
    left = QSignalSpy(field.left_downwards)
    QTest.keyClicks(field, "vp9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.enter()
    assert (left.count(), field.selectedText()) == (1, "vp9")
    assert (field.accessibleName(), field.placeholderText()) == ("Search the list", "Search titles")
