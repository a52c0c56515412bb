"""Each setting holds at once, is saved, and a folder that cannot be used is explained at its field."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from mediadl.domain.errors import FolderUnusable
from mediadl.ui.views.settings_view import SettingsView, usable_folder
from tests.helpers.shell import until, with_shell


@pytest.fixture
def view_test(qt_app, tmp_path):
    def run(scenario):
        async def opened(shell):
            view = SettingsView(**shell.parts)
            view.show()
            await scenario(view, shell)

        with_shell(tmp_path, qt_app, opened)

    return run


def write(field, text):
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_folder_is_taken_over(view_test):
    async def scenario(view, shell):
        other = shell.folder / "other"
        other.mkdir()
        write(view.folder, str(other))
        await until(lambda: shell.engine.settings.download_folder == str(other))
        assert not view.folder_problem.isVisible()

    view_test(scenario)


def test_a_folder_that_is_not_there_is_explained(view_test):
    async def scenario(view, shell):
        write(view.folder, str(shell.folder / "gone"))
        await until(view.folder_problem.isVisible)
        assert view.folder_problem.text().startswith("There is no folder “")
        assert view.folder.property("kind") == "error"
        assert shell.engine.settings.download_folder == str(shell.folder)

    view_test(scenario)


def test_an_empty_field_means_the_systems_folder(view_test):
    async def scenario(view, shell):
        view.folder.clear()
        QTest.keyClick(view.folder, Qt.Key.Key_Return)
        await until(lambda: shell.engine.settings.download_folder is None)

    view_test(scenario)


def test_numbers_and_choices_hold_at_once(view_test):
    async def scenario(view, shell):
        view.downloads.setValue(7)
        await until(lambda: shell.engine.settings.max_downloads == 7)
        view.preset.setCurrentIndex(view.preset.findData("720p"))
        view.preset.activated.emit(view.preset.currentIndex())
        await until(lambda: shell.engine.settings.preset == "720p")
        QTest.mouseClick(view.appearances["dark"], Qt.MouseButton.LeftButton)
        await until(lambda: shell.engine.settings.appearance == "dark")
        assert view.preset.currentText() == "720p"

    view_test(scenario)


def test_what_others_change_is_shown(view_test):
    async def scenario(view, shell):
        await shell.engine.change_settings(max_downloads=5, preset="480p", appearance="light")
        assert view.downloads.value() == 5
        assert view.preset.currentData() == "480p"
        assert view.appearances["light"].isChecked()

    view_test(scenario)


def test_the_engines_version_is_told_once_it_is_known(view_test):
    async def scenario(view, shell):
        assert view._engine_version.text() == "Engine: yt-dlp starts with the first download"
        view.hide()
        shell.engine._pool.engine_version = "2026.11.01"  # what a worker's first words bring
        view.show()
        assert view._engine_version.text() == "Engine: yt-dlp 2026.11.01"

    view_test(scenario)


def test_the_wheel_changes_only_what_has_the_focus(view_test):
    async def scenario(view, _shell):
        before = view.downloads.value()
        view.folder.setFocus()
        nothing = QPoint(0, 0)
        wheel = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), nothing, QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.downloads, wheel)
        assert view.downloads.value() == before

    view_test(scenario)


def test_browsing_does_not_block(view_test):
    async def scenario(view, shell):
        other = shell.folder / "picked"
        other.mkdir()
        QTest.mouseClick(view.browse, Qt.MouseButton.LeftButton)
        dialog = view.findChild(QFileDialog)
        dialog.fileSelected.emit(str(other))
        dialog.close()
        await until(lambda: shell.engine.settings.download_folder == str(other))

    view_test(scenario)


def test_folders_that_can_and_cannot_be_used(tmp_path):
    assert usable_folder(str(tmp_path)) == str(tmp_path)
    with pytest.raises(FolderUnusable, match="is not a whole path"):
        usable_folder("films")
    with pytest.raises(FolderUnusable, match="cannot be written to"):
        usable_folder("/proc")
