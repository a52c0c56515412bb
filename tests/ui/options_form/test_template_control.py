"""A template in the form says a value or nothing; what is wrong is the form's to say."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mediadl.ui.options_form.controls import SILENT, control_for
from mediadl.ui.options_form.fields import Template
from mediadl.ui.options_form.template_control import TemplateControl
from mediadl.ui.theme import Theme


@pytest.fixture
def control(qt_app):
    around = QWidget()
    made = control_for(Template("path_template", "Name of the file"), Theme(), around)
    assert isinstance(made, TemplateControl)
    made.told = []
    made.changed.connect(lambda: made.told.append(made.value))
    yield made
    around.deleteLater()


def test_an_empty_template_is_silent_and_a_wrong_one_counts_as_before(control):
    control.show_value("{id}", None)
    assert (control.value, control.problem, control.told) == ("{id}", "", [])
    control.template.edit.clear()
    QTest.keyClicks(control.template.edit, "{titel}")
    assert "Did you mean “title”?" in control.problem
    assert control.value == "{id}" or control.value is SILENT
    assert control.template.problem.text() == ""
    control.template.edit.clear()
    assert (control.value, control.problem) == (SILENT, "")


def test_chips_and_keys_change_the_value(control):
    control.chips["id"].click()
    assert control.told == ["{title}{id}"]
    QTest.keyClicks(control.template.edit, "x")
    assert control.value == "{title}{id}x"
    control.show_value("{title}{id}x", None)
    assert control.template.edit.text() == "{title}{id}x"
    control.show_value(SILENT, "{channel}/{title}")
    assert (control.template.edit.text(), control.value) == ("", SILENT)
    assert control.template.path.text().startswith("Lab Films/")
