"""Files and folders are opened, and one that is gone is said to be gone."""

import pytest
from PySide6.QtCore import QUrl

from mediadl.ui.open_file import open_file, open_folder, show_in_folder
from tests.helpers.desktop import a_desktop


def link(file):
    return QUrl.fromLocalFile(str(file)).toString()


@pytest.fixture
def desktop(qt_app):
    with a_desktop("file") as desktop:
        yield desktop


def test_a_file_is_opened(desktop, tmp_path):
    file = tmp_path / "a film #1 ü.mp4"
    file.touch()
    assert open_file(file) is None
    assert desktop.opened == [link(file)]


def test_a_missing_file_is_a_sentence(desktop, tmp_path):
    notice = open_file(tmp_path / "gone.mp4")
    assert notice.kind == "error"
    assert "gone.mp4" in notice.text
    assert "moved or deleted" in notice.text
    assert not desktop.opened


def test_the_folder_of_a_missing_file_is_shown_and_the_loss_told(desktop, tmp_path):
    notice = show_in_folder(tmp_path / "gone.mp4")
    assert "gone.mp4" in notice.text
    assert desktop.opened == [link(tmp_path)]


def test_a_missing_folder_is_a_sentence(desktop, tmp_path):
    assert "moved or deleted" in show_in_folder(tmp_path / "nowhere" / "gone.mp4").text
    assert not desktop.opened


def test_the_nearest_folder_that_exists_is_opened(desktop, tmp_path):
    assert open_folder(tmp_path / "a" / "b") is None
    assert desktop.opened == [link(tmp_path)]
