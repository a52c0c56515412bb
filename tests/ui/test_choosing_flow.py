"""The window leads from choice to choice, and never takes the user away from what they do."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mediadl.ui.rail import Place

CTRL = Qt.KeyboardModifier.ControlModifier


def texts(window):
    return [notice.text for notice in window.notices.shown]


def test_a_job_that_asks_is_shown_where_it_is_chosen(window_test):
    async def scenario(window, shell):
        await shell.comes_to_choice("media")
        assert (window.place, window.formats_view.job_id) == (Place.FORMATS, "media")
        assert window.rail.button(Place.FORMATS).isEnabled()
        assert not window.rail.button(Place.PLAYLIST).isEnabled()

    window_test(scenario)


def test_a_list_is_shown_in_the_playlist_view(window_test):
    async def scenario(window, shell):
        await shell.comes_to_choice("feed", is_list=True)
        assert (window.place, window.playlist_view.job_id) == (Place.PLAYLIST, "feed")

    window_test(scenario)


def test_a_second_job_that_asks_waits_its_turn(window_test):
    async def scenario(window, shell):
        await shell.comes_to_choice("first")
        await shell.comes_to_choice("second")
        assert window.formats_view.job_id == "first"
        assert window.rail.button(Place.FORMATS).accessibleName() == "Formats, 2 waiting"
        window.formats_view.done.emit()
        assert (window.place, window.formats_view.job_id) == (Place.FORMATS, "second")

    window_test(scenario)


async def put_off_all(window, shell, names=("one", "two", "three")):
    """Have lists come to their choice, and put off one after the other; return what was shown."""
    for name in names:
        await shell.comes_to_choice(name, is_list=True)
    return put_off(window, len(names))


def put_off(window, times):
    shown = []
    for _ in range(times):
        assert window.place is Place.PLAYLIST
        shown.append(window.playlist_view.job_id)
        window.playlist_view.later_action.trigger()
    return shown


def test_putting_off_ends_in_the_queue_after_each_was_offered_once(window_test):
    async def scenario(window, shell):
        assert await put_off_all(window, shell) == ["one", "two", "three"]
        assert window.place is Place.QUEUE
        assert window.rail.button(Place.PLAYLIST).accessibleName() == "Playlist, 3 waiting"

    window_test(scenario)


@pytest.mark.parametrize("way", ["rail", "key", "row"])
def test_who_asks_for_a_choice_gets_all_that_wait_again(window_test, way):
    async def scenario(window, shell):
        await put_off_all(window, shell)
        if way == "rail":
            QTest.mouseClick(window.rail.button(Place.PLAYLIST), Qt.MouseButton.LeftButton)
        elif way == "key":
            QTest.keyClick(window, Qt.Key.Key_2, CTRL)
        else:
            window.queue_view.choice_requested.emit("two")
        assert set(put_off(window, 3)) == {"one", "two", "three"}
        assert window.place is Place.QUEUE

    window_test(scenario)


def test_a_choice_that_comes_later_does_not_bring_back_what_was_put_off(window_test):
    async def scenario(window, shell):
        await put_off_all(window, shell)
        assert await put_off_all(window, shell, ["late"]) == ["late"]
        assert window.place is Place.QUEUE

    window_test(scenario)


def test_after_the_last_choice_comes_the_queue(window_test):
    async def scenario(window, shell):
        await shell.comes_to_choice("only")
        window.formats_view.done.emit()
        assert window.place is Place.QUEUE
        await shell.engine.remove_many(["only"])
        assert not window.rail.button(Place.FORMATS).isEnabled()

    window_test(scenario)


def test_a_shown_job_that_is_removed_gives_way(window_test):
    async def scenario(window, shell):
        await shell.comes_to_choice("only")
        await shell.engine.remove_many(["only"])
        assert window.place is Place.QUEUE

    window_test(scenario)


def test_who_types_is_not_taken_elsewhere(window_test):
    async def scenario(window, shell):
        write_in_the_history(window)
        await shell.comes_to_choice("media")
        assert window.place is Place.HISTORY
        assert texts(window) == ["“media” waits for your choice."]
        window.notices.shown[0].on_action()
        assert (window.place, window.formats_view.job_id) == (Place.FORMATS, "media")
        assert texts(window) == []

    window_test(scenario)


def write_in_the_history(window):
    """Have the user busy, so that a choice is called for by a notice."""
    window.show_place(Place.HISTORY)
    window.history_view.search.setFocus()
    QTest.keyClicks(window.history_view.search, "film")


@pytest.mark.parametrize("way", ["key", "double click", "button"])
def test_the_row_of_a_choice_leads_to_it(window_test, way):
    async def scenario(window, shell):
        await shell.comes_to_choice("list", is_list=True)
        await shell.comes_to_choice("media")
        window.show_place(Place.QUEUE)
        window.queue_view.select_job("media")
        await asyncio.sleep(0.05)
        jobs = window.queue_view.jobs
        rect = jobs.visualRect(jobs.currentIndex())
        if way == "key":
            QTest.keyClick(jobs, Qt.Key.Key_Return)
        elif way == "double click":
            for click in (QTest.mouseClick, QTest.mouseDClick):
                click(jobs.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(40, 20))
        else:
            button = jobs.itemDelegate().sizes.lay_out(rect, has_bar=False).buttons[1].center()
            QTest.mouseClick(jobs.viewport(), Qt.MouseButton.LeftButton, pos=button)
        assert (window.place, window.formats_view.job_id) == (Place.FORMATS, "media")
        assert window.formats_view.isAncestorOf(window.focusWidget())

    window_test(scenario)


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_call_to_a_choice_goes_when_the_choice_is_shown_or_made(window_test, is_shown):
    async def scenario(window, shell):
        write_in_the_history(window)
        await shell.comes_to_choice("media")
        assert len(texts(window)) == 1
        if is_shown:
            QTest.keyClick(window, Qt.Key.Key_3, CTRL)
            assert window.formats_view.job_id == "media"
        else:
            await shell.engine.cancel("media")
        assert texts(window) == []

    window_test(scenario)


def test_a_call_to_the_next_choice_goes_when_its_turn_comes(window_test):
    async def scenario(window, shell):
        await shell.comes_to_choice("first")
        await shell.comes_to_choice("second")
        assert texts(window) == ["“second” waits for your choice."]
        window.formats_view.done.emit()
        assert (window.formats_view.job_id, texts(window)) == ("second", [])

    window_test(scenario)
