"""The history page finds, opens, downloads again and forgets."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.ui.views import history_view
from mediadl.ui.views.history_view import HistoryView
from tests.helpers.shell import until, with_shell


@pytest.fixture
def view_test(qt_app, tmp_path):
    """Runs a scenario with an open history of two lines, the file of the first of which exists."""

    def run(scenario):
        async def opened(shell):
            (shell.folder / "cats.mp4").write_bytes(b"x")
            await shell.finished("dogs", title="Dogs", files=(str(shell.folder / "dogs.mp4"),))
            await shell.finished("cats", title="Cats", files=(str(shell.folder / "cats.mp4"),))
            view = HistoryView(**shell.parts)
            view.show()
            view.activateWindow()
            await until(lambda: view.model.rowCount() == 2 and view.isActiveWindow())
            await scenario(view, shell)

        with_shell(tmp_path, qt_app, opened)

    return run


def titles(view):
    return [view.model.line(row).job.title for row in range(view.model.rowCount())]


def pick(view, row):
    view.list.setFocus()
    view.list.setCurrentIndex(view.model.index(row))


def test_the_order_is_as_it_was_left(view_test):
    async def scenario(view, shell):
        view.tools.order.setCurrentIndex(view.tools.order.findData("oldest"))
        await until(lambda: titles(view) == ["Dogs", "Cats"])
        await until(lambda: shell.engine.settings.history_order == "oldest")
        again = HistoryView(**shell.parts)
        assert again.tools.query.order == "oldest"
        again.deleteLater()

    view_test(scenario)


def test_it_lists_newest_first_and_marks_what_is_gone(view_test):
    async def scenario(view, _shell):
        assert titles(view) == ["Cats", "Dogs"]
        assert [view.model.line(row).is_missing for row in (0, 1)] == [False, True]

    view_test(scenario)


def test_searching_narrows_the_list_and_says_when_nothing_is_found(view_test):
    async def scenario(view, _shell):
        QTest.keyClicks(view.search, "cat")
        await until(lambda: titles(view) == ["Cats"])
        QTest.keyClicks(view.search, "xyz")
        await until(lambda: view._pages.currentWidget() is view.empty)
        assert view.empty.title.text() == "Nothing found"

    view_test(scenario)


def test_actions_need_a_selection(view_test):
    async def scenario(view, _shell):
        assert not any(action.isEnabled() for action in view.actions_.by_name.values())
        pick(view, 0)
        assert all(action.isEnabled() for action in view.actions_.by_name.values())
        view.list.selectAll()
        assert {name for name, action in view.actions_.by_name.items() if action.isEnabled()} == {
            "again",
            "copy",
            "remove",
            "trash",
        }

    view_test(scenario)


def test_ctrl_c_copies_the_link(view_test):
    async def scenario(view, _shell):
        pick(view, 1)
        QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "https://example.org/dogs"

    view_test(scenario)


def test_a_copied_link_has_no_hidden_notes(view_test):
    async def scenario(view, shell):
        await shell.finished("fish", title="Fish", url="https://a.example/1#__youtubedl_smuggle=%7B%7D")
        view.reload()
        await until(lambda: titles(view)[:1] == ["Fish"])
        pick(view, 0)
        QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "https://a.example/1"

    view_test(scenario)


def test_a_gone_file_is_explained_when_opened(view_test):
    async def scenario(view, shell):
        pick(view, 1)
        QTest.keyClick(view.list, Qt.Key.Key_Return)
        await until(lambda: shell.notices)
        assert "dogs.mp4” is no longer in" in shell.notices[0].text

    view_test(scenario)


def test_download_again_adds_the_same_link_and_options(view_test):
    async def scenario(view, shell):
        pick(view, 0)
        QTest.keyClick(view.list, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(shell.engine.jobs) == 3)
        added = shell.engine.jobs[-1]
        assert (added.url, added.options.folder) == ("https://example.org/cats", str(shell.folder))
        await until(lambda: shell.notices)
        assert shell.notices[0].text == "“Cats” is in the queue again."

    view_test(scenario)


def test_delete_forgets_the_line_and_keeps_the_file(view_test):
    async def scenario(view, shell):
        pick(view, 0)
        QTest.keyClick(view.list, Qt.Key.Key_Delete)
        assert titles(view) == ["Dogs"]
        view.reload()
        while [job.title for job in await shell.engine.history()] != ["Dogs"]:
            await asyncio.sleep(0.01)
        assert titles(view) == ["Dogs"]
        shell.operations.undo()
        await until(lambda: titles(view) == ["Cats", "Dogs"])
        assert shell.folder.joinpath("cats.mp4").exists()

    view_test(scenario)


def test_what_finishes_is_listed_at_once(view_test):
    async def scenario(view, shell):
        await shell.job("birds", title="Birds", state=JobState.RUNNING)
        await shell.engine._queue.move_to("birds", JobState.COMPLETED)
        await until(lambda: titles(view) == ["Birds", "Cats", "Dogs"])

    view_test(scenario)


def test_an_empty_history_says_what_belongs_here(qt_app, tmp_path):
    async def scenario(shell):
        view = HistoryView(**shell.parts)
        view.show()
        await until(lambda: view._pages.currentWidget() is view.empty)
        assert view.empty.title.text() == "Nothing here yet"

    with_shell(tmp_path, qt_app, scenario)


def test_order_and_filters_are_asked_for(view_test):
    async def scenario(view, shell):
        song = DownloadOptions(folder=str(shell.folder), quality="audio_only")
        await shell.finished("song", title="A song", site="Bandcamp", options=song, size_bytes=9)
        tools = view.tools
        for box, words, shown in (
            (tools.order, "Oldest first", ["Dogs", "Cats", "A song"]),
            (tools.order, "By title", ["A song", "Cats", "Dogs"]),
            (tools.shown, "Audio", ["A song"]),
            (tools.shown, "Video", ["Cats", "Dogs"]),
            (tools.shown, "File is gone", ["A song", "Dogs"]),
            (tools.shown, "File is there", ["Cats"]),
        ):
            box.setCurrentText(words)
            await until(lambda shown=shown: titles(view) == shown)
        tools.shown.setCurrentIndex(0)
        QTest.keyClicks(view.search, "bandcamp")
        await until(lambda: titles(view) == ["A song"])
        assert view.more.isHidden()

    view_test(scenario)


def test_a_long_history_comes_page_by_page(qt_app, tmp_path, monkeypatch):
    monkeypatch.setattr(history_view, "PAGE", 2)

    async def scenario(shell):
        for name in "abcde":
            await shell.finished(name, title=name)
        view = HistoryView(**shell.parts)
        view.show()
        await until(lambda: titles(view) == ["e", "d"] and view.more.isVisible())
        view.more.click()
        await until(lambda: len(titles(view)) == 4)
        view.more.click()
        await until(lambda: titles(view) == list("edcba") and view.more.isHidden())
        assert view.list.isVisible()

    with_shell(tmp_path, qt_app, scenario)


def test_the_file_goes_to_the_trash_by_key_and_the_line_says_so(view_test, monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    async def scenario(view, shell):
        pick(view, 0)
        QTest.keyClick(view.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
        await until(lambda: view.model.line(0).is_missing)
        assert [notice.text for notice in shell.notices] == ["“cats.mp4” is in the trash."]
        assert not Path(shell.folder, "cats.mp4").exists()

    view_test(scenario)


def test_a_file_that_went_while_another_window_was_used_is_noticed(view_test):
    async def scenario(view, shell):
        Path(shell.folder, "cats.mp4").unlink()
        QApplication.sendEvent(view, QEvent(QEvent.Type.WindowActivate))
        await until(lambda: view.model.line(0).is_missing)
        assert titles(view) == ["Cats", "Dogs"]

    view_test(scenario)
