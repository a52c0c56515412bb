"""The controls say a value or nothing."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mediadl.ui.options_form.controls import (
    SILENT,
    ChipsControl,
    ChoiceControl,
    DemandControl,
    TextControl,
    control_for,
    side_by_side,
    usual_words,
)
from mediadl.ui.options_form.fields import Chips, Choice, Text
from mediadl.ui.options_form.texts import read_count, show_count
from mediadl.ui.theme import Theme

CHOICE = Choice("quality", "Quality", choices=(("best", "Best"), ("720p", "720p")))
TEXT = Text("retries", "Retries", read=read_count, show=show_count, sample="10")
CHIPS = Chips("sponsorblock_mark", "Mark", chips=(("intro", "Intro"), ("outro", "Outro")))


@pytest.fixture
def around(qt_app):
    widget = QWidget()
    yield widget
    widget.deleteLater()


def test_a_choice_is_silent_until_something_is_chosen(around):
    control, changes = ChoiceControl(CHOICE, around), []
    control.changed.connect(lambda: changes.append(control.value))
    control.show_value(SILENT, "best")
    assert (control.value, control.currentText()) == (SILENT, "As usual: Best")
    control.setCurrentIndex(2)
    control.activated.emit(2)
    control.show_value("best", "720p")
    assert (changes, control.value, control.itemText(0)) == (["720p"], "best", "As usual: 720p")


def test_an_empty_text_is_silent_and_a_wrong_one_counts_as_before(around):
    control = TextControl(TEXT, around)
    control.show_value(4, None)
    control.clear()
    QTest.keyClicks(control, "x")
    assert (control.value, "no whole number" in control.problem) == (4, True)
    control.clear()
    QTest.keyClicks(control, "7")
    assert (control.value, control.problem) == (7, "")
    control.show_value(SILENT, 3)
    assert (control.text(), control.placeholderText(), control.value) == ("", "As usual: 3", SILENT)


def test_what_is_being_typed_is_not_written_over(around):
    control = TextControl(TEXT, around)
    QTest.keyClicks(control, "07")
    control.show_value(7, None)
    assert control.text() == "07"


def test_chips_say_any_of_their_words_also_none(around):
    control = ChipsControl(CHIPS, Theme(), around)
    control.show_value(SILENT, ("outro",))
    assert (control.value, control.usual.text()) == (SILENT, "As usual: Outro")
    control.chips["intro"].click()
    assert (control.value, control.usual.isChecked()) == (("intro",), False)
    control.chips["intro"].click()
    assert control.value == ()
    control.usual.click()
    assert control.value is SILENT


def test_a_wish_is_preferred_or_required(around):
    control = DemandControl(CHOICE, around)
    control.show_required(True)
    assert (control.is_required, control.accessibleName()) == (True, "Quality: preferred or required")


def test_every_kind_of_field_has_its_control(around):
    kinds = [type(control_for(field, Theme(), around)) for field in (CHOICE, TEXT, CHIPS)]
    assert kinds == [ChoiceControl, TextControl, ChipsControl]
    assert usual_words(TEXT, None) == "As usual"
    line = side_by_side(QWidget(), QWidget(), parent=around)
    assert line.layout().count() == 2
