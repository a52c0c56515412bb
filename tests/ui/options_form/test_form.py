"""The form says what was set, and leaves the rest to what lies below."""

import pytest
from PySide6.QtTest import QTest

from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from mediadl.ui.options_form.form import OptionsForm
from mediadl.ui.theme import Theme


@pytest.fixture
def form(qt_app):
    made = OptionsForm(Theme())
    made.show_layer(DownloadOptions(quality="best"), DownloadOptions(quality="720p", retries=3))
    yield made
    made.deleteLater()


def choose(form, name, value):
    """Choose a value as the user does; None is the first entry."""
    control = form.rows[name].control
    at = 0 if value is None else [known for known, _word in form.rows[name].field.choices].index(value) + 1
    control.setCurrentIndex(at)
    control.activated.emit(at)


def test_it_opens_where_something_is_said(form):
    assert [box.section.title for box in form.sections if box.is_open] == ["Video"]
    form.show_layer(DownloadOptions(retries=2), DownloadOptions())
    assert [box.section.title for box in form.sections if box.is_open] == ["Network"]
    form.show_layer(DownloadOptions(), DownloadOptions())
    assert form.sections[0].is_open


def test_what_is_chosen_is_said_even_if_it_is_the_default(form):
    assert said_by(form.layer) == {"quality": "best"}
    choose(form, "video_codec", "h264")
    choose(form, "quality", None)
    assert said_by(form.layer) == {"video_codec": "h264"}
    assert form.words == "720p at most · H.264 · each request repeated 3 times at most"


def test_a_wish_becomes_a_condition_and_a_preference_again(form):
    demand = form.rows["quality"].demand
    for at, said in ((1, ["height"]), (0, None)):
        demand.setCurrentIndex(at)
        demand.activated.emit(at)
        assert said_by(form.layer).get("require") == said


def test_languages_bring_the_subtitles_along(form):
    QTest.keyClicks(form.rows["subtitle_languages"].control, "de")
    assert said_by(form.layer) == {
        "quality": "best", "subtitle_languages": ["de"], "download_subtitles": True,
    }  # fmt: skip
    assert form.rows["download_subtitles"].is_said


def test_what_cannot_be_used_is_said_at_its_field_and_counts_as_before(form):
    control = form.rows["retries"].control
    QTest.keyClicks(control, "x")
    assert "no whole number" in form.problem
    assert form.layer.retries is None
    control.clear()
    QTest.keyClicks(control, "999")
    assert form.problem == "This value cannot be used here."
    choose(form, "quality", "480p")
    assert (form.problem, form.layer.retries) == ("This value cannot be used here.", 99)
    control.clear()
    control.textEdited.emit("")
    assert (form.problem, "retries" in form.layer.model_fields_set) == ("", False)


def test_what_is_typed_stays_while_it_cannot_be_read_for_a_moment(form):
    control = form.rows["clips"].control
    QTest.keyClicks(control, "5:00-1:00")  # "5:00-" on the way can be read, "5:00-1" cannot
    assert control.text() == "5:00-1:00"
    assert "ends before it starts" in form.rows["clips"].problem.text()
    QTest.keyClicks(control, ":00")
    assert (form.problem, len(form.layer.clips)) == ("", 1)


def test_every_field_has_a_name_for_screen_readers(form):
    assert all(stop.accessibleName() for row in form.rows.values() for stop in row.stops)


def test_an_account_is_picked_by_its_name_and_one_that_is_gone_is_still_said(qt_app):
    form = OptionsForm(Theme(), accounts=("Work", "Home"))
    form.show_layer(DownloadOptions(cookies_id="Old"), DownloadOptions())
    control = form.rows["cookies_id"].control
    words = [control.itemText(at) for at in range(1, control.count())]
    assert words == ["The newest of the site", "Work", "Home", "Old (deleted)"]
    assert (control.currentText(), said_by(form.layer)) == ("Old (deleted)", {"cookies_id": "Old"})
    choose(form, "cookies_id", "Home")
    assert said_by(form.layer) == {"cookies_id": "Home"}
    form.deleteLater()
