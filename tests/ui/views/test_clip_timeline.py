"""The timeline of clips: keys, mouse, and what it says to screen readers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mediadl.domain.clips import clips_text, parse_clips
from mediadl.domain.media import Chapter
from mediadl.ui.theme import Theme
from mediadl.ui.views.clip_timeline import ClipTimeline
from tests.helpers.pages import put_away, put_on_screen

CHAPTERS = (Chapter(title="Intro", start_s=0, end_s=20), Chapter(title="Main", start_s=20, end_s=60))
Key, Shift, Control = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def timeline(qt_app):
    made = ClipTimeline(Theme())
    made.show_media(60.0, CHAPTERS)
    put_on_screen(made, 620, 80)
    yield made
    put_away(made)


@pytest.fixture
def told(timeline):
    heard = []
    timeline.changed.connect(lambda clips: heard.append(clips_text(clips)))
    return heard


def place(timeline, seconds: float) -> QPoint:
    return QPoint(round(timeline._x(seconds)), timeline._bar.center().y())


def drag(timeline, start: float, end: float) -> None:
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, start))
    for at in (start + (end - start) / 2, end):
        QTest.mouseMove(timeline, place(timeline, at))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, end))


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("", [(Key.Key_Right, PLAIN)], "0:01-"),
        ("", [(Key.Key_Right, Shift), (Key.Key_Left, PLAIN)], "0:09-"),
        ("", [(Key.Key_Right, Control)], "0:20-"),
        ("", [(Key.Key_Down, PLAIN), (Key.Key_Left, Control)], "0:00-0:20"),
        ("0:10-0:20", [(Key.Key_Home, PLAIN)], "0:00-0:20"),
        ("0:10-0:20", [(Key.Key_Up, PLAIN), (Key.Key_End, PLAIN)], "0:10-"),
        ("0:10-0:20", [(Key.Key_Insert, PLAIN), (Key.Key_Left, PLAIN)], "0:10-0:20, 0:20-0:59"),
        ("0:10-0:20", [(Key.Key_Delete, PLAIN)], ""),
    ],
)
def test_keys_move_choose_add_and_remove(timeline, told, before, keys, after):
    timeline.show_clips(parse_clips(before))
    for key, modifiers in keys:
        QTest.keyClick(timeline, key, modifiers)
    assert (told[-1], clips_text(timeline.edges.clips)) == (after, after)


def test_the_mouse_draws_a_clip_and_drags_its_edges(timeline, told):
    drag(timeline, 20, 40)
    assert [clip.end_s for clip in timeline.edges.clips] == [pytest.approx(40, abs=0.3)]
    drag(timeline, 40, 50)
    (clip,) = timeline.edges.clips
    assert (clip.start_s, clip.end_s) == (pytest.approx(20, abs=0.3), pytest.approx(50, abs=0.3))
    assert len(told) >= 2


def test_the_first_edge_is_dragged_from_the_very_start(timeline, told):
    drag(timeline, 0, 15)
    (clip,) = timeline.edges.clips
    assert (clip.start_s, clip.end_s) == (pytest.approx(15, abs=0.3), None)
    assert told


def test_a_click_alone_changes_nothing(timeline, told):
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, 30))
    assert (told, timeline.edges.clips) == ([], ())


def test_a_screen_reader_hears_which_edge_is_where(timeline):
    timeline.show_clips(parse_clips("0:10-0:30, 0:40-0:50"))
    QTest.keyClick(timeline, Key.Key_Down)
    assert timeline.accessibleDescription() == "End of clip 1 of 2: 0:30, Main"


def test_without_a_length_it_takes_no_keys(timeline, told):
    timeline.show_media(0.0, ())
    QTest.keyClick(timeline, Key.Key_Right)
    assert (told, timeline.accessibleDescription()) == ([], "")
