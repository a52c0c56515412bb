"""Tab walks as it was told, forward and back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mediadl.ui.tab_order import walk


def test_tab_walks_in_the_order_that_was_said(qt_app: QApplication) -> None:
    page = QWidget()
    first, second, third = (QPushButton(name, page) for name in ("first", "second", "third"))
    walk([third, first, second])
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    third.setFocus()
    walked = []
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or third, Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == [first, second]
    QTest.keyClick(second, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is first
    page.close()
