"""The queue as rows: jobs and their progress, kept up to date by the engine's events; no words, no paint."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from mediadl.domain.batch import group_id, is_group
from mediadl.domain.events import JobAdded, JobChanged, JobProgressed, JobRemoved, QueueReordered
from mediadl.domain.job import Job, JobState
from mediadl.domain.progress import Progress
from mediadl.engine.engine import Engine
from mediadl.ui.models.queue_filter import GROUP_STATES, QueueFilter, StateGroup
from mediadl.ui.models.queue_groups import QueueGroups
from mediadl.ui.models.queue_roles import JOBS_MIME, Role, runs_of, tool_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Spoken = Callable[[Job, Progress | None], str]
_MOST_RUNS = 64
"""More gaps than this are made by a reset: each one numbers all rows below it anew."""


class QueueModel(QAbstractListModel):
    """One row for each job that passes the filter, in queue order. A filter's change resets the model.

    Without a filter the jobs of one list stand behind a group's row, which can be opened (`toggle`); its
    `Role.JOB` stands for them all. `counts_changed` fires after a job came, went or changed its state. Jobs
    that come or go in one burst are told together when the loop turns next; of changes, all but the first.
    """

    counts_changed = Signal()

    def __init__(self, engine: Engine, spoken: _Spoken, parent: QObject | None = None) -> None:
        """`spoken` puts a whole row into words for screen readers."""
        super().__init__(parent)
        self._readers = self._all_readers(spoken)
        self._filter = QueueFilter()
        self._jobs = {job.id: job for job in engine.jobs}
        self._groups = QueueGroups(self._jobs.values())
        self._counts = Counter(job.state for job in self._jobs.values())
        self._progress: dict[str, Progress] = {}
        for job in self._jobs.values():
            if job.state in {JobState.RUNNING, JobState.PAUSED}:
                self._keep_progress(job.id, engine.finding(job.id).progress)
        self._ranks: dict[str, int] = {}
        self._shown: list[str] = []
        self._rows: dict[str, int] = {}
        self._coming: list[str] = []
        self._is_regrouped = False
        """Whether what comes makes groups, so that rows are made anew."""
        self._going: set[str] = set()
        self._rebuild(list(self._jobs))
        self._flush_timer = QTimer(self, singleShot=True, interval=0)
        self._flush_timer.timeout.connect(self._flush)
        self._changed: set[str] = set()
        self._burst = QTimer(self, singleShot=True, interval=0)
        """Runs from the first change of a turn of the loop to its end; what changes meanwhile is gathered."""
        self._burst.timeout.connect(self._tell_changed)
        listening = ExitStack()
        listening.callback(engine.bus.subscribe(JobAdded, self._on_job_added))
        listening.callback(engine.bus.subscribe(JobChanged, self._on_job_changed))
        listening.callback(engine.bus.subscribe(JobProgressed, self._on_job_progressed))
        listening.callback(engine.bus.subscribe(JobRemoved, self._on_job_removed))
        listening.callback(engine.bus.subscribe(QueueReordered, self._on_queue_reordered))
        self.destroyed.connect(partial(ExitStack.close, listening))

    # --- reading --------------------------------------------------------------------------------------------

    def job_at(self, row: int) -> Job:
        """The job of a row; for a group the one that stands for its jobs."""
        row_id = self._shown[row]
        batch = self._groups[row_id]
        return (batch.whole if batch is not None else None) or self._jobs[row_id]

    def jobs_at(self, rows: Iterable[int]) -> list[Job]:
        """The jobs of several rows, each once; for a group those behind it."""
        found: dict[str, Job] = {}
        for row in rows:
            batch = self._groups[self._shown[row]]
            ids = [self._shown[row]] if batch is None else batch.ids
            found.update((job_id, self._jobs[job_id]) for job_id in ids)
        return list(found.values())

    def ids_at(self, rows: Iterable[int]) -> list[str]:
        """The ids of several rows, for `row_of`."""
        return [self._shown[row] for row in rows]

    def toggle(self, row_id: str) -> None:
        """Open or close the group of a row; one that is gone is no error."""
        batch = self._groups[row_id]
        if batch is not None:
            self._flush()
            self._groups.toggle(batch)
            self._reset()

    def is_open(self, row_id: str) -> bool:
        """Whether this is the row of an open group."""
        batch = self._groups[row_id]
        return batch is not None and self._groups.is_open(batch)

    def reveal(self, job_id: str) -> None:
        """Open the group that hides a job, if one does."""
        job = self._jobs.get(job_id)
        if job is not None and self._filter.hides_nothing and self._groups.open_for(job):
            self._reset()

    def row_of(self, job_id: str) -> int | None:
        """The row of a job now, or None when it is hidden or gone. Do not keep it."""
        self._tell_changed()
        return self._rows.get(job_id)

    def contains(self, job_id: str) -> bool:
        """Whether the job is in the queue, shown or not."""
        return job_id in self._jobs and job_id not in self._going

    def count(self, group: StateGroup) -> int:
        """How many jobs of the queue are in a group of states, whatever the filter."""
        return sum(self._counts[state] for state in GROUP_STATES[group])

    @property
    def order(self) -> Sequence[str]:
        """Ids of the shown jobs, from the top, a row each; for a group's row that of its first job."""
        return [next(iter(batch.ids)) if (batch := self._groups[each]) else each for each in self._shown]

    @property
    def filter(self) -> QueueFilter:
        """What is shown."""
        return self._filter

    def set_filter(self, new: QueueFilter) -> None:
        """Show other jobs."""
        if new == self._filter:
            return
        self._flush()
        self._filter = new
        self._reset()

    # --- Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows that pass the filter."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A job by role."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        reader = self._readers.get(role)
        job = self.job_at(index.row())
        return reader(job, self._progress.get(job.id)) if reader else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged, and dropped between other rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Rows move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Only rows of this list are taken; links dropped here are the window's."""
        return [JOBS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The ids of the dragged rows, from the top."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(JOBS_MIME, "\n".join(job.id for job in self.jobs_at(rows)).encode("ascii"))
        return data

    # --- events ---------------------------------------------------------------------------------------------

    def _on_job_added(self, event: JobAdded) -> None:
        job = event.job
        self._drop_going()
        self._jobs[job.id] = job
        self._ranks[job.id] = next(reversed(self._ranks.values()), -1) + 1
        self._is_regrouped = self._groups.put(job, None) or self._is_regrouped
        self._counts[job.state] += 1
        self._coming.append(job.id)
        if not self._flush_timer.isActive():
            self._flush_timer.start()

    def _on_job_changed(self, event: JobChanged) -> None:
        self._flush()
        job = event.job
        before = self._jobs.get(job.id)
        if before is None:
            return
        self._jobs[job.id] = job
        self._groups.put(job, before)
        if job.state is not before.state:
            self._counts[before.state] -= 1
            self._counts[job.state] += 1
            if job.state is not JobState.PAUSED:
                self._progress.pop(job.id, None)
        if self._burst.isActive():
            self._changed.add(job.id)
            return
        self._burst.start()
        self._show_or_hide(job)
        if job.state is not before.state:
            self.counts_changed.emit()

    def _on_job_progressed(self, event: JobProgressed) -> None:
        if event.job_id in self._jobs:
            batch = self._groups.advance(self._jobs[event.job_id], event.progress.fraction or 0.0)
            self._tell(self._rows.get(group_id(batch.batch_id)) if batch else None, [Role.PROGRESS])
            self._keep_progress(event.job_id, event.progress)
            self._tell(self._rows.get(event.job_id), [Role.PROGRESS, Qt.ItemDataRole.AccessibleTextRole])

    def _on_job_removed(self, event: JobRemoved) -> None:
        self._insert_coming()
        if event.job.id in self._jobs:
            self._going.add(event.job.id)
            if not self._flush_timer.isActive():
                self._flush_timer.start()

    def _on_queue_reordered(self, event: QueueReordered) -> None:
        self._flush()
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self._shown[index.row()] for index in kept]
        order = [job_id for job_id in event.job_ids if job_id in self._jobs]
        self._jobs = {job_id: self._jobs[job_id] for job_id in order}
        self._rebuild(order)
        self.changePersistentIndexList(kept, [self.index(self._rows[job_id]) for job_id in ids])
        self.layoutChanged.emit()

    # --- rows -----------------------------------------------------------------------------------------------

    def _rebuild(self, order: Sequence[str]) -> None:
        self._ranks = {job_id: rank for rank, job_id in enumerate(order)}
        if self._filter.hides_nothing:
            self._shown = list(self._groups.rows(order, self._jobs))
        else:
            self._shown = [job_id for job_id in order if self._filter.accepts(self._jobs[job_id])]
        self._rows = {job_id: row for row, job_id in enumerate(self._shown)}

    def _flush(self) -> None:
        """Insert and remove the rows of jobs that have come and gone since the last time."""
        self._drop_going()
        self._insert_coming()

    def _tell_changed(self) -> None:
        """Tell what has changed since the first change of this turn: ten thousand pauses are one repaint."""
        self._flush()
        changed = [self._jobs[job_id] for job_id in self._changed if job_id in self._jobs]
        self._changed.clear()
        if not changed:
            return
        moving = [job for job in changed if self._has_row(job) != (job.id in self._rows)]
        if len(moving) > _MOST_RUNS:
            self._reset()
        else:
            for job in moving:
                self._show_or_hide(job)
            self._tell_rows([self._rows[row_id] for row_id in self._touched(changed)])
        self.counts_changed.emit()

    def _tell_rows(self, rows: Sequence[int]) -> None:
        runs = runs_of(rows)
        if len(runs) > _MOST_RUNS:
            runs = [(runs[0][0], runs[-1][1])]
        for first, last in runs:
            self.dataChanged.emit(self.index(first), self.index(last), [])

    def _drop_going(self) -> None:
        if not self._going:
            return
        going, self._going = self._going, set()
        runs = runs_of([self._rows[job_id] for job_id in going if job_id in self._rows])
        regroups = any(self._groups.of(self._jobs[job_id]) for job_id in going)
        if len(runs) > _MOST_RUNS or regroups:
            self.beginResetModel()  # first: a view that asks on this for a group's row must still get it
            self._let_go(going)
            self._rebuild(list(self._jobs))
            self.endResetModel()
        else:
            for first, last in reversed(runs):
                self._take_rows(first, last)
            self._let_go(going)
        self.counts_changed.emit()

    def _let_go(self, job_ids: Iterable[str]) -> None:
        for job_id in job_ids:
            job = self._jobs.pop(job_id)
            self._groups.drop(job)
            self._counts[job.state] -= 1
            self._ranks.pop(job_id, None)
            self._progress.pop(job_id, None)

    def _insert_coming(self) -> None:
        if not self._coming:
            return
        new = [job_id for job_id in self._coming if self._has_row(self._jobs[job_id])]
        come = [self._jobs[job_id] for job_id in self._coming]
        self._coming = []
        if self._is_regrouped and self._filter.hides_nothing:
            self._reset()
        elif new:
            first = len(self._shown)
            self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
            self._rows.update({job_id: first + step for step, job_id in enumerate(new)})
            self._shown.extend(new)
            self.endInsertRows()
        self._tell_rows([self._rows[row_id] for row_id in self._touched(come) - set(new)])
        self._is_regrouped = False
        self.counts_changed.emit()

    def _reset(self) -> None:
        self.beginResetModel()
        self._rebuild(list(self._jobs))
        self.endResetModel()

    def _has_row(self, job: Job) -> bool:
        """Whether the job has a row of its own."""
        batch = self._groups.of(job) if self._filter.hides_nothing else None
        return self._filter.accepts(job) and (batch is None or self._groups.is_open(batch))

    def _touched(self, changed: Iterable[Job]) -> set[str]:
        """Ids of the rows that show something of these jobs."""
        ids = {job.id for job in changed} | {group_id(job.batch_id) for job in changed if job.batch_id}
        return ids & self._rows.keys()

    def _show_or_hide(self, job: Job) -> None:
        row = self._rows.get(job.id)
        if job.batch_id is not None:
            self._tell(self._rows.get(group_id(job.batch_id)), [])
        if not self._has_row(job):
            if row is not None:
                self._take_rows(row, row)
        elif row is not None:
            self._tell(row, [])
        else:
            row = bisect_left(self._shown, self._ranks[job.id], key=self._ranks.__getitem__)
            self.beginInsertRows(_NOWHERE, row, row)
            self._shown.insert(row, job.id)
            self._renumber(row)
            self.endInsertRows()

    def _take_rows(self, first: int, last: int) -> None:
        self.beginRemoveRows(_NOWHERE, first, last)
        for job_id in self._shown[first : last + 1]:
            del self._rows[job_id]
        del self._shown[first : last + 1]
        self._renumber(first)
        self.endRemoveRows()

    def _all_readers(self, spoken: _Spoken) -> dict[int, Callable[[Job, Progress | None], Any]]:
        return {
            Role.JOB: lambda job, _progress: job,
            Role.PROGRESS: lambda _job, progress: progress,
            Role.GROUP: lambda job, _progress: self._groups.words(job),
            Role.INNER: lambda job, _progress: self._is_inner(job),
            Qt.ItemDataRole.DisplayRole: lambda job, _progress: job.display_title,
            Qt.ItemDataRole.ToolTipRole: lambda job, _progress: tool_tip(job),
            Qt.ItemDataRole.AccessibleTextRole: lambda job, now: self._groups.spoken(job) or spoken(job, now),
        }

    def _is_inner(self, job: Job) -> bool:
        return job.batch_id is not None and group_id(job.batch_id) in self._rows and not is_group(job)

    def _renumber(self, first: int) -> None:
        self._rows.update({self._shown[row]: row for row in range(first, len(self._shown))})

    def _tell(self, row: int | None, roles: list[int]) -> None:
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, roles)

    def _keep_progress(self, job_id: str, progress: Progress | None) -> None:
        if progress is not None:
            self._progress[job_id] = progress
