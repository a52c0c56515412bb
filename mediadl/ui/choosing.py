"""Which jobs wait for the user's choice, in which order; who shows them is not known here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mediadl.domain.events import JobAdded, JobChanged, JobRemoved
from mediadl.domain.job import Job, JobState
from mediadl.engine.engine import Engine
from mediadl.ui.rail import CHOICES, Place


class Choosing(QObject):
    """Keeps the line of jobs in front of the playlist view and of the formats view.

    `changed(Place)` fires when a line has become longer or shorter; `asked(Place, job_id)` when a job that
    was added in this run has come to its choice; `left(Place, job_id)` when one needs no choice any more.
    A round lasts until the user asks for the choices anew: what is put off in it is not offered in it again.
    """

    changed = Signal(Place)
    asked = Signal(Place, str)
    left = Signal(Place, str)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lines: dict[Place, list[str]] = {place: [] for place in CHOICES}
        self._begun: set[str] = set()
        self._postponed: set[str] = set()
        for job in engine.jobs:
            if _waits(job):
                self._lines[self._place(job)].append(job.id)
        self._unsubscribe: list[Callable[[], None]] = [
            engine.bus.subscribe(JobAdded, self._on_job_added),
            engine.bus.subscribe(JobChanged, self._on_job_changed),
            engine.bus.subscribe(JobRemoved, self._on_job_removed),
        ]

    def stop(self) -> None:
        """Hear no more events."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe = []

    def waiting(self, place: Place) -> tuple[str, ...]:
        """Ids of the jobs in front of this view, the first to be shown first."""
        return tuple(self._lines.get(place, ()))

    def next_of_round(self, place: Place) -> str | None:
        """The first job in front of this view that was not put off in this round; None after the last."""
        return next((job_id for job_id in self._lines[place] if job_id not in self._postponed), None)

    def begin_round(self) -> None:
        """Offer again what was put off."""
        self._postponed.clear()

    def place_of(self, job_id: str) -> Place | None:
        """Where the job waits for its choice, or None when it does not."""
        return next((place for place, line in self._lines.items() if job_id in line), None)

    def postpone(self, place: Place, job_id: str) -> None:
        """Put a job at the end of its line, and off until the next round."""
        line = self._lines[place]
        if job_id in line:
            line.remove(job_id)
            line.append(job_id)
            self._postponed.add(job_id)

    def _on_job_added(self, event: JobAdded) -> None:
        self._begun.add(event.job.id)

    def _on_job_changed(self, event: JobChanged) -> None:
        job, before = event.job, event.before
        if job.state is JobState.RESOLVING and before.state is not JobState.RESOLVING:
            self._begun.add(job.id)  # the user wants to choose again
        if _waits(job) and not _waits(before):
            place = self._place(job)
            self._lines[place].append(job.id)
            self.changed.emit(place)
            if job.id in self._begun:
                self._begun.discard(job.id)
                self.asked.emit(place, job.id)
        elif not _waits(job):
            self._leave(job.id)

    def _on_job_removed(self, event: JobRemoved) -> None:
        self._begun.discard(event.job.id)
        self._leave(event.job.id)

    def _leave(self, job_id: str) -> None:
        self._postponed.discard(job_id)
        for place, line in self._lines.items():
            if job_id in line:
                line.remove(job_id)
                self.changed.emit(place)
                self.left.emit(place, job_id)

    def _place(self, job: Job) -> Place:
        return Place.FORMATS if self._engine.finding(job.id).playlist is None else Place.PLAYLIST


def _waits(job: Job) -> bool:
    """Whether the user has to choose; a list whose entries were named beforehand chooses by itself."""
    return job.state is JobState.CHOOSING and job.items is None and not job.asks_part
