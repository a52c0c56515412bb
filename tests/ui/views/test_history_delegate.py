"""A row of the history says when it came and whether its file is gone, and is painted in any state."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mediadl.ui.models.history_model import HistoryModel
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.history_delegate import HistoryDelegate, finished_words, spoken
from tests.ui.models.test_history_model import line

NOW = datetime(2026, 3, 10, 15, 0).astimezone()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(hours=1, minutes=5), "Today, 13:55"),
        (timedelta(days=1, hours=6), "Yesterday, 9:00"),
        (timedelta(days=3), "2026-03-07"),
    ],
)
def test_times_in_words(before, words):
    assert finished_words(NOW - before, NOW) == words


def test_a_missing_file_is_said():
    assert spoken(line("a", is_missing=True)).startswith("Title a. File moved or deleted. ")
    assert "moved" not in spoken(line("a"))


@pytest.fixture
def paint(qt_app, tmp_path):
    thumbnails = Thumbnails(tmp_path)
    delegate = HistoryDelegate(Theme(), thumbnails)
    model = HistoryModel(spoken)

    def painted(shown, state=QStyle.StateFlag.State_Enabled):
        model.show_lines([shown])
        image = QImage(600, 70, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        option = QStyleOptionViewItem()
        option.rect, option.state = QRect(0, 0, 600, 70), state
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(0))
        painter.end()
        return image

    yield painted
    thumbnails.close()


def test_states_look_different(paint):
    plain = paint(line("a"))
    assert plain == paint(line("a"))
    assert plain != paint(line("a", is_missing=True))
    assert plain != paint(line("a"), QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Selected)


def test_all_rows_are_equally_high(paint, qt_app, tmp_path):
    thumbnails = Thumbnails(tmp_path)
    theme = Theme()
    delegate = HistoryDelegate(theme, thumbnails)
    assert delegate.sizeHint(QStyleOptionViewItem(), None).height() == theme.metrics.row_height
    thumbnails.close()
