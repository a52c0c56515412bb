"""What the queue's model gives beside Qt's own roles, and runs of rows; no job is held here."""

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import Qt

from mediadl.domain.job import Job

JOBS_MIME = "application/x-mediadl-jobs"
"""Dragged rows: job ids, one a line, ASCII."""


class Role(IntEnum):
    """What `data` gives beside Qt's own roles."""

    JOB = Qt.ItemDataRole.UserRole
    """The `Job` snapshot."""
    PROGRESS = Qt.ItemDataRole.UserRole + 1
    """The last `Progress` of a job that runs or is paused, else None."""
    GROUP = Qt.ItemDataRole.UserRole + 2
    """How far the list behind a group's row is, in words; None for the row of a job."""
    INNER = Qt.ItemDataRole.UserRole + 3
    """Whether a row stands below the row of its open group."""


def runs_of(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run: [1, 2, 3, 7] → [(1, 3), (7, 7)]."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def tool_tip(job: Job) -> str:
    """The whole title, and what went wrong or is different."""
    failure = job.failure or (job.wait.failure if job.wait else None)
    return "\n".join([job.display_title, *([failure.message] if failure else []), *job.differences])
