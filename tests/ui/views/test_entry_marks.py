"""A shown list follows what history and queue have of it."""

from PySide6.QtCore import QObject

from mediadl.domain.entry_states import EntryState
from mediadl.domain.job import JobState
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.operations import Operations
from mediadl.ui.views.entry_marks import EntryMarks
from tests.helpers.choices import a_stage, an_entry, some_entries
from tests.helpers.jobs import a_job
from tests.helpers.pages import until


async def test_marks_come_with_the_list_and_follow_the_queue(qt_app, tmp_path):
    async with a_stage(tmp_path) as stage:
        owner, model = QObject(), EntriesModel()
        model.append(some_entries(3))
        job = a_job(JobState.QUEUED, url=an_entry(1).url)
        await stage.engine._queue.add([job])
        marks = EntryMarks(
            stage.engine, Operations(stage.engine, stage.tasks, lambda _notice: None), owner
        )  # fmt: skip
        marks.follow(model)
        await until(lambda: model.state_at(0) is EntryState.QUEUED)
        await stage.engine.cancel(job.id)
        await until(lambda: model.state_at(0) is EntryState.READY)
        marks.follow(None)
        await stage.engine._queue.add([a_job(JobState.FAILED, url=an_entry(2).url)])
        assert not marks._timer.isActive()
        assert model.state_at(1) is EntryState.READY
