"""A speed limit is typed as a number and a unit, and is bytes a second outside."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.ui.speed_field import SpeedField
from mediadl.ui.theme import Theme


@pytest.fixture
def field(qt_app):
    made = SpeedField("Speed limit", Theme())
    made.told = []
    made.changed.connect(made.told.append)
    yield made
    made.deleteLater()


@pytest.mark.parametrize(
    ("limit_bps", "text", "unit"),
    [
        (None, "No limit", "MB/s"),
        (5_000_000, "5.0", "MB/s"),
        (1_500_000, "1.5", "MB/s"),
        (999_000, "999", "kB/s"),
        (64_000, "64", "kB/s"),
    ],
)
def test_a_limit_is_shown_in_the_unit_that_fits_and_changes_nothing(field, limit_bps, text, unit):
    field.show_limit(limit_bps)
    assert (field.number.text(), field.unit.currentText()) == (text, unit)
    assert field.limit_bps == limit_bps
    assert field.told == []


def test_a_typed_number_counts_when_it_is_complete(field):
    field.number.selectAll()
    QTest.keyClicks(field.number, "12")
    assert field.told == []
    QTest.keyClick(field.number, Qt.Key.Key_Return)
    assert field.told == [12_000_000]


def test_another_unit_keeps_the_number(field):
    field.show_limit(5_000_000)
    field.unit.setCurrentText("kB/s")
    field.unit.activated.emit(0)
    assert field.told == [5_000]
    assert field.number.text() == "5"


def test_zero_is_no_limit(field):
    field.show_limit(64_000)
    field.number.setValue(0)
    assert field.told == [None]
    assert field.number.text() == "No limit"
