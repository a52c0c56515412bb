"""The search field's two keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from mediadl.ui.search_field import SearchField
from mediadl.ui.theme import Theme


def test_escape_empties_it_and_down_leaves_it(qt_app):
    field = SearchField("search", Theme())
    left = QSignalSpy(field.left_downwards)
    QTest.keyClicks(field, "vp9")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert (field.text(), left.count()) == ("vp9", 1)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
