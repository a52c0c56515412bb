"""A part of the form that opens and closes."""

from mediadl.ui.options_form.fields import VIDEO
from mediadl.ui.options_form.section import SectionBox
from mediadl.ui.theme import Theme


def test_a_section_opens_and_says_how_much_is_set(qt_app):
    box = SectionBox(VIDEO, Theme())
    box.rows[0].show_value("720p", "best", is_required=False)
    box.show_count()
    assert (box.header.text(), box.is_open, box.rows[0].isVisibleTo(box)) == ("Video  ·  1 set", False, False)
    box.header.click()
    assert box.rows[0].isVisibleTo(box)
    assert box.header.accessibleName() == "Video  ·  1 set, open"
    box.deleteLater()


def test_a_section_with_something_wrong_calls(qt_app):
    box = SectionBox(VIDEO, Theme())
    box.rows[0].say("Wrong.")
    box.show_count()
    assert box.header.text() == "Video  ·  look here"
    box.deleteLater()
