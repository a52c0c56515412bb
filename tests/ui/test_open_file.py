"""Files and folders are opened, and one that is gone is said to be gone."""

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from mediadl.ui.open_file import open_file, show_in_folder


class Desktop(QObject):
    """Stands where the desktop's own handler of files stands."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(url.toLocalFile())


@pytest.fixture
def desktop(qt_app):
    handler = Desktop()
    QDesktopServices.setUrlHandler("file", handler, "open")
    yield handler
    QDesktopServices.unsetUrlHandler("file")


def test_a_file_is_opened(desktop, tmp_path):
    file = tmp_path / "a film #1 ü.mp4"
    file.touch()
    assert open_file(file) is None
    assert desktop.opened == [file.as_posix()]


def test_a_missing_file_is_a_sentence(desktop, tmp_path):
    notice = open_file(tmp_path / "gone.mp4")
    assert notice.kind == "error"
    assert "gone.mp4" in notice.text
    assert "moved or deleted" in notice.text
    assert not desktop.opened


def test_the_folder_of_a_missing_file_is_shown_and_the_loss_told(desktop, tmp_path):
    notice = show_in_folder(tmp_path / "gone.mp4")
    assert "gone.mp4" in notice.text
    assert desktop.opened == [tmp_path.as_posix()]


def test_a_missing_folder_is_a_sentence(desktop, tmp_path):
    assert "moved or deleted" in show_in_folder(tmp_path / "nowhere" / "gone.mp4").text
    assert not desktop.opened
