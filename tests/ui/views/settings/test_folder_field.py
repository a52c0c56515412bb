"""A folder is taken over when it can be used, and explained in place when not."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from mediadl.ui.views.settings.folder_field import FolderField
from tests.helpers.settings_card import write
from tests.helpers.shell import until, with_shell


def field_test(qt_app, tmp_path, scenario):
    async def opened(shell):
        field, told = FolderField("Download folder", shell.operations, shell.theme), []
        field.chosen.connect(told.append)
        field.show()
        await scenario(field, told)

    with_shell(tmp_path, qt_app, opened)


def test_a_folder_that_can_be_used_is_told(qt_app, tmp_path):
    async def scenario(field, told):
        write(field.edit, str(tmp_path))
        await until(lambda: told == [str(tmp_path)])
        assert field.problem.isHidden()

    field_test(qt_app, tmp_path, scenario)


def test_one_that_cannot_is_explained_and_not_told(qt_app, tmp_path):
    async def scenario(field, told):
        write(field.edit, str(tmp_path / "gone"))
        await until(field.problem.isVisible)
        assert field.problem.text().startswith("There is no folder “")
        assert field.edit.property("kind") == "error"
        assert told == []
        field.show_folder(None, "/usual")
        assert field.problem.isHidden()

    field_test(qt_app, tmp_path, scenario)


def test_an_emptied_field_tells_none_and_shows_what_is_taken_then(qt_app, tmp_path):
    async def scenario(field, told):
        field.show_folder(str(tmp_path), "/usual")
        write(field.edit, "")
        assert told == [None]
        assert field.edit.placeholderText() == "/usual"

    field_test(qt_app, tmp_path, scenario)


def test_browsing_does_not_block(qt_app, tmp_path):
    async def scenario(field, told):
        QTest.mouseClick(field.browse, Qt.MouseButton.LeftButton)
        dialog = field.findChild(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path))
        dialog.close()
        await until(lambda: told == [str(tmp_path)])

    field_test(qt_app, tmp_path, scenario)
