"""Ranges of a VPN are taken in any spelling of a list; what is no private range is said in place."""

import pytest

from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.ranges_field import RangesField


def typed(field, text):
    field.edit.setText(text)
    field.edit.editingFinished.emit()


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("198.18.0.0/15", ("198.18.0.0/15",)),
        (" 198.18.0.0/15, fc00::/18;198.18.0.0/15 ", ("198.18.0.0/15", "fc00::/18")),
    ],
)
def test_ranges_are_taken(qt_app, text, ranges):
    field, heard = RangesField(Theme()), []
    field.changed.connect(heard.append)
    typed(field, text)
    field.show_ranges(ranges)
    typed(field, text)
    assert (heard, field.problem.isHidden()) == ([ranges], True)


@pytest.mark.parametrize(
    ("text", "said"),
    [("my vpn", "“my” is no range"), ("8.8.8.0/24", "no private range"), ("198.18.0.1/15", "no range")],
)
def test_what_cannot_be_allowed_is_said_and_stays_in_the_field(qt_app, text, said):
    field, heard = RangesField(Theme()), []
    field.changed.connect(heard.append)
    typed(field, text)
    assert said in field.problem.text()
    assert (field.edit.text(), heard, field.edit.accessibleDescription()) == (text, [], field.problem.text())
    typed(field, "")
    assert field.problem.isHidden()
