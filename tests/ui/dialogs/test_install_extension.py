"""The steps name the folder, which can be opened and copied, and lead on to connecting the browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from mediadl.ui.dialogs.install_extension import InstallExtensionDialog
from mediadl.ui.theme import Theme
from tests.helpers.desktop import a_desktop


def test_the_folder_is_shown_opened_and_copied_and_connecting_follows(qt_app, tmp_path):
    notices, heard = [], []
    dialog = InstallExtensionDialog(tmp_path, notices.append, Theme())
    dialog.connect_wanted.connect(lambda: heard.append(True))
    dialog.open()
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "chrome://extensions" in words
    assert "about:debugging#/runtime/this-firefox" in words
    assert dialog.path.text() == str(tmp_path)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == str(tmp_path)
    with a_desktop("file") as desktop:
        dialog.open_folder.click()
        assert (desktop.opened, notices) == ([QUrl.fromLocalFile(str(tmp_path)).toString()], [])
    dialog.connect_browser.click()
    assert (heard, dialog.isVisible()) == ([True], False)
