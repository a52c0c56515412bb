"""Notices stand below the views while there is room, and over their foot where there is none."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from mediadl.ui.notice_room import NoticeRoom
from mediadl.ui.notices import NoticeBar
from mediadl.ui.operations import Notice
from mediadl.ui.theme import Theme


class Views(QWidget):
    def minimumSizeHint(self):  # noqa: N802 - Qt's name
        return self.minimumSize()


def test_notices_take_room_from_the_views_as_far_as_there_is_some(qt_app):
    views, notices = Views(), NoticeBar(Theme())
    views.setMinimumSize(300, 200)
    room = NoticeRoom(views, notices)
    room.resize(600, 400)
    room.show()
    notices.hide()
    QApplication.processEvents()
    assert views.geometry() == QRect(0, 0, 600, 400)
    notices.show_notice(Notice("error", "Something is wrong with this, and it takes words to say. " * 4))
    QApplication.processEvents()
    high = notices.height()
    assert (views.height(), notices.y()) == (400 - high, 400 - high)
    room.resize(600, 210)
    assert (views.height(), notices.geometry().bottom()) == (200, 209)
    assert room.minimumSizeHint().height() == 200
    notices.dismiss_newest()
    QApplication.processEvents()
    assert views.height() == 210
    room.close()
