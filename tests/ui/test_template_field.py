"""Chips put fields in, the preview follows each key, and only what can be used is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.template_fields import SAMPLE
from mediadl.ui.template_field import TemplateField
from mediadl.ui.template_preview import Sample
from mediadl.ui.theme import Theme


@pytest.fixture
def field(qt_app):
    made = TemplateField("Name of the file", Theme())
    made.told = []
    made.changed.connect(made.told.append)
    made.show_sample(Sample({**SAMPLE, "title": "Dawn"}, name="“Dawn”"))
    yield made
    made.deleteLater()


def _shown(field):
    return field.path.text().replace("\u200b", "")


def test_the_preview_follows_each_key_and_return_tells(field):
    QTest.keyClicks(field.edit, "{uploader}/{title}")
    assert _shown(field) == "Lab Films/Dawn.mp4"
    assert field.facts.text().startswith("“Dawn”. Legal on every system")
    assert field.told == []
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.told == ["{uploader}/{title}"]


def test_what_cannot_be_used_is_said_at_the_field_and_not_told(field):
    field.show_template("{title}")
    field.edit.setText("{titel}")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert "There is no field “titel”. Did you mean “title”?" in field.problem.text()
    assert field.path.isHidden()
    assert field.told == []
    field.show_template("{title}")
    assert field.edit.text() == "{titel}"  # nothing new: what was typed is not lost
    field.show_template("{id}")
    assert (field.edit.text(), field.problem.text()) == ("{id}", "")


def test_an_empty_field_is_the_default_in_grey(field):
    field.show_template("{id}", "{channel}/{title}")
    field.edit.clear()
    assert _shown(field) == "Lab Films/Dawn.mp4"
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.told == [None]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_chip_puts_its_field_where_the_cursor_stands(key, field):
    field.show_template("{title} []")
    field.edit.setCursorPosition(len("{title} ["))
    QTest.keyClick(field.chips["id"], key)
    assert field.edit.text() == "{title} [{id}]"
    assert field.told == ["{title} [{id}]"]


def test_a_chip_goes_on_from_the_default_and_writes_dates_as_dates(field):
    field.show_template(None)
    field.chips["upload_date"].click()
    assert field.edit.text() == "{title}{upload_date>%Y-%m-%d}"
    assert _shown(field) == "Dawn2026-11-01.mp4"


def test_everything_has_a_name(field):
    assert field.edit.accessibleName() == "Name of the file"
    assert field.path.accessibleName() == "Preview of the name of the file"
    assert all(chip.accessibleName() for chip in field.chips.values())
