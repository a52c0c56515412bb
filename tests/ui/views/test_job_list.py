"""The list's keys, mouse and drags ask for commands and never change a job."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mediadl.domain.events import JobAdded, JobChanged, JobProgressed, JobRemoved
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui.views.queue_view import QueueView
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene, shown


def paused(count):
    return [a_job(JobState.PAUSED, id=str(number)) for number in range(count)]


def drop(view, rows, row, *, below):
    """Drop rows on the upper or the lower half of another row."""
    data = view.model.mimeData([view.model.index(each) for each in rows])
    rect = view.jobs.visualRect(view.model.index(row))
    place = QPointF(rect.center().x(), rect.bottom() - 3 if below else rect.top() + 3)
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    event = QDropEvent(place, move, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.jobs.viewport(), event)
    view.jobs.dropEvent(event) if not event.isAccepted() else None


async def test_rows_are_dropped_in_front_of_another_one(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(5)) as scene, shown(QueueView(**scene.parts)) as view:
        drop(view, [3, 4], 1, below=False)
        await scene.settle()
        assert scene.order == list("03412")


async def test_a_drop_on_the_lower_half_goes_behind_the_row(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(5)) as scene, shown(QueueView(**scene.parts)) as view:
        drop(view, [0], 4, below=True)
        await scene.settle()
        assert scene.order == list("12340")


async def test_links_dropped_on_the_list_are_left_to_the_window(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(1)) as scene, shown(QueueView(**scene.parts)) as view:
        links = QMimeData()
        links.setText("https://example.com/")
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(40, 40), copy, links, Qt.MouseButton.LeftButton, none)
        view.jobs.dragEnterEvent(event)
        assert not event.isAccepted()


async def test_the_selection_is_told_in_queue_order(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(6)) as scene, shown(QueueView(**scene.parts)) as view:
        view.jobs.select(["4", "1", "2"], "4")
        assert view.selected_job_ids() == ["1", "2", "4"]
        assert view.jobs.current_job().id == "4"


async def test_the_pointer_lights_up_a_button_and_leaves_it(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(2)) as scene, shown(QueueView(**scene.parts)) as view:
        delegate = view.jobs.itemDelegate()
        rect = view.jobs.visualRect(view.model.index(1))
        button = delegate.sizes.lay_out(rect, has_bar=False).buttons[0].center()
        QTest.mouseMove(view.jobs.viewport(), button)
        assert delegate.hot == ("1", "cancel")
        QApplication.sendEvent(view.jobs, QEvent(QEvent.Type.Leave))
        assert delegate.hot is None


async def test_the_menu_key_opens_the_menu_at_the_current_row(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(4)) as scene, shown(QueueView(**scene.parts)) as view:
        view.select_job("2")
        asked = []
        view.jobs.menu_requested.connect(asked.append)
        keyboard = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(view.jobs.viewport(), QContextMenuEvent(keyboard, QPoint(), QPoint()))
        row = view.jobs.visualRect(view.model.index(2))
        assert row.contains(view.jobs.viewport().mapFromGlobal(asked[0]))
        assert view._menu.isVisible()
        view._menu.close()


async def test_the_gap_that_a_drop_would_fill_is_marked_until_the_drop(qt_app, tmp_path):
    async with queue_scene(tmp_path, paused(3)) as scene, shown(QueueView(**scene.parts)) as view:
        plain = view.jobs.viewport().grab().toImage()
        view.jobs._mark_gap(1)
        assert view.jobs.viewport().grab().toImage() != plain
        drop(view, [0], 2, below=True)
        assert view.jobs.viewport().grab().toImage() == plain


class Paints(QObject):
    """What the list's viewport is told to paint, as rows: {2} is one paint, or several, of row 2 alone."""

    def __init__(self, view):
        super().__init__()
        self.regions = []
        self._view = view
        view.jobs.viewport().installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.regions.append(event.region())
        return False

    @property
    def rows(self):
        """Numbers of the rows of which anything was painted since the last `forget`."""
        rects = {row: self._view.jobs.visualRect(self._view.model.index(row)) for row in range(9)}
        return {row for row, rect in rects.items() for region in self.regions if region.intersects(rect)}

    async def until_painted(self, scene):
        """Wait for a paint, and for those that may come after it."""
        for _ in range(600):
            if self.regions:
                break
            await scene.settle(5)
        await scene.settle()


@asynccontextmanager
async def watched_list(tmp_path, *jobs):
    """A list with the focus, at rest, and what it paints from now on."""
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        view.jobs.setFocus()
        await scene.settle()
        paints = Paints(view)
        yield scene, view, paints
        view.jobs.viewport().removeEventFilter(paints)


def downloading(fraction, **more):
    return Progress(stage=Stage.DOWNLOADING, fraction=fraction, **more)


async def test_progress_paints_the_line_and_the_bar_of_its_row_alone(qt_app, tmp_path):
    async with watched_list(tmp_path, *paused(5)) as (scene, view, paints):
        scene.engine.bus.publish(JobProgressed("3", downloading(0.5)))
        await paints.until_painted(scene)
        assert paints.rows == {3}
        lower = view.jobs.visualRect(view.model.index(3)).height() // 2
        assert all(region.boundingRect().height() <= lower for region in paints.regions)


@pytest.mark.parametrize("state", [JobState.COMPLETED, JobState.RUNNING, JobState.FAILED])
async def test_the_change_of_a_job_paints_its_row_and_no_other(qt_app, tmp_path, state):
    async with watched_list(tmp_path, *paused(5)) as (scene, view, paints):
        before = view.model.job_at(2)
        sad = failure(FailureKind.GONE, host="example.com") if state is JobState.FAILED else None
        scene.engine.bus.publish(JobChanged(replace(before, state=state, failure=sad), before))
        await paints.until_painted(scene)
        assert paints.rows == {2}


async def test_changes_of_several_jobs_at_once_paint_only_their_rows(qt_app, tmp_path):
    async with watched_list(tmp_path, *paused(6)) as (scene, view, paints):
        for row in (0, 1, 4):
            before = view.model.job_at(row)
            scene.engine.bus.publish(JobChanged(replace(before, state=JobState.COMPLETED), before))
        await paints.until_painted(scene)
        assert paints.rows == {0, 1, 4}


async def test_a_job_that_is_added_paints_nothing_above_it(qt_app, tmp_path):
    async with watched_list(tmp_path, *paused(3)) as (scene, view, paints):
        scene.engine.bus.publish(JobAdded(a_job(JobState.PAUSED, id="new")))
        await paints.until_painted(scene)
        assert view.model.order[3] == "new"
        assert paints.rows == {3}


async def test_a_change_beside_a_job_that_is_added_is_painted_too(qt_app, tmp_path):
    async with watched_list(tmp_path, *paused(3)) as (scene, view, paints):
        before = view.model.job_at(1)
        scene.engine.bus.publish(JobAdded(a_job(JobState.PAUSED, id="new")))
        scene.engine.bus.publish(JobChanged(replace(before, state=JobState.COMPLETED), before))
        await paints.until_painted(scene)
        assert paints.rows == {1, 3}


async def test_rows_that_move_up_while_a_job_is_added_are_painted(qt_app, tmp_path):
    async with watched_list(tmp_path, *paused(4)) as (scene, view, paints):
        scene.engine.bus.publish(JobRemoved(view.model.job_at(0)))
        scene.engine.bus.publish(JobAdded(a_job(JobState.PAUSED, id="new")))
        await paints.until_painted(scene)
        assert view.model.order == ["1", "2", "3", "new"]
        assert paints.rows == {0, 1, 2, 3}


async def test_a_picture_that_has_come_paints_the_rows_that_show_it(qt_app, tmp_path):
    jobs = [replace(job, thumbnail_url=f"data:{int(job.id) % 3}") for job in paused(6)]
    async with watched_list(tmp_path, *jobs) as (scene, _view, paints):
        scene.thumbnails.loaded.emit("data:1")
        await paints.until_painted(scene)
        assert paints.rows == {1, 4}


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
async def test_the_part_that_progress_paints_is_all_that_it_changes(qt_app, tmp_path, direction):
    jobs = [a_job(JobState.PAUSED, id="0", fraction=0.2, title="\u0e17\u0e35\u0e48 " * 30)]
    async with watched_list(tmp_path, *jobs) as (scene, view, _paints):
        view.setLayoutDirection(direction)
        running = replace(view.model.job_at(0), state=JobState.RUNNING)
        scene.engine.bus.publish(JobChanged(running, view.model.job_at(0)))
        scene.engine.bus.publish(JobProgressed("0", downloading(0.3, done_bytes=9_000_000, eta_s=7)))
        shown_now = view.jobs.viewport().grab()
        scene.engine.bus.publish(JobProgressed("0", downloading(0.9, done_bytes=88_000_000, eta_s=777)))
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        row = view.jobs.visualRect(view.model.index(0))
        part = view.jobs.itemDelegate().moving_part(row, running, mirrored=mirrored)
        assert shown_now.toImage() != view.jobs.viewport().grab().toImage()
        view.jobs.viewport().render(shown_now, part.topLeft(), QRegion(part))
        assert shown_now.toImage() == view.jobs.viewport().grab().toImage()


async def counting_second(scene, view, **wait):
    """Whether the list asks for another second once it has painted a job that waits so."""
    scene.engine.bus.publish(JobAdded(a_job(JobState.WAITING, wait=Wait(**wait))))
    await scene.settle(3)
    return view.jobs._second.isActive()


async def test_a_countdown_that_is_seen_is_painted_every_second(qt_app, tmp_path):
    later = datetime.now(UTC) + timedelta(hours=1)
    async with queue_scene(tmp_path, []) as scene, shown(QueueView(**scene.parts)) as view:
        assert await counting_second(scene, view, reason=WaitReason.RETRY, until=later)
        view.jobs._second.stop()
        view.jobs._count_down()
        await scene.settle(3)
        assert view.jobs._second.isActive()


async def test_no_timer_runs_for_what_counts_nothing_or_is_not_seen(qt_app, tmp_path):
    later = datetime.now(UTC) + timedelta(hours=1)
    async with queue_scene(tmp_path, paused(1)) as scene, shown(QueueView(**scene.parts)) as view:
        assert not await counting_second(scene, view, reason=WaitReason.NETWORK)
        assert await counting_second(scene, view, reason=WaitReason.RATE_LIMIT, until=later)
        view.hide()
        view.jobs._second.stop()
        view.jobs._count_down()
        await scene.settle(3)
        assert not view.jobs._second.isActive()
