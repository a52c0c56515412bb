"""A rule is entered, and what cannot be used is said at its field."""

import pytest

from mediadl.domain.presets import BUILT_IN
from mediadl.domain.rules import Rule
from mediadl.ui.dialogs.rule import RuleDialog
from mediadl.ui.theme import Theme

RULE = Rule(name="Long", site="a.example", min_duration_s=3600, preset="720p", priority=-1)


@pytest.fixture
def opened(qt_app):
    dialogs = []

    def open_dialog(rule):
        dialog = RuleDialog(rule, BUILT_IN, Theme())
        dialog.told = []
        dialog.saved.connect(dialog.told.append)
        dialog.open()
        dialogs.append(dialog)
        return dialog

    yield open_dialog
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()


def test_a_rule_is_shown_and_saved_as_it_was(opened):
    dialog = opened(RULE)
    assert dialog.texts["min_duration_s"].text() == "1:00:00"
    assert dialog.words.text() == "Counts when the site is a.example, and it lasts 1:00:00 or longer."
    dialog.save.click()
    assert dialog.told == [RULE]


def test_what_is_entered_becomes_the_rule(opened):
    dialog = opened(Rule())
    assert (dialog.save.isEnabled(), "Say what the rule does" in dialog.words.text()) == (False, True)
    dialog.texts["title"].setText("^Part")
    dialog.is_regex.setChecked(True)
    dialog.texts["max_duration_s"].setText("10:00")
    dialog.texts["folder"].setText("/music")
    dialog.kind.setCurrentIndex(dialog.kind.findData("audio"))
    dialog.save.click()
    wanted = {
        "title": "^Part",
        "title_is_regex": True,
        "max_duration_s": 600.0,
        "folder": "/music",
        "kind": "audio",
    }
    assert dialog.told == [Rule(**wanted)]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", "(", "no regular expression"),
        ("min_duration_s", "soon", "is no length"),
        ("max_duration_s", "0:10", "below the shortest"),
        ("folder", "here", "whole path"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(opened, field, text, sentence):
    dialog = opened(RULE)
    dialog.is_regex.setChecked(True)
    dialog.texts[field].setText(text)
    assert sentence in dialog.problems[field].text()
    dialog.accept()
    assert (dialog.save.isEnabled(), dialog.told) == (False, [])


def test_a_deleted_preset_is_shown_as_such(opened):
    dialog = opened(Rule(preset="gone"))
    assert dialog.preset.currentText() == "gone (deleted)"


def test_every_field_has_a_name(opened):
    assert all(stop.accessibleName() or stop.text() for stop in opened(RULE)._stops())


def test_an_account_is_picked_by_its_name(qt_app):
    dialog, told = RuleDialog(Rule(site="a.example"), BUILT_IN, Theme(), accounts=("Work",)), []
    dialog.saved.connect(told.append)
    dialog.cookies.setCurrentIndex(dialog.cookies.findData("Work"))
    dialog.save.click()
    assert told == [Rule(site="a.example", cookies="Work")]


def test_an_account_that_is_gone_is_shown_as_such(opened):
    assert opened(Rule(cookies="Old")).cookies.currentText() == "Old (deleted)"
