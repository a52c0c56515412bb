"""The window adds what is pasted, shows the right view, and never takes the user away from what they do."""

import asyncio

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from mediadl.domain.job import StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.engine.hand_over import HandedOver
from mediadl.ui.dialogs.add_account import AddAccountDialog
from mediadl.ui.dialogs.options import OptionsDialog
from mediadl.ui.operations import Notice
from mediadl.ui.rail import Place
from tests.helpers.jars import a_jar
from tests.helpers.shell import until

CTRL = Qt.KeyboardModifier.ControlModifier


def urls(shell):
    return [job.url for job in shell.engine.jobs]


def texts(window):
    return [notice.text for notice in window.notices.shown]


def test_links_typed_into_the_field_are_added_on_enter(window_test):
    async def scenario(window, shell):
        QTest.keyClicks(window.link_bar.field, "https://a.example/1 and https://b.example/2")
        QTest.keyClick(window.link_bar.field, Qt.Key.Key_Return)
        await until(lambda: len(shell.engine.jobs) == 2)
        assert urls(shell) == ["https://a.example/1", "https://b.example/2"]
        assert not window.link_bar.field.text()

    window_test(scenario)


def test_links_of_another_process_leave_the_window_as_it_is(window_test):
    async def scenario(window, shell):
        window.show_place(Place.SETTINGS)
        QTest.keyClicks(window.link_bar.field, "https://mine.example/")
        options = DownloadOptions(quality="480p")
        window.add_quietly(HandedOver(links=["https://a.example/1"], options=options, is_quiet=True))
        await until(lambda: shell.engine.jobs)
        assert (urls(shell), shell.engine.jobs[0].options.quality) == (["https://a.example/1"], "480p")
        assert (window.place, window.link_bar.field.text()) == (Place.SETTINGS, "https://mine.example/")

    window_test(scenario)


def test_text_without_a_link_is_explained_and_kept(window_test):
    async def scenario(window, shell):
        QTest.keyClicks(window.link_bar.field, "hello world")
        QTest.mouseClick(window.link_bar.download_button, Qt.MouseButton.LeftButton)
        assert texts(window) == [
            "“hello world” is not a link. Paste the whole address, starting with https://."
        ]
        assert window.link_bar.field.text() == "hello world"
        assert not shell.engine.jobs

    window_test(scenario)


def test_a_complaint_gives_way_to_the_next_and_to_links(window_test):
    async def scenario(window, shell):
        for text in ("one", "two", "three"):
            window._on_submitted(text, StartMode.NOW)
            assert [said.split("”")[0] for said in texts(window)] == [f"“{text}"]
        window._on_nothing_found("There is no link in this.")
        assert texts(window) == ["There is no link in this."]
        window.notify(Notice("error", "No space left."))
        window._on_submitted("https://a.example/1", StartMode.NOW)
        assert texts(window) == ["No space left."]
        await until(lambda: shell.engine.jobs)

    window_test(scenario)


def test_escape_in_the_link_field_ends_the_complaint_then_empties_it(window_test):
    async def scenario(window, _shell):
        window.notify(Notice("error", "No space left."))
        QTest.keyClicks(window.link_bar.field, "hello world")
        QTest.keyClick(window.link_bar.field, Qt.Key.Key_Return)
        seen = []
        for _ in range(3):
            seen.append((len(texts(window)), window.link_bar.field.text()))
            QTest.keyClick(window.link_bar.field, Qt.Key.Key_Escape)
        assert seen == [(2, "hello world"), (1, "hello world"), (1, "")]
        assert texts(window) == ["No space left."]

    window_test(scenario)


def test_choose_format_asks_first(window_test):
    async def scenario(window, shell):
        window.link_bar.field.setText("https://a.example/1")
        QTest.keyClick(window.link_bar.field, Qt.Key.Key_Return, CTRL)
        await until(lambda: shell.engine.jobs)
        assert shell.engine.jobs[0].start is StartMode.CHOOSE

    window_test(scenario)


def test_ctrl_v_outside_a_text_field_adds_what_was_copied(window_test):
    async def scenario(window, shell):
        QGuiApplication.clipboard().setText("watch https://a.example/1, then https://a.example/2")
        window.rail.button(Place.HISTORY).setFocus()
        QTest.keyClick(window.rail.button(Place.HISTORY), Qt.Key.Key_V, CTRL)
        await until(lambda: len(shell.engine.jobs) == 2)

    window_test(scenario)


def test_ctrl_v_in_the_link_field_pastes_text(window_test):
    async def scenario(window, shell):
        QGuiApplication.clipboard().setText("https://a.example/1")
        QTest.keyClick(window.link_bar.field, Qt.Key.Key_V, CTRL)
        await asyncio.sleep(0.05)
        assert window.link_bar.field.text() == "https://a.example/1"
        assert not shell.engine.jobs

    window_test(scenario)


def test_copied_link_files_are_added_too(window_test):
    async def scenario(window, shell):
        file = shell.folder / "films.txt"
        file.write_text("https://a.example/1\nhttps://a.example/2\n")
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file))])
        QGuiApplication.clipboard().setMimeData(mime)
        window.rail.button(Place.HISTORY).setFocus()
        QTest.keyClick(window.rail.button(Place.HISTORY), Qt.Key.Key_V, CTRL)
        await until(lambda: len(shell.engine.jobs) == 2)

    window_test(scenario)


def test_an_empty_clipboard_is_explained(window_test):
    async def scenario(window, _shell):
        QGuiApplication.clipboard().clear()
        window._paste()
        assert texts(window) == ["The clipboard holds no link. Copy the address of a video first."]

    window_test(scenario)


def test_the_chosen_preset_counts_at_once_and_is_remembered(window_test):
    async def scenario(window, shell):
        window.link_bar.preset_chosen.emit("audio-mp3")
        window.add_links(["https://a.example/1"])
        await until(lambda: shell.engine.settings.preset == "audio-mp3" and shell.engine.jobs)
        assert shell.engine.jobs[0].options.audio_format == "mp3"
        assert window.link_bar.preset_button.text() == "Audio MP3"

    window_test(scenario)


def test_keys_lead_to_the_views(window_test):
    async def scenario(window, _shell):
        QTest.keyClick(window, Qt.Key.Key_4, CTRL)
        assert window.place is Place.HISTORY
        QTest.keyClick(window, Qt.Key.Key_5, CTRL)
        assert window.place is Place.SETTINGS
        QTest.keyClick(window, Qt.Key.Key_1, CTRL)
        assert window.place is Place.QUEUE

    window_test(scenario)


def test_a_dark_choice_says_that_nothing_waits(window_test):
    async def scenario(window, _shell):
        QTest.keyClick(window, Qt.Key.Key_2, CTRL)
        assert window.place is Place.QUEUE
        assert texts(window) == ["Nothing waits for a choice there now."]

    window_test(scenario)


def undo(window):
    window.rail.button(Place.QUEUE).setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)


def test_ctrl_z_brings_back_what_was_removed_the_last_first(window_test):
    async def scenario(window, shell):
        for name in ("one", "two", "three"):
            await shell.job(name, title="Film")
        for name in ("two", "one"):
            shell.operations.remove([name])
        await until(lambda: len(window.notices.shown) == 2)
        undo(window)
        await until(lambda: [job.id for job in shell.engine.jobs] == ["one", "three"])
        undo(window)
        await until(lambda: [job.id for job in shell.engine.jobs] == ["one", "two", "three"])
        await until(lambda: texts(window) == [])

    window_test(scenario)


def test_ctrl_z_needs_no_notice_and_presses_no_other_button(window_test):
    async def scenario(window, shell):
        await shell.job("one")
        shell.operations.remove(["one"])
        await until(lambda: window.notices.shown)
        window.notices.dismiss_newest()
        pressed = []
        window.notify(Notice("info", "A call", action="Choose", on_action=lambda: pressed.append(1)))
        undo(window)
        await until(lambda: shell.engine.jobs)
        undo(window)
        await until(lambda: texts(window) == ["A call", "There is nothing to undo."])
        assert pressed == []

    window_test(scenario)


def test_the_menu_lists_the_commands_of_the_view_in_front(window_test):
    async def scenario(window, shell):
        await shell.job("one")
        window.queue_view.select_job("one")
        await asyncio.sleep(0.05)
        submenu = window.menu.view_menus[Place.QUEUE]
        submenu.popup(window.pos())
        words = [action.text() for action in submenu.actions()]
        assert {"Remove from the queue", "Pause all", "Move to top"} <= set(words)
        submenu.setActiveAction(submenu.actions()[words.index("Remove from the queue")])
        QTest.keyClick(submenu, Qt.Key.Key_Return)
        await until(lambda: not shell.engine.jobs)
        window.show_place(Place.HISTORY)
        assert not submenu.menuAction().isEnabled()

    window_test(scenario)


def test_the_appearance_follows_the_settings(window_test):
    async def scenario(window, shell):
        await shell.engine.change_settings(appearance="dark")
        assert shell.theme.is_dark
        await shell.engine.change_settings(appearance="light")
        assert not shell.theme.is_dark

    window_test(scenario)


def test_a_bug_is_a_sentence_with_its_traceback_behind_it(window_test):
    async def scenario(window, _shell):
        window.report_bug(ZeroDivisionError("division by zero, Cookie: a=HUSH"))
        notice: Notice = window.notices.shown[0]
        assert "HUSH" not in notice.detail
        assert notice.text.startswith("Something went wrong inside MediaDL.")
        assert "ZeroDivisionError: division by zero" in notice.detail

    window_test(scenario)


def test_closing_says_so_and_unsubscribes(window_test):
    async def scenario(window, shell):
        closed = []
        window.closed.connect(lambda: closed.append(True))
        window.close()
        assert closed == [True]
        await shell.comes_to_choice("late")
        assert window.place is Place.QUEUE

    window_test(scenario)


def test_no_key_of_a_list_is_the_windows_too(window_test):
    async def scenario(window, _shell):
        of_window = {action.shortcut().toString() for action in window.actions()}
        of_window |= {button.shortcut().toString() for button in window.findChildren(QAbstractButton)}
        views = (window.queue_view, window.history_view)
        actions = [action for view in views for action in view.actions_.by_name.values()]
        of_lists = {key.toString() for action in actions for key in action.shortcuts()}
        assert of_lists & of_window <= {""}

    window_test(scenario)


def test_everything_that_takes_the_focus_has_a_name(window_test):
    async def scenario(window, _shell):
        nameless = [
            widget
            for widget in window.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.window() is window
            and not (widget.accessibleName() or getattr(widget, "text", str)())
            and widget.objectName() not in {"qt_spinbox_lineedit", "qt_toolbar_ext_button"}
        ]
        assert [(type(one), one.objectName(), one.parent()) for one in nameless] == []

    window_test(scenario)


def test_nine_hundred_by_six_hundred_is_enough(window_test):
    async def scenario(window, _shell):
        least = window.minimumSizeHint()
        assert least.width() <= 900
        assert least.height() <= 600

    window_test(scenario)


def test_options_for_the_next_links_hold_for_these_alone(window_test):
    async def scenario(window, shell):
        window.link_bar.options_button.click()
        await until(lambda: window.findChild(OptionsDialog))
        dialog = window.findChild(OptionsDialog)
        dialog.form.rows["write_thumbnail"].control.setCurrentIndex(1)
        dialog.form.rows["write_thumbnail"].control.activated.emit(1)
        dialog.use.click()
        await until(window.link_bar.options_button.isChecked)
        for number in (1, 2):
            window.add_links([f"https://example.org/{number}"])
        await until(lambda: len(shell.engine.jobs) == 2)
        assert [job.options.write_thumbnail for job in shell.engine.jobs] == [True, False]
        assert not window.link_bar.options_button.isChecked()

    window_test(scenario)


def test_a_name_is_tried_on_the_selected_row(window_test):
    async def scenario(window, shell):
        card = window.settings_view.naming
        assert card.item() is None
        await shell.job("dawn", title="Dawn over the bay")
        window.queue_view.select_job("dawn")
        window.show_place(Place.SETTINGS)
        await until(lambda: card.template.path.text() == "Dawn over the bay.mp4")

    window_test(scenario)


def test_cookies_that_are_pasted_or_dropped_are_offered_as_an_account_and_get_into_no_queue(window_test):
    async def scenario(window, shell):
        jar = a_jar("a.example", **{f"n{at}": "https://a.example/not-real" for at in range(2000)})
        QGuiApplication.clipboard().setText(jar.decode())
        window._paste()
        window.link_bar.field.setFocus()
        QTest.keyClick(window.link_bar.field, Qt.Key.Key_V, CTRL)
        (shell.folder / "export.txt").write_bytes(jar)
        window._drop.take_files([str(shell.folder / "export.txt")])
        await until(lambda: len(texts(window)) == 3)
        assert all(text.startswith("These are cookies, not links.") for text in texts(window))
        assert (window.link_bar.field.text(), urls(shell)) == ("", [])
        window.notices.shown[1].on_action()
        await until(lambda: window.findChild(AddAccountDialog))
        dialog = window.findChild(AddAccountDialog)
        await until(lambda: dialog.forms["cookies"].answer.text().startswith("2,000 cookies for a.example"))
        dialog.reject()
        await until(lambda: window.findChild(AddAccountDialog) is None)

    window_test(scenario)
