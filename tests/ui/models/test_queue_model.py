"""The queue's rows follow the events, one row at a time, found by the job's id."""

import dataclasses

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from mediadl.domain.events import JobAdded, JobChanged, JobProgressed, JobRemoved, QueueReordered
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.store.database import Database
from mediadl.store.store import Store
from mediadl.ui.models.queue_filter import QueueFilter, StateGroup
from mediadl.ui.models.queue_model import QueueModel
from mediadl.ui.models.queue_roles import JOBS_MIME, Role
from mediadl.ui.views import job_words
from tests.helpers.jobs import a_job


@pytest.fixture
def engine(tmp_path):
    store, tasks = Store.over(Database(tmp_path / "never-opened.db")), Tasks()
    made = Engine(store, WorkerPool((), tmp_path, store.workers, tasks), Bus(), tasks)
    made._scheduler._closed = True  # there is no loop to start anything on
    return made


@pytest.fixture
def model(qt_app, engine):
    made = QueueModel(engine, job_words.spoken)
    yield made
    made.deleteLater()


def add(engine, qt_app, count, state=JobState.QUEUED):
    jobs = [a_job(state, id=f"job-{number}") for number in range(count)]
    for job in jobs:
        engine.bus.publish(JobAdded(job))
    qt_app.processEvents()
    return jobs


def change(engine, job, **changes):
    after = dataclasses.replace(job, **changes)
    engine.bus.publish(JobChanged(after, job))
    return after


def heard(signal):
    calls = []
    signal.connect(lambda *arguments: calls.append(arguments))
    return calls


def test_jobs_that_come_together_are_inserted_together(qt_app, engine, model):
    inserted = heard(model.rowsInserted)
    add(engine, qt_app, 100)
    assert [(first, last) for _, first, last in inserted] == [(0, 99)]


def test_a_job_that_has_just_come_is_found(qt_app, engine, model):
    engine.bus.publish(JobAdded(a_job(id="new")))
    assert model.row_of("new") == 0


def test_progress_changes_one_row(qt_app, engine, model):
    add(engine, qt_app, 50)
    changed = heard(model.dataChanged)
    engine.bus.publish(JobProgressed("job-7", Progress(fraction=0.5)))
    assert [(first.row(), last.row()) for first, last, _ in changed] == [(7, 7)]
    assert model.index(7).data(Role.PROGRESS).fraction == 0.5


def test_a_changed_job_is_told_for_its_row_alone(qt_app, engine, model):
    jobs = add(engine, qt_app, 3)
    changed = heard(model.dataChanged)
    change(engine, jobs[1], title="Other")
    assert [first.row() for first, _, _ in changed] == [1]
    assert model.index(1).data(Qt.ItemDataRole.DisplayRole) == "Other"


def test_progress_ends_with_the_state_but_stays_in_a_pause(qt_app, engine, model):
    (job,) = add(engine, qt_app, 1, JobState.RUNNING)
    engine.bus.publish(JobProgressed(job.id, Progress(fraction=0.5)))
    paused = change(engine, job, state=JobState.PAUSED)
    assert model.index(0).data(Role.PROGRESS) is not None
    change(engine, paused, state=JobState.QUEUED)
    assert model.index(0).data(Role.PROGRESS) is None


def test_rows_behind_a_removed_one_are_still_found(qt_app, engine, model):
    jobs = add(engine, qt_app, 5)
    engine.bus.publish(JobRemoved(jobs[1]))
    assert model.row_of("job-1") is None
    assert [model.row_of(f"job-{number}") for number in (0, 2, 4)] == [0, 1, 3]
    assert model.count(StateGroup.ALL) == 4


def test_a_new_order_keeps_persistent_indexes_on_their_jobs(qt_app, engine, model):
    add(engine, qt_app, 4)
    kept = QPersistentModelIndex(model.index(0))
    engine.bus.publish(QueueReordered(("job-3", "job-1", "job-0", "job-2")))
    assert kept.row() == 2
    assert list(model.order) == ["job-3", "job-1", "job-0", "job-2"]


def test_counts_follow_the_states(qt_app, engine, model):
    jobs = add(engine, qt_app, 3)
    told = heard(model.counts_changed)
    change(engine, jobs[0], state=JobState.RUNNING)
    assert told
    assert (model.count(StateGroup.WAITING), model.count(StateGroup.ACTIVE)) == (2, 1)


def test_a_job_leaves_and_enters_the_filter_at_its_place(qt_app, engine, model):
    jobs = add(engine, qt_app, 4)
    model.set_filter(QueueFilter(StateGroup.WAITING))
    running = change(engine, jobs[1], state=JobState.RUNNING)
    assert list(model.order) == ["job-0", "job-2", "job-3"]
    change(engine, running, state=JobState.PAUSED)
    qt_app.processEvents()
    assert list(model.order) == ["job-0", "job-1", "job-2", "job-3"]


def test_a_job_that_the_filter_hides_is_counted_all_the_same(qt_app, engine, model):
    model.set_filter(QueueFilter(StateGroup.FAILED))
    add(engine, qt_app, 2)
    assert model.rowCount() == 0
    assert model.count(StateGroup.WAITING) == 2
    assert model.contains("job-0")


def test_dragged_rows_are_told_by_id_from_the_top(qt_app, engine, model):
    add(engine, qt_app, 3)
    data = model.mimeData([model.index(2), model.index(0)])
    assert bytes(data.data(JOBS_MIME).data()) == b"job-0\njob-2"


def test_rows_are_dropped_between_rows_not_on_them(qt_app, engine, model):
    add(engine, qt_app, 1)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(model.index(-1)) & Qt.ItemFlag.ItemIsDropEnabled


def test_a_screen_reader_gets_the_whole_row(qt_app, engine, model):
    add(engine, qt_app, 1, JobState.RUNNING)
    engine.bus.publish(JobProgressed("job-0", Progress(fraction=0.42)))
    assert "42 %" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_deleted_model_hears_no_more_events(qt_app, engine):
    before = list(engine.bus._handlers[JobAdded])
    model = QueueModel(engine, job_words.spoken)
    assert engine.bus._handlers[JobAdded] != before
    model.deleteLater()
    qt_app.sendPostedEvents(None, 52)
    assert engine.bus._handlers[JobAdded] == before


def test_jobs_that_go_in_one_burst_leave_together(qt_app, engine, model):
    jobs = add(engine, qt_app, 10)
    removed, counted = heard(model.rowsRemoved), heard(model.counts_changed)
    for number in (7, 2, 3, 4):
        engine.bus.publish(JobRemoved(jobs[number]))
    assert not model.contains("job-3")
    qt_app.processEvents()
    assert [(first, last) for _parent, first, last in removed] == [(7, 7), (2, 4)]
    assert list(model.order) == [f"job-{number}" for number in (0, 1, 5, 6, 8, 9)]
    assert [model.row_of(job_id) for job_id in model.order] == list(range(6))
    assert (model.count(StateGroup.ALL), len(counted)) == (6, 1)


def test_a_burst_with_many_gaps_resets_the_rows_once(qt_app, engine, model):
    jobs = add(engine, qt_app, 400)
    resets, removed = heard(model.modelReset), heard(model.rowsRemoved)
    for job in jobs[::2]:
        engine.bus.publish(JobRemoved(job))
    qt_app.processEvents()
    assert (len(resets), removed) == (1, [])
    assert list(model.order) == [job.id for job in jobs[1::2]]
    assert model.count(StateGroup.ALL) == 200


def test_a_job_that_comes_back_at_once_stands_at_the_end(qt_app, engine, model):
    jobs = add(engine, qt_app, 3)
    engine.bus.publish(JobRemoved(jobs[0]))
    engine.bus.publish(JobAdded(jobs[0]))
    qt_app.processEvents()
    assert list(model.order) == ["job-1", "job-2", "job-0"]
    assert model.count(StateGroup.ALL) == 3


def test_jobs_that_change_together_are_told_together(qt_app, engine, model):
    jobs = add(engine, qt_app, 1000)
    changed, counted = heard(model.dataChanged), heard(model.counts_changed)
    for job in jobs:
        change(engine, job, state=JobState.PAUSED)
    qt_app.processEvents()
    assert [(first.row(), last.row()) for first, last, _ in changed] == [(0, 0), (1, 999)]
    assert len(counted) == 2
    assert model.count(StateGroup.WAITING) == 1000


def test_many_that_leave_a_filter_at_once_go_in_one_step(qt_app, engine, model):
    jobs = add(engine, qt_app, 1000)
    model.set_filter(QueueFilter(StateGroup.WAITING))
    removed, reset = heard(model.rowsRemoved), heard(model.modelReset)
    for job in jobs[:500]:
        change(engine, job, state=JobState.CANCELLED)
    qt_app.processEvents()
    assert (len(removed), len(reset)) == (1, 1)
    assert list(model.order) == [job.id for job in jobs[500:]]


def a_batch(engine, qt_app, count, batch_id="b"):
    jobs = [
        a_job(id=f"{batch_id}{number}", batch_id=batch_id, playlist_title="Films") for number in range(count)
    ]
    for job in jobs:
        engine.bus.publish(JobAdded(job))
    qt_app.processEvents()
    return jobs


def titles(model) -> list[str]:
    return [model.index(row).data(Role.GROUP) or model.job_at(row).id for row in range(model.rowCount())]


def test_jobs_of_a_list_stand_behind_one_row_that_opens(qt_app, engine, model):
    add(engine, qt_app, 1)
    jobs = a_batch(engine, qt_app, 3)
    assert titles(model) == ["job-0", "0 of 3 done"]
    assert model.jobs_at([1]) == jobs
    model.toggle(model.job_at(1).id)
    assert titles(model) == ["job-0", "0 of 3 done", "b0", "b1", "b2"]
    assert [model.index(row).data(Role.INNER) for row in range(3)] == [False, False, True]
    assert model.jobs_at([1, 2]) == jobs
    model.toggle(model.job_at(1).id)
    assert model.row_of("b1") is None
    model.reveal("b1")
    assert model.row_of("b1") == 3


def test_a_group_follows_its_jobs_and_ends_with_the_last_but_one(qt_app, engine, model):
    first, second, third = a_batch(engine, qt_app, 3)
    changed = heard(model.dataChanged)
    failed = dataclasses.replace(first, state=JobState.FAILED)
    engine.bus.publish(JobChanged(failed, first))
    engine.bus.publish(JobProgressed(second.id, Progress(fraction=0.5)))
    assert titles(model) == ["0 of 3 done · 1 failed"]
    assert [(top.row(), bottom.row()) for top, bottom, _ in changed] == [(0, 0), (0, 0)]
    assert model.job_at(0).fraction == pytest.approx(0.5 / 3)
    assert "closed, 0 of 3 done" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for gone in (second, third):
        engine.bus.publish(JobRemoved(gone))
    qt_app.processEvents()
    assert titles(model) == [first.id]


def test_a_view_may_ask_for_rows_while_a_whole_group_goes(qt_app, engine, model):
    asked = []
    model.modelAboutToBeReset.connect(lambda: asked.append(titles(model)))
    for gone in a_batch(engine, qt_app, 2):
        engine.bus.publish(JobRemoved(gone))
    qt_app.processEvents()
    assert asked[-1] == ["0 of 2 done"]
    assert titles(model) == []


def test_a_search_shows_jobs_themselves(qt_app, engine, model):
    a_batch(engine, qt_app, 2)
    model.set_filter(QueueFilter.of(StateGroup.ALL, "films"))
    assert titles(model) == ["b0", "b1"]
    model.set_filter(QueueFilter())
    assert titles(model) == ["0 of 2 done"]


def test_ten_thousand_entries_come_in_few_strokes(qt_app, engine, model):
    resets, inserted = heard(model.modelReset), heard(model.rowsInserted)
    a_batch(engine, qt_app, 1000)
    assert len(resets) + len(inserted) == 1
    assert model.rowCount() == 1
