"""A link says which rule counts for it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.rules import Rule
from mediadl.ui.views.settings.rule_try import RuleTry
from tests.helpers.shell import until, with_shell


def try_test(qt_app, tmp_path, scenario):
    async def opened(shell):
        box = RuleTry(shell.engine, shell.operations, shell.theme)
        box.show()
        await scenario(box, shell)
        box.close()
        box.deleteLater()

    with_shell(tmp_path, qt_app, opened)


def test_it_says_rule_preset_folder_and_what_comes_of_them(qt_app, tmp_path):
    async def scenario(box, shell):
        rule = Rule(name="Sound", site="a.example", preset="audio-mp3", folder="/music", priority=1)
        await shell.engine.change_settings(rules=(rule,))
        QTest.keyClicks(box.link, "https://a.example/1")
        QTest.keyClick(box.link, Qt.Key.Key_Return)
        await until(lambda: "Rule" in box.answer.text())
        assert box.answer.text().splitlines() == [
            "Rule “Sound” counts here: the site is a.example.",
            "Preset Audio MP3 · into /music · high priority",
            "MP3 320 kbit/s",
        ]
        box.link.setText("https://b.example/1")
        assert box.answer.text() == ""
        box.button.click()
        await until(lambda: box.answer.text().startswith("No rule counts"))

    try_test(qt_app, tmp_path, scenario)


def test_what_is_no_link_is_said(qt_app, tmp_path):
    async def scenario(box, shell):
        box.button.click()
        assert box.answer.text() == "Paste a link first."
        box.link.setText("two words")
        box.button.click()
        await until(lambda: box.answer.property("role") == "danger")
        assert "is not a link" in box.answer.text()

    try_test(qt_app, tmp_path, scenario)
