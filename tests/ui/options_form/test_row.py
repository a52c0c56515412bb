"""One line of the form."""

from PySide6.QtTest import QTest

from mediadl.ui.options_form.controls import SILENT
from mediadl.ui.options_form.fields import SPONSORBLOCK, VIDEO
from mediadl.ui.options_form.row import OptionRow
from mediadl.ui.theme import Theme


def test_a_row_that_says_something_stands_out(qt_app):
    row, changed = OptionRow(VIDEO.fields[0], Theme()), []
    row.changed.connect(changed.append)
    row.show_value(SILENT, "best", is_required=True)
    assert (row.is_said, row.label.property("role"), row.demand.is_required) == (False, "", True)
    row.control.setCurrentIndex(2)
    row.control.activated.emit(2)
    assert (changed, row.value, row.label.property("role")) == ([row], "2160p", "heading")
    row.deleteLater()


def test_what_is_wrong_stands_below_and_the_hint_stays_for_screen_readers(qt_app):
    row = OptionRow(VIDEO.fields[0], Theme())
    row.say("Wrong.")
    assert (row.problem.text(), row.control.accessibleDescription()) == ("Wrong.", "Wrong.")
    row.say("")
    assert row.control.accessibleDescription() == VIDEO.fields[0].hint
    row.deleteLater()


def test_without_room_the_control_stands_below_its_label(qt_app):
    row = OptionRow(VIDEO.fields[1], Theme())
    row.show()
    row.resize(900, 60)
    QTest.qWait(1)
    assert row.control.mapTo(row, row.control.rect().topLeft()).x() > row.label.width() // 2
    row.resize(300, 120)
    QTest.qWait(1)
    assert row.control.mapTo(row, row.control.rect().topLeft()).y() >= row.label.geometry().bottom()
    row.close()
    row.deleteLater()


def test_tab_stops_at_each_chip(qt_app):
    row = OptionRow(SPONSORBLOCK.fields[0], Theme())
    assert len(row.stops) == 1 + len(SPONSORBLOCK.fields[0].chips)
    row.deleteLater()
