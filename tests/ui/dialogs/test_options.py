"""The dialog gives a layer, or nothing when it is cancelled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mediadl.domain.layers import said_by
from mediadl.domain.option_checks import Problem
from mediadl.domain.options import DownloadOptions
from mediadl.ui.dialogs.options import OptionsDialog, Question, edit_options
from mediadl.ui.theme import Theme
from tests.helpers.shell import until, with_shell

BELOW = DownloadOptions(quality="720p")


@pytest.fixture
def dialog(qt_app):
    made = OptionsDialog(DownloadOptions(retries=4), Question(below=BELOW), Theme())
    made.told = []
    made.proposed.connect(made.told.append)
    made.open()
    yield made
    made.close()
    made.deleteLater()


def test_it_says_what_comes_of_the_options(dialog):
    assert dialog.words.text() == "720p at most · each request repeated 4 times at most"
    dialog.as_usual.click()
    assert (dialog.words.text(), dialog.as_usual.isEnabled()) == ("720p at most", False)


def test_its_button_proposes_the_layer(dialog):
    dialog.use.click()
    assert [said_by(layer) for layer in dialog.told] == [{"retries": 4}]


def test_what_is_wrong_cannot_be_taken(dialog):
    control = dialog.form.rows["retries"].control
    control.clear()
    QTest.keyClicks(control, "x")
    assert (dialog.use.isEnabled(), dialog.words.property("role")) == (False, "danger")
    dialog.accept()
    assert dialog.told == []


def ask(qt_app, tmp_path, question, act):
    """Ask for a layer, have `act(dialog)` done to the dialog, and give the answer."""
    answers = []

    async def scenario(shell):
        window = QWidget()

        async def asking():
            answers.append(await edit_options(window, DownloadOptions(retries=4), question, shell.theme))

        shell.operations.run(asking(), name="ask")
        await until(lambda: window.findChild(OptionsDialog))
        await act(window.findChild(OptionsDialog))
        await until(lambda: answers)
        window.deleteLater()

    with_shell(tmp_path, qt_app, scenario)
    return answers[0]


def test_who_asks_gets_the_layer(qt_app, tmp_path):
    async def act(dialog):
        dialog.use.click()

    assert said_by(ask(qt_app, tmp_path, Question(), act)) == {"retries": 4}


def test_escape_gives_nothing(qt_app, tmp_path):
    async def act(dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert ask(qt_app, tmp_path, Question(), act) is None


def test_what_only_the_engine_knows_is_said_at_the_field_and_can_be_mended(qt_app, tmp_path):
    async def check(options):
        return [Problem(field="retries", sentence="Too many.")] if options.retries == 4 else []

    async def act(dialog):
        dialog.use.click()
        await until(lambda: dialog.words.text() == "Too many.")
        row = dialog.form.rows["retries"]
        assert (row.problem.text(), dialog.use.isEnabled()) == ("Too many.", False)
        row.control.clear()
        QTest.keyClicks(row.control, "3")
        dialog.use.click()

    assert said_by(ask(qt_app, tmp_path, Question(check=check), act)) == {"retries": 3}
