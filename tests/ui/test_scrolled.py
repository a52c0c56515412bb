"""The part of a dialog that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mediadl.ui.scrolled import scrolled


def test_it_holds_its_widget_is_named_and_takes_no_focus(qt_app):
    page, inside = QWidget(), QWidget()
    area = scrolled(inside, "Options", page)
    assert (area.widget(), area.accessibleName(), area.parent()) == (inside, "Options", page)
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    page.deleteLater()
