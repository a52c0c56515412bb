"""Rows are painted whole in every state, look and size of text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from mediadl.domain.events import JobAdded, JobProgressed
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.ui.views.queue_view import QueueView
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene, shown

RTL = Qt.LayoutDirection.RightToLeft


def colours_along_the_bar(view, row):
    """The colours of the bar of a row, from left to right."""
    rect = view.jobs.visualRect(view.model.index(row))
    bar = view.jobs.itemDelegate().sizes.lay_out(rect, has_bar=True).bar
    if view.jobs.layoutDirection() == RTL:
        bar = view.jobs.itemDelegate().sizes.lay_out(rect, has_bar=True).mirrored().bar
    image = view.jobs.viewport().grab().toImage()
    return [image.pixelColor(x, bar.center().y()).name() for x in range(bar.left() + 4, bar.right() - 4)]


async def running(scene, fraction):
    job = a_job(JobState.RUNNING, id="it")
    scene.engine.bus.publish(JobAdded(job))
    progress = Progress(stage=Stage.DOWNLOADING, fraction=fraction, done_bytes=5_000_000)
    scene.engine.bus.publish(JobProgressed("it", progress))
    await scene.settle(2)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, RTL])
async def test_the_bar_is_as_long_as_the_fraction(qt_app, tmp_path, direction):
    async with queue_scene(tmp_path, []) as scene, shown(QueueView(**scene.parts)) as view:
        view.setLayoutDirection(direction)
        await running(scene, 0.25)
        colours = colours_along_the_bar(view, 0)
        fill = QColor(scene.theme.tokens.bar_fill).name()
        assert colours.count(fill) / len(colours) == pytest.approx(0.25, abs=0.02)
        assert colours[-1 if direction == RTL else 0] == fill


async def test_an_unknown_length_is_a_pattern_over_the_whole_bar(qt_app, tmp_path):
    async with queue_scene(tmp_path, []) as scene, shown(QueueView(**scene.parts)) as view:
        await running(scene, None)
        colours = colours_along_the_bar(view, 0)
        third = len(colours) // 3
        assert all(len(set(colours[at : at + third])) > 3 for at in (0, third, 2 * third))


async def test_every_row_is_of_one_height_and_painted_without_an_error(qt_app, tmp_path, caplog):
    titles = ("x", "long " * 80, "日本語の題名", "عنوان بالعربية", "🎬🎬", "\u202eevil", "a\nb")
    sad = failure(FailureKind.NO_SPACE, folder="/a/very/long/folder/" * 8)
    states = (JobState.PAUSED, JobState.FAILED, JobState.COMPLETED, JobState.CANCELLED, JobState.DIFFERS)
    less = ("The picture is 480p, not 1080p.", "The sound is in another language.")
    jobs = [
        a_job(
            state,
            title=title,
            failure=sad if state is JobState.FAILED else None,
            differences=less if state is JobState.DIFFERS else (),
            priority=1,
        )
        for title in titles
        for state in states
    ]
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts), height=4000) as view:
        heights = {view.jobs.visualRect(view.model.index(row)).height() for row in range(len(jobs))}
        assert heights == {view.jobs.itemDelegate().sizes.height}
        assert not view.jobs.grab().isNull()
        assert not caplog.records


async def test_a_button_is_found_where_it_is_painted(qt_app, tmp_path):
    jobs = [a_job(JobState.COMPLETED)]
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        delegate, job = view.jobs.itemDelegate(), view.model.job_at(0)
        rect = view.jobs.visualRect(view.model.index(0))
        first, last = delegate.sizes.lay_out(rect, has_bar=False).buttons
        assert delegate.button_at(rect, job, first.center()) == "folder"
        assert delegate.button_at(rect, job, last.center()) == "open"
        assert delegate.button_at(rect, job, rect.topLeft() + QPoint(5, 5)) is None
