"""The history as rows: finished jobs and whether their file is still there; nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mediadl.domain.job import Job

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class HistoryLine:
    """One finished job. `is_missing` says that its media file has been moved or deleted."""

    job: Job
    is_missing: bool = False


class Role(IntEnum):
    """What `data` gives beside Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole
    """The `HistoryLine`."""


class HistoryModel(QAbstractListModel):
    """One row a finished job; the whole list is given at once and single rows can go."""

    def __init__(self, spoken: Callable[[HistoryLine], str], parent: QObject | None = None) -> None:
        """`spoken` puts a row into words for screen readers."""
        super().__init__(parent)
        self._spoken = spoken
        self._lines: list[HistoryLine] = []

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show these instead; the same ones are left alone, so that selection and scrolling stay."""
        shown = len(self._lines)
        if shown and list(lines[:shown]) == self._lines:
            if len(lines) > shown:  # "Show more"
                self.beginInsertRows(QModelIndex(), shown, len(lines) - 1)
                self._lines.extend(lines[shown:])
                self.endInsertRows()
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def remove(self, job_ids: Collection[str]) -> None:
        """Take rows away; ids that are not shown are no error."""
        for row in reversed(range(len(self._lines))):
            if self._lines[row].job.id in job_ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()

    def line(self, row: int) -> HistoryLine:
        """The line of a row."""
        return self._lines[row]

    def row_of(self, job_id: str) -> int | None:
        """The row of a job now, or None. Do not keep it."""
        return next((row for row, line in enumerate(self._lines) if line.job.id == job_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default, immutable
        """How many are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A line by role."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Role.LINE:
                return line
            case Qt.ItemDataRole.DisplayRole:
                return line.job.display_title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join([line.job.display_title, *line.job.files])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(line)
        return None
