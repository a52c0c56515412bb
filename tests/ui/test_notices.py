"""Notices come, are said, offer their button, and go by themselves unless they tell of an error."""

import time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from mediadl.ui.notices import MAX_SHOWN, NoticeBar, NoticeFrame, announce
from mediadl.ui.operations import Notice
from mediadl.ui.theme import Theme


@pytest.fixture
def bar(qt_app):
    window = QWidget()
    field = QLineEdit(window)
    bar = NoticeBar(Theme(), window, hide_after_s=0.05)
    window.show()
    field.setFocus()
    yield bar
    window.close()


def texts(bar):
    return [notice.text for notice in bar.shown]


def button(bar, text):
    """A button of a notice that is still shown."""
    shown = [button for frame in bar._shown for button in frame.findChildren(QPushButton)]
    return next(button for button in shown if button.text() == text)


def test_an_info_goes_by_itself_and_an_error_stays(bar):
    bar.show_notice(Notice("info", "Removed."))
    bar.show_notice(Notice("error", "No space left."))
    assert texts(bar) == ["Removed.", "No space left."]
    ends_at = time.monotonic() + 60
    while texts(bar) != ["No space left."]:
        assert time.monotonic() < ends_at, texts(bar)
        QTest.qWait(10)


def test_the_bar_is_there_only_with_a_notice(bar):
    assert not bar.isVisible()
    bar.show_notice(Notice("error", "One"))
    assert bar.isVisible()
    bar.dismiss_newest()
    assert not bar.isVisible()


def test_the_button_acts_and_closes(bar):
    undone = []
    bar.show_notice(Notice("error", "Removed.", action="Undo", on_action=lambda: undone.append(1)))
    QTest.mouseClick(button(bar, "Undo"), Qt.MouseButton.LeftButton)
    assert (undone, texts(bar)) == ([1], [])


def test_a_notice_whose_offer_was_taken_up_elsewhere_is_withdrawn_alone(bar):
    kept, taken = (Notice("info", "Removed.", action="Undo", on_action=lambda: None) for _ in range(2))
    bar.show_notice(kept)
    bar.show_notice(taken)
    bar.withdraw(taken)
    bar.withdraw(taken)
    assert [notice is kept for notice in bar.shown] == [True]


def test_there_is_one_complaint_at_a_time_among_the_others(bar):
    assert not bar.end_complaint()
    bar.show_notice(Notice("error", "No space left."))
    bar.complain("“a” is not a link.")
    bar.complain("“b” is not a link.")
    assert texts(bar) == ["No space left.", "“b” is not a link."]
    assert bar.end_complaint()
    assert texts(bar) == ["No space left."]


def test_a_complaint_that_was_dismissed_has_ended(bar):
    bar.complain("“a” is not a link.")
    bar.dismiss_newest()
    assert not bar.end_complaint()


def test_details_are_one_click_away(bar):
    bar.show_notice(Notice("error", "It failed.", detail="line 1\nline 2"))
    details = bar.findChild(QPlainTextEdit)
    assert not details.isVisible()
    QTest.mouseClick(button(bar, "Details"), Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert details.toPlainText() == "line 1\nline 2"


def test_escape_and_the_cross_dismiss(bar):
    bar.show_notice(Notice("error", "One"))
    QTest.keyClick(bar.findChild(QToolButton), Qt.Key.Key_Escape)
    bar.show_notice(Notice("error", "Two"))
    cross = next(frame for frame in bar.findChildren(NoticeFrame) if frame.notice.text == "Two")
    QTest.mouseClick(cross.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert texts(bar) == []


def test_the_same_sentence_is_shown_once(bar):
    bar.show_notice(Notice("error", "One"))
    bar.show_notice(Notice("error", "One"))
    assert texts(bar) == ["One"]


def test_two_offers_in_the_same_words_both_stay(bar):
    undone = []
    for number in (1, 2):
        undo = partial(undone.append, number)
        bar.show_notice(Notice("error", "Removed “Film”.", action="Undo", on_action=undo))
    assert len(bar.shown) == 2
    for _ in range(2):
        QTest.mouseClick(button(bar, "Undo"), Qt.MouseButton.LeftButton)
    assert sorted(undone) == [1, 2]


def test_too_many_make_room_infos_first(bar):
    for number in range(MAX_SHOWN):
        bar.show_notice(Notice("info" if number else "error", str(number)))
    bar.show_notice(Notice("error", "last"))
    assert texts(bar) == ["0", "2", "last"]


def test_the_mouse_keeps_a_notice(bar):
    bar.show_notice(Notice("info", "Being read"))
    frame = bar.findChild(NoticeFrame)
    frame.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QTest.qWait(150)
    assert texts(bar) == ["Being read"]


def test_announcing_needs_no_screen_reader(qt_app):
    widget = QWidget()
    announce(widget, "Done", urgent=True)
    assert not widget.isVisible()


def a_countdown(called_off, seconds=3):
    act = partial(called_off.append, True)
    return Notice("warning", "It ends in {seconds} s.", action="Cancel", on_action=act, counts_from_s=seconds)


def test_a_countdown_says_how_long_and_stays(bar):
    bar.show_notice(a_countdown([]))
    (frame,) = bar._shown
    assert (frame.text, frame.accessibleName()) == ("It ends in 3 s.", "It ends in 3 s.")
    frame._count_down()
    assert frame._text.text() == "It ends in 2 s."
    for _ in range(MAX_SHOWN):
        bar.show_notice(Notice("info", "Passing", action="x", on_action=list))
    assert "It ends in {seconds} s." in texts(bar)


@pytest.mark.parametrize("how", ["close", "escape", "newest"])
def test_however_a_countdown_is_closed_it_is_called_off(bar, how):
    called_off = []
    bar.show_notice(a_countdown(called_off))
    if how == "close":
        QTest.mouseClick(bar._shown[0].findChild(QToolButton), Qt.MouseButton.LeftButton)
    elif how == "escape":
        QTest.keyClick(bar._shown[0], Qt.Key.Key_Escape)
    else:
        bar.dismiss_newest()
    assert (called_off, texts(bar)) == ([True], [])
