"""A preset's name and options are edited together."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import Preset, preset
from mediadl.ui.dialogs.options import Question
from mediadl.ui.dialogs.preset import PresetDialog, edit_preset
from mediadl.ui.theme import Theme
from tests.helpers.shell import until, with_shell

TRAIN = Preset(name="train", title="Train", options=DownloadOptions(quality="360p"))


def test_a_title_that_is_taken_or_missing_cannot_be_saved(qt_app):
    dialog = PresetDialog(TRAIN, [preset("best")], Question("Preset"), Theme())
    for title, sentence in (("best", "already"), ("", "a name"), ("Bus", "")):
        dialog.title_field.clear()
        dialog.title_field.textEdited.emit("")
        QTest.keyClicks(dialog.title_field, title)
        assert sentence in dialog.title_problem.text()
        assert dialog.use.isEnabled() is (not sentence)
    assert dialog.words.text() == "360p at most"
    dialog.close()
    dialog.deleteLater()


def test_what_is_saved_keeps_its_name_for_the_command_line(qt_app, tmp_path):
    async def scenario(shell):
        window, edited = QWidget(), []

        async def asking():
            edited.append(await edit_preset(window, TRAIN, [], Question("Preset"), shell.theme))

        shell.operations.run(asking(), name="ask")
        await until(lambda: window.findChild(PresetDialog))
        dialog = window.findChild(PresetDialog)
        dialog.title_field.selectAll()
        QTest.keyClicks(dialog.title_field, " Bus ")
        dialog.use.click()
        await until(lambda: edited)
        assert edited == [TRAIN.model_copy(update={"title": "Bus"})]
        window.deleteLater()

    with_shell(tmp_path, qt_app, scenario)
