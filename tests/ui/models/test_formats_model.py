"""The model of a table of formats: kinds, order, picks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mediadl.domain.format_filter import FormatFilter
from mediadl.domain.media import FormatKind
from mediadl.domain.picking import Picks
from mediadl.ui.models.format_words import FormatColumn
from mediadl.ui.models.formats_model import FormatsModel
from tests.helpers.choices import a_combined, a_format, a_media, a_video

DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qt_app):
    made = FormatsModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_media(a_media(), Picks())
    yield made
    tester.deleteLater()


def ids(model: FormatsModel) -> list[str]:
    return [model.format_at(row).id for row in range(model.rowCount())]


def test_the_best_of_a_kind_stands_first(model):
    model.show_kind(FormatKind.VIDEO_ONLY)
    assert ids(model) == ["v1080-vp0", "v720-avc", "v480-avc"]
    assert [model.count(kind) for kind in FormatKind] == [1, 3, 3]


def test_numbers_sort_as_numbers_and_unknown_ones_stand_last_either_way(model):
    sizes = {"a": 9, "b": None, "c": 1000, "d": 200}
    formats = tuple(a_format(name, bitrate_kbps=rate) for name, rate in sizes.items())
    model.set_media(a_media(formats), Picks())
    model.show_kind(FormatKind.VIDEO_ONLY)
    model.sort(FormatColumn.BITRATE)
    assert ids(model) == ["a", "d", "c", "b"]
    model.sort(FormatColumn.BITRATE, DESCENDING)
    assert ids(model) == ["c", "d", "a", "b"]
    model.sort(-1)
    assert ids(model) == ["d", "c", "b", "a"]


def test_resolutions_sort_by_their_lines(model):
    wide = a_format("wide", width=2560, height=1080)
    model.set_media(a_media((a_video(1440), wide, a_video(720))), Picks())
    model.show_kind(FormatKind.VIDEO_ONLY)
    model.sort(FormatColumn.RESOLUTION)
    assert ids(model) == ["v720-avc", "wide", "v1440-avc"]


def test_picks_are_kept_while_another_kind_is_shown(model):
    model.show_kind(FormatKind.VIDEO_ONLY)
    model.check_rows([2], True)
    model.show_kind(FormatKind.AUDIO_ONLY)
    model.check_rows([0, 1], True)
    assert [one.id for one in model.picks.formats] == ["v480-avc", "opus", "original"]
    model.show_kind(FormatKind.VIDEO_ONLY)
    assert [model.is_checked(row) for row in range(3)] == [False, False, True]


def test_a_mark_stands_in_the_first_column_that_the_kind_has(model):
    role = Qt.ItemDataRole.CheckStateRole
    model.show_kind(FormatKind.AUDIO_ONLY)
    assert model.index(0, FormatColumn.RESOLUTION).data(role) is None
    mark = model.index(0, FormatColumn.AUDIO)
    assert model.setData(mark, Qt.CheckState.Checked, role)
    assert mark.data(Qt.ItemDataRole.AccessibleTextRole) == "Opus, picked"


@pytest.mark.parametrize(
    ("kind", "hidden"),
    [
        (FormatKind.COMBINED, {"FPS", "HDR", "LANGUAGE", "NOTE"}),
        (FormatKind.VIDEO_ONLY, {"FPS", "HDR", "AUDIO", "LANGUAGE", "NOTE"}),
        (FormatKind.AUDIO_ONLY, {"RESOLUTION", "FPS", "HDR", "VIDEO", "NOTE"}),
    ],
)
def test_columns_that_say_nothing_of_a_kind_are_left_out(model, kind, hidden):
    model.show_kind(kind)
    assert {column.name for column in FormatColumn if not model.is_column_useful(column)} == hidden


def test_codecs_that_nobody_knows_are_dashes_of_a_combined_format(model):
    model.set_media(a_media((a_combined(360, vcodec=None, acodec=None),)), Picks())
    model.show_kind(FormatKind.COMBINED)
    assert [model.index(0, column).data() for column in (FormatColumn.VIDEO, FormatColumn.AUDIO)] == [
        "—",
        "—",
    ]


def test_a_filter_leaves_rows_out_and_lets_picked_ones_stay_picked(model):
    model.show_kind(FormatKind.VIDEO_ONLY)
    model.check_rows([2], True)
    model.set_filter(FormatFilter(text="p vp9"))
    assert (ids(model), model.count(FormatKind.VIDEO_ONLY)) == (["v1080-vp0"], 3)
    assert [one.id for one in model.picks.formats] == ["v480-avc"]
    model.set_filter(FormatFilter(min_height=720))
    assert ids(model) == ["v1080-vp0", "v720-avc"]
    assert model.is_column_useful(FormatColumn.SIZE)
    model.set_media(a_media(), Picks())
    assert len(ids(model)) == 3


@pytest.mark.parametrize("column", list(FormatColumn), ids=lambda column: column.name)
def test_every_column_can_be_sorted_by(model, column):
    for kind in FormatKind:
        model.show_kind(kind)
        before = set(ids(model))
        model.sort(column, DESCENDING)
        assert set(ids(model)) == before
