"""Says when a link is added whose media is here already; what can be done about it stands in the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from mediadl.domain.events import JobChanged
from mediadl.domain.job import Job
from mediadl.engine.engine import Engine
from mediadl.ui.open_file import open_file
from mediadl.ui.operations import Notice, Operations

_TOGETHER_MS = 300
"""Links that were pasted together are told of together."""


class HadNotices:
    """Follows the queue from the start until `stop`."""

    def __init__(self, engine: Engine, operations: Operations) -> None:
        self._operations = operations
        self._found: list[Job] = []
        self._timer = QTimer(singleShot=True, interval=_TOGETHER_MS)
        self._timer.timeout.connect(self._tell)
        self._unsubscribe = engine.bus.subscribe(JobChanged, self._on_job_changed)

    def stop(self) -> None:
        """Hear and say no more."""
        self._unsubscribe()
        self._timer.stop()

    def _on_job_changed(self, event: JobChanged) -> None:
        # What is taken from a list is told by its rows and their group.
        if event.job.is_had and not event.before.is_had and event.job.batch_id is None:
            self._found.append(event.job)
            self._timer.start()

    def _tell(self) -> None:
        found, self._found = self._found, []
        self._operations.notify(had_notice(found, self._open))

    def _open(self, job: Job) -> None:
        if notice := open_file(Path(job.files[0])):
            self._operations.notify(notice)


def had_notice(jobs: Sequence[Job], open_: Callable[[Job], None]) -> Notice:
    """What is said of these jobs, of which there is at least one; `open_` opens the file of a job."""
    if len(jobs) > 1:
        return Notice("info", f"You already have {len(jobs)} of these. Their rows say what can be done.")
    [job] = jobs
    if not job.files:
        return Notice("info", job.differences[0])
    text = f"You already have “{_name(job)}”. Its row offers to download it again."
    return Notice("info", text, action="Open", on_action=partial(open_, job))


def _name(job: Job) -> str:
    title = job.fixed_title or job.title or Path(job.files[0]).name
    return " ".join(title.split())
