"""The queue view, driven by keys and the mouse, over a real engine."""

import dataclasses
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from mediadl.domain.events import JobChanged
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui.models.queue_filter import StateGroup
from mediadl.ui.views.queue_view import QueueView
from tests.helpers.jobs import a_job
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene, shown

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def queue(*states):
    """Jobs "0", "1", …; those that have failed say why."""
    gone = failure(FailureKind.GONE, host="example.com")
    return [
        a_job(
            state,
            id=str(number),
            title=f"Film {number}",
            url=f"http://127.0.0.1:9/{number}",
            failure=gone if state is JobState.FAILED else None,
        )
        for number, state in enumerate(states)
    ]


@asynccontextmanager
async def view_of(tmp_path, *jobs):
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        view.jobs.setFocus()
        yield scene, view


def press(view, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(view.jobs, key, modifiers)


def click_button(view, row, place):
    """Press one of the two buttons of a row with the mouse."""
    rect = view.jobs.visualRect(view.model.index(row))
    button = view.jobs.itemDelegate().sizes.lay_out(rect, has_bar=False).buttons[place].center()
    QTest.mouseClick(view.jobs.viewport(), Qt.MouseButton.LeftButton, pos=button)


def heard(signal):
    calls = []
    signal.connect(lambda *arguments: calls.append(arguments))
    return calls


async def test_space_resumes_a_paused_job_and_pauses_it_again(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_Space)
        await scene.settle()
        assert scene.engine.job("0").state is JobState.RUNNING
        press(view, Key.Key_Space)
        await scene.settle()
        assert scene.engine.job("0").state is JobState.PAUSED


async def test_f5_retries_what_has_failed_and_nothing_else(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.FAILED, JobState.PAUSED)) as (scene, view):
        press(view, Key.Key_A, Ctrl)
        await scene.settle()
        press(view, Key.Key_F5)
        await scene.settle()
        assert scene.engine.job("0").state is JobState.RUNNING
        assert scene.engine.job("1").state is JobState.PAUSED


async def test_delete_removes_with_an_undo_on_offer(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED, JobState.PAUSED)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_Delete)
        await scene.settle()
        assert scene.order == ["1"]
        assert [notice.action for notice in scene.notices] == ["Undo"]


@pytest.mark.parametrize(
    ("key", "order"),
    [(Key.Key_Up, "1023"), (Key.Key_Down, "0213"), (Key.Key_Home, "1023"), (Key.Key_End, "0231")],
)
async def test_alt_and_arrows_move_the_selected_job(qt_app, tmp_path, key, order):
    async with view_of(tmp_path, *queue(*[JobState.PAUSED] * 4)) as (scene, view):
        view.select_job("1")
        await scene.settle()
        press(view, key, Alt)
        await scene.settle()
        assert scene.order == list(order)
        assert view.selected_job_ids() == ["1"]


async def test_ctrl_c_copies_the_links(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED, JobState.PAUSED)) as (scene, view):
        press(view, Key.Key_A, Ctrl)
        await scene.settle()
        press(view, Key.Key_C, Ctrl)
        assert QGuiApplication.clipboard().text() == "http://127.0.0.1:9/0\nhttp://127.0.0.1:9/1"


async def test_a_copied_link_has_no_hidden_notes(qt_app, tmp_path):
    job = dataclasses.replace(queue(JobState.PAUSED)[0], url="http://a.example/1#__youtubedl_smuggle=%7B%7D")
    async with view_of(tmp_path, job) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_C, Ctrl)
        assert QGuiApplication.clipboard().text() == "http://a.example/1"


async def test_return_on_a_failed_job_shows_the_details_once(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.FAILED)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_Return)
        press(view, Key.Key_Return)
        (dialog,) = view._details.values()
        assert dialog.isVisible()
        dialog.close()
        await scene.settle()
        assert not view._details


async def test_return_on_a_choice_asks_for_it(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED)) as (scene, view):
        paused = scene.engine.job("0")
        scene.engine.bus.publish(JobChanged(dataclasses.replace(paused, state=JobState.CHOOSING), paused))
        asked = heard(view.choice_requested)
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_Return)
        assert asked == [("0",)]


async def test_a_double_click_on_a_missing_file_says_so(qt_app, tmp_path):
    job = dataclasses.replace(queue(JobState.COMPLETED)[0], files=(str(tmp_path / "gone.mp4"),))
    async with view_of(tmp_path, job) as (scene, view):
        place = view.jobs.visualRect(view.model.index(0)).topLeft() + QPoint(40, 40)
        QTest.mouseClick(view.jobs.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.jobs.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert ["moved or deleted" in notice.text for notice in scene.notices] == [True]


async def test_the_buttons_of_a_row_act_on_that_row_and_leave_the_selection(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED, JobState.PAUSED)) as (scene, view):
        view.select_job("0")
        click_button(view, 1, 1)
        await scene.settle()
        assert scene.engine.job("1").state is JobState.RUNNING
        assert scene.engine.job("0").state is JobState.PAUSED
        assert view.selected_job_ids() == ["0"]


async def test_the_group_and_the_search_hide_rows_and_keep_the_selection(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED, JobState.FAILED, JobState.PAUSED)) as (_, view):
        view.select_job("2")
        view.header.set_group(StateGroup.WAITING)
        assert list(view.model.order) == ["0", "2"]
        assert view.selected_job_ids() == ["2"]
        QTest.keyClick(view.jobs, Key.Key_F, Ctrl)
        assert view.header.search.hasFocus()
        QTest.keyClicks(view.header.search, "film 9/0")
        await until(lambda: list(view.model.order) == ["0"])


async def test_the_empty_state_says_what_to_do_or_what_hides_everything(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED)) as (scene, view):
        view.header.set_group(StateGroup.DONE)
        assert view.empty.isVisible()
        assert view.empty.title.text() == "Nothing here matches"
        view.header.clear()
        assert view.jobs.isVisible()
        scene.operations.remove(["0"])
        await scene.settle()
        assert view.empty.title.text() == "Paste a link to start"


async def test_a_job_that_is_asked_for_is_shown_whatever_the_filter(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED, JobState.FAILED)) as (_scene, view):
        view.header.set_group(StateGroup.FAILED)
        view.select_job("0")
        assert view.selected_job_ids() == ["0"]
        assert view.model.filter.hides_nothing


async def test_a_view_that_is_gone_hears_no_more_events(qt_app, tmp_path):
    async with queue_scene(tmp_path, []) as scene:
        before = {kind: len(handlers) for kind, handlers in scene.engine.bus._handlers.items()}
        async with shown(QueueView(**scene.parts)):
            pass
        after = {kind: len(handlers) for kind, handlers in scene.engine.bus._handlers.items() if handlers}
        assert after == {kind: count for kind, count in before.items() if count}


async def test_tab_walks_from_the_tools_to_the_list_and_back(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED)) as (_scene, view):
        view.header.search.setFocus()
        QTest.keyClick(view.header.search, Key.Key_Tab)
        assert view.jobs.hasFocus()
        QTest.keyClick(view.jobs, Key.Key_Backtab)
        assert view.header.search.hasFocus()


async def test_the_page_hands_its_focus_to_the_list(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED)) as (_scene, view):
        view.header.search.setFocus()
        view.setFocus()
        assert view.jobs.hasFocus()


def waiting_job():
    gone = failure(FailureKind.SERVER_ERROR, host="example.com")
    later = datetime.now(UTC) + timedelta(hours=1)
    wait = Wait(reason=WaitReason.RETRY, until=later, failure=gone)
    return dataclasses.replace(queue(JobState.WAITING)[0], wait=wait)


@pytest.mark.parametrize(
    ("modifier", "states"),
    [
        (Qt.KeyboardModifier.NoModifier, {JobState.QUEUED, JobState.RUNNING}),
        (Qt.KeyboardModifier.ShiftModifier, {JobState.FAILED}),
    ],
)
async def test_a_waiting_job_is_tried_now_or_given_up_by_key(qt_app, tmp_path, modifier, states):
    async with view_of(tmp_path, waiting_job()) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_F5, modifier)
        await scene.settle()
        assert scene.engine.job("0").state in states


async def test_the_buttons_of_a_waiting_row_pause_and_retry(qt_app, tmp_path):
    async with view_of(tmp_path, waiting_job()) as (scene, view):
        click_button(view, 0, 0)
        await scene.settle()
        assert scene.engine.job("0").state is JobState.PAUSED


async def test_return_on_a_waiting_job_says_why(qt_app, tmp_path):
    async with view_of(tmp_path, waiting_job()) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_Return)
        (dialog,) = view._details.values()
        dialog.offers["stop_retrying"].click()
        await scene.settle()
        assert scene.engine.job("0").failure.kind is FailureKind.SERVER_ERROR


async def test_priority_is_set_by_keys_and_the_menu_follows(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(JobState.PAUSED)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_Up, Alt | Qt.KeyboardModifier.ShiftModifier)
        await scene.settle()
        assert scene.engine.job("0").priority == 1
        enabled = {name for name in ("high", "normal", "low") if _enabled(view, f"priority_{name}")}
        assert enabled == {"normal", "low"}


async def test_start_now_goes_beyond_the_limit(qt_app, tmp_path):
    async with view_of(tmp_path, *queue(*[JobState.PAUSED] * 2)) as (scene, view):
        await scene.engine.change_settings(max_downloads=1)
        await scene.engine.resume("0")
        view.select_job("1")
        await scene.settle()
        press(view, Key.Key_S, Ctrl | Qt.KeyboardModifier.ShiftModifier)
        await scene.settle()
        assert {scene.engine.job(job_id).state for job_id in "01"} == {JobState.RUNNING}


def differing_job(tmp_path):
    file = tmp_path / "film.mp4"
    file.touch()
    failed = StepReport(name=StepName.SUBTITLES, state=StepState.FAILED, message="The site is busy.")
    less = {"differences": ("The site is busy.",), "steps": (failed,), "files": (str(file),)}
    return dataclasses.replace(queue(JobState.DIFFERS)[0], **less)


async def test_a_different_file_is_kept_by_key(qt_app, tmp_path):
    async with view_of(tmp_path, differing_job(tmp_path)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_K, Ctrl)
        await scene.settle()
        assert scene.engine.job("0").state is JobState.COMPLETED


async def test_failed_steps_are_done_again_by_key(qt_app, tmp_path):
    async with view_of(tmp_path, differing_job(tmp_path)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_F5)
        await scene.settle()
        assert scene.engine.job("0").redo == (StepName.SUBTITLES,)


async def test_the_details_offer_to_keep_and_to_repeat_a_step(qt_app, tmp_path):
    async with view_of(tmp_path, differing_job(tmp_path)) as (scene, view):
        view.select_job("0")
        await scene.settle()
        press(view, Key.Key_I, Ctrl)
        (dialog,) = view._details.values()
        assert list(dialog.offers) == ["retry_steps", "keep", "choose_format", "open_file"]
        dialog.steps.buttons[0].click()
        await scene.settle()
        assert scene.engine.job("0").redo == (StepName.SUBTITLES,)


def _enabled(view, name):
    return view.actions_.by_name[name].isEnabled()
