"""Chips for presets and segments for kinds of formats."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton

from mediadl.domain.media import FormatKind
from mediadl.domain.presets import BUILT_IN
from mediadl.ui.theme import Theme
from mediadl.ui.views.format_controls import KindSegments, PresetChips
from tests.helpers.pages import put_away, put_on_screen


@pytest.fixture
def chips(qt_app):
    made = PresetChips(Theme())
    made.show_presets(BUILT_IN[:3])
    return made


def checked(widget) -> list[str]:
    return [button.text() for button in widget.findChildren(QPushButton) if button.isChecked()]


def test_a_click_on_a_chip_checks_it_alone_and_tells_its_name(chips):
    chosen = QSignalSpy(chips.chosen)
    for chip in chips.findChildren(QPushButton)[:2]:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [chosen.at(0)[0], chosen.at(1)[0]] == ["best", "plays-everywhere"]
    assert checked(chips) == ["Plays everywhere"]


def test_no_chip_is_checked_when_rows_are_picked(chips):
    chips.check("best")
    assert checked(chips) == ["Best"]
    chips.check(None)
    assert checked(chips) == []


def test_a_chip_says_to_screen_readers_what_it_gives(chips):
    chip = chips.findChildren(QPushButton)[1]
    assert chip.accessibleName() == "Preset Plays everywhere"
    assert "H.264" in chip.accessibleDescription()


def test_segments_count_and_one_without_formats_cannot_be_chosen(qt_app):
    segments = KindSegments(Theme())
    counts = {FormatKind.COMBINED: 0, FormatKind.VIDEO_ONLY: 12, FormatKind.AUDIO_ONLY: 3}
    segments.show_counts(counts.__getitem__, FormatKind.VIDEO_ONLY)
    buttons = segments.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Combined  0", "Video only  12", "Audio only  3"]
    assert [button.isEnabled() for button in buttons] == [False, True, True]
    assert checked(segments) == ["Video only  12"]


def test_the_arrow_keys_move_between_segments(qt_app):
    segments = KindSegments(Theme())
    segments.show_counts(lambda _kind: 1, FormatKind.COMBINED)
    put_on_screen(segments)
    segments.findChildren(QPushButton)[0].setFocus()
    chosen = []
    segments.chosen.connect(chosen.append)
    QTest.keyClick(segments.findChildren(QPushButton)[0], Qt.Key.Key_Right)
    assert chosen == [FormatKind.VIDEO_ONLY]
    put_away(segments)
