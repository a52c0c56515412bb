"""Return in fields and on buttons of a page that has a shortcut for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.ui.return_key import ReturnKey
from tests.helpers.pages import put_away, put_on_screen


@pytest.fixture
def page(qt_app):
    made = QWidget()
    made.heard = []
    column = QVBoxLayout(made)
    made.field, made.button, made.other = QLineEdit(made), QPushButton("B", made), QLineEdit(made)
    for widget in (made.field, made.button, made.other):
        column.addWidget(widget)
    action = QAction(made)
    action.setShortcut(QKeySequence("Return"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: made.heard.append("page"))
    made.addAction(action)
    made.field.returnPressed.connect(lambda: made.heard.append("field"))
    made.button.clicked.connect(lambda: made.heard.append("button"))
    ReturnKey(made, made.field, made.button)
    put_on_screen(made)
    yield made
    put_away(made)


@pytest.mark.parametrize("name", ["field", "button"])
def test_return_is_the_widgets_own(page, name):
    widget = getattr(page, name)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert page.heard == [name]


def test_elsewhere_it_is_the_pages(page):
    page.other.setFocus()
    QTest.keyClick(page.other, Qt.Key.Key_Return)
    assert page.heard == ["page"]
