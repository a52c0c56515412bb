"""The dialog gives a layer, or nothing when it is cancelled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from mediadl.ui.dialogs.options import OptionsDialog, edit_options
from mediadl.ui.theme import Theme
from tests.helpers.shell import until, with_shell

BELOW = DownloadOptions(quality="720p")


@pytest.fixture
def dialog(qt_app):
    made = OptionsDialog(DownloadOptions(retries=4), theme=Theme(), title="Options", below=BELOW)
    made.told = []
    made.decided.connect(made.told.append)
    made.open()
    yield made
    made.deleteLater()


def test_it_says_what_comes_of_the_options(dialog):
    assert dialog.words.text() == "720p at most · each request repeated 4 times at most"
    dialog.as_usual.click()
    assert (dialog.words.text(), dialog.as_usual.isEnabled()) == ("720p at most", False)


def test_taking_them_gives_the_layer_and_cancel_gives_none(dialog):
    dialog.use.click()
    assert [said_by(layer) for layer in dialog.told] == [{"retries": 4}]
    other = OptionsDialog(DownloadOptions(), theme=Theme(), title="Options")
    told = []
    other.decided.connect(told.append)
    other.open()
    QTest.keyClick(other, Qt.Key.Key_Escape)
    assert told == [None]


def test_what_is_wrong_cannot_be_taken(dialog):
    control = dialog.form.rows["retries"].control
    control.clear()
    QTest.keyClicks(control, "x")
    assert (dialog.use.isEnabled(), dialog.words.property("role")) == (False, "danger")
    dialog.accept()
    assert dialog.told == []


def test_who_asks_waits_for_the_answer_while_the_window_lives(qt_app, tmp_path):
    async def scenario(shell):
        window = QWidget()
        asked = shell.operations._tasks.spawn(
            edit_options(window, DownloadOptions(), theme=shell.theme, below=BELOW), name="ask"
        )
        await until(lambda: window.findChild(OptionsDialog))
        window.findChild(OptionsDialog).use.click()
        assert said_by(await asked) == {}
        window.deleteLater()

    with_shell(tmp_path, qt_app, scenario)
