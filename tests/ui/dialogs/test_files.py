"""Files and folders are asked for, and the answer goes to who asked."""

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mediadl.ui.dialogs.files import ask_file, ask_files, ask_folder, ask_where
from tests.helpers.pages import put_away

KINDS = {"Table (*.csv)": "csv", "JSON (*.json)": "json"}


@pytest.fixture
def window(qt_app):
    made = QWidget()
    made.show()
    yield made
    put_away(made)


def dialog_of(window) -> QFileDialog:
    (dialog,) = window.findChildren(QFileDialog)
    return dialog


def test_a_folder_a_file_and_several_are_told_to_who_asked(window, tmp_path):
    (tmp_path / "links.txt").write_text("x")
    told = []
    asks = (
        lambda: ask_folder(window, "A folder", str(tmp_path), told.append),
        lambda: ask_file(window, "A file", told.append, start=str(tmp_path)),
        lambda: ask_files(window, "Files", told.append, kinds=["All files (*)"]),
    )
    for ask in asks:
        ask()
        dialog = dialog_of(window)
        dialog.setDirectory(str(tmp_path))
        if dialog.fileMode() is not QFileDialog.FileMode.Directory:
            dialog.selectFile("links.txt")
        dialog.accept()
        QApplication.sendPostedEvents(None, 52)  # what is to be deleted goes
    file = str(tmp_path / "links.txt")
    assert told == [str(tmp_path), file, [file]]


def test_the_suffix_follows_the_kind_that_is_picked_and_so_does_the_file(window, tmp_path):
    told = []
    ask_where(window, "Export", tmp_path / "history.csv", KINDS, told.append)
    dialog = dialog_of(window)
    assert dialog.selectedFiles() == [str(tmp_path / "history.csv")]
    dialog.filterSelected.emit("JSON (*.json)")
    assert dialog.selectedFiles() == [str(tmp_path / "history.json")]
    dialog.accept()
    assert told == [str(tmp_path / "history.json")]


def test_a_dialog_grows_with_the_text_up_to_the_screen(window, tmp_path):
    ask_folder(window, "A folder", str(tmp_path), print)
    dialog = dialog_of(window)
    room = dialog.screen().availableSize()
    wanted = min(100 * dialog.fontMetrics().averageCharWidth(), round(room.width() * 0.9))
    assert abs(dialog.width() - wanted) <= 1
