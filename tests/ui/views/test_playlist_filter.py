"""The bounds above a list: what is typed becomes criteria, and what cannot be read is said."""

import pytest

from mediadl.domain.entry_criteria import Criteria
from mediadl.domain.entry_states import EntryState
from mediadl.ui.theme import Theme
from mediadl.ui.views.playlist_filter import PlaylistFilter


@pytest.fixture
def bounds(qt_app):
    made = PlaylistFilter(Theme())
    yield made
    made.deleteLater()


def test_fields_become_criteria_and_are_emptied_together(bounds):
    told: list[Criteria] = []
    bounds.changed.connect(told.append)
    for name, text in (
        ("longest_s", "20"),
        ("last_day", "2026"),
        ("fewest_views", "10k"),
        ("uploader", " Nord "),
    ):
        bounds.fields[name].setText(text)
    bounds.states.setCurrentText("Already have it")
    wanted = {"longest_s": 1200.0, "last_day": "20261231", "fewest_views": 10_000, "uploader": "nord"}
    assert told[-1] == Criteria(**wanted, states=frozenset({EntryState.HAVE}))
    bounds.clear_button.click()
    assert told[-1].is_empty
    assert not any(field.text() for field in bounds.fields.values())


def test_what_cannot_be_read_is_said_at_its_field_and_the_others_hold(bounds):
    bounds.show()
    bounds.fields["shortest_s"].setText("1:00")
    bounds.fields["most_views"].setText("many")
    assert "“many” is not a number" in bounds.problem.text()
    assert bounds.fields["most_views"].accessibleDescription() == bounds.problem.text()
    assert bounds.fields["shortest_s"].accessibleDescription() == ""
    bounds.fields["most_views"].setText("9")
    assert bounds.problem.text() == ""


def test_every_field_has_a_name_for_those_who_cannot_see_it(bounds):
    names = [field.accessibleName() for field in (*bounds.fields.values(), bounds.states)]
    assert all(names)
    assert len(set(names)) == len(names)
