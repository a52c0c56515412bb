"""What can be done with lines of the history, with keys and icons; the engine and the desktop do it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QListView

from mediadl.domain.job import Job
from mediadl.domain.links import public
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.open_file import open_file, show_in_folder
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.trash import move_to_trash, trash_notice

_TABLE = (
    ("open", "Open", "open", "Return"),
    ("folder", "Show in folder", "folder", "Ctrl+Shift+O"),
    ("again", "Download again", "download", "Ctrl+R"),
    ("copy", "Copy link", "copy", "Ctrl+C"),
    ("trash", "Move file to trash", "trash", "Shift+Del"),
    ("remove", "Remove from history", "remove", "Del"),
)
_FOR_MANY = frozenset({"again", "copy", "trash", "remove"})


class HistoryActions(QObject):
    """The keys work in the list. `forgotten(ids)`, `remembered(ids)`: lines go, or come back.

    `files_moved()`: files are no longer where they were.
    """

    forgotten = Signal(object)
    remembered = Signal(object)
    files_moved = Signal()

    def __init__(
        self,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        view: QListView,
        selected: Callable[[], list[Job]],
    ) -> None:
        super().__init__(view)
        self._engine, self._operations, self._selected = engine, operations, selected
        self.by_name: dict[str, QAction] = {}
        for name, text, icon, keys in _TABLE:
            action = QAction(icons.icon(icon, theme), text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({shown})")
            action.triggered.connect(lambda _checked=False, name=name: self.run(name))
            view.addAction(action)
            self.by_name[name] = action

    def refresh(self) -> None:
        """Enable what fits the number of selected lines."""
        count = len(self._selected())
        for name, action in self.by_name.items():
            action.setEnabled(count == 1 or (count > 1 and name in _FOR_MANY))

    def run(self, name: str) -> None:
        """Do this with the selected lines."""
        if not (jobs := self._selected()):
            return
        {
            "open": lambda: self._hand_over(jobs[0], open_file),
            "folder": lambda: self._hand_over(jobs[0], show_in_folder),
            "again": lambda: self._operations.add_again(jobs),
            "copy": lambda: self._copy_links(jobs),
            "trash": lambda: self._operations.run(self._trash(jobs), name="move to trash"),
            "remove": lambda: self._remove(jobs),
        }[name]()

    def _hand_over(self, job: Job, opener: Callable[[Path], Notice | None]) -> None:
        notice = opener(Path(job.files[0])) if job.files else None
        if notice is not None:
            self._operations.notify(notice)

    def _copy_links(self, jobs: Sequence[Job]) -> None:
        QGuiApplication.clipboard().setText("\n".join(public(job.url) for job in jobs))
        self._operations.notify(Notice("info", "Link copied." if len(jobs) == 1 else "Links copied."))

    async def _trash(self, jobs: Sequence[Job]) -> None:
        files = await self._engine.files_of_alone(jobs)
        trashed = await asyncio.to_thread(move_to_trash, files)
        self._operations.notify(trash_notice(trashed))
        self.files_moved.emit()

    def _remove(self, jobs: Sequence[Job]) -> None:
        ids = [job.id for job in jobs]
        self._operations.run(self._engine.forget_history(ids), name="forget history")
        self.forgotten.emit(ids)
        what = f"“{' '.join(jobs[0].display_title.split())}”" if len(jobs) == 1 else f"{len(jobs)} downloads"
        said = f"Removed {what} from the history. Files stay where they are."
        self._operations.offer_undo(said, lambda: self._bring_back(jobs, ids))

    async def _bring_back(self, jobs: Sequence[Job], ids: Collection[str]) -> None:
        await self._engine.restore_history(jobs)
        self.remembered.emit(ids)
