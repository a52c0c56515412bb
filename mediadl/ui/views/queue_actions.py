"""The queue view's actions: made from the table of commands, enabled by the selection; the engine acts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.domain.job import Job, Part
from mediadl.domain.links import public
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.dialogs.details_export import DetailsExport
from mediadl.ui.models.queue_model import QueueModel
from mediadl.ui.open_file import open_file, show_in_folder
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.job_list import JobList
from mediadl.ui.views.queue_commands import COMMANDS, QUEUE_COMMANDS, Command
from mediadl.ui.views.queue_moves import Move, destination
from mediadl.ui.views.step_words import repeatable

_MENU = (
    (
        "start_now",
        "pause",
        "resume",
        "stop_and_keep",
        "retry_now",
        "stop_retrying",
        "allow_once",
        "allow_client",
        "refuse",
        "cancel",
        "retry",
        "remove",
    ),
    ("open", "folder", "details", "differences", "rule", "copy", "export"),
    ("this_video", "whole_list", "keep", "retry_steps", "choose", "choose_again", "again", "look_again"),
    ("replace_had", "keep_both"),
    ("top", "up", "down", "bottom"),
)


class QueueActions(QObject):
    """`choice_requested(job_id)` and `details_requested(job_id)` are for others to fulfil."""

    choice_requested = Signal(str)
    details_requested = Signal(str)

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, model: QueueModel, view: JobList
    ) -> None:
        """The keys of selection commands work while `view` has the focus."""
        super().__init__(view)
        self._engine, self._operations, self._model, self._view = engine, operations, model, view
        self._export = DetailsExport(engine, operations, view)
        self._do = self._deeds(operations)
        self.by_name = {name: self._action(command, theme, view) for name, command in COMMANDS.items()}
        self._priorities = QMenu("Priority", view)
        self._priorities.setAccessibleName("Priority")
        self._priorities.addActions([self.by_name[f"priority_{name}"] for name in ("high", "normal", "low")])
        self.for_queue = {
            name: self._action(command, theme, view) for name, command in QUEUE_COMMANDS.items()
        }
        for name, action in self.by_name.items():
            action.triggered.connect(lambda _checked=False, name=name: self.run(name, view.selected_jobs()))
        for name, action in self.for_queue.items():
            action.triggered.connect(lambda _checked=False, name=name: self._run_on_all(name))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._connect()
        self.refresh()

    def _deeds(self, operations: Operations) -> Mapping[str, Callable[[list[Job]], None]]:
        return {
            "pause": lambda jobs: operations.pause(_ids(jobs)),
            "resume": lambda jobs: operations.resume(_ids(jobs)),
            "cancel": lambda jobs: operations.cancel(_ids(jobs)),
            "retry": lambda jobs: operations.retry(_ids(jobs)),
            "again": lambda jobs: operations.retry(_ids(jobs)),
            "replace_had": lambda jobs: operations.replace_had(_ids(jobs)),
            "keep_both": lambda jobs: operations.retry(_ids(jobs)),
            "start_now": lambda jobs: operations.start_now(_ids(jobs)),
            "retry_now": lambda jobs: operations.resume(_ids(jobs)),
            "stop_retrying": lambda jobs: operations.stop_waiting(_ids(jobs)),
            "allow_once": lambda jobs: operations.allow_address(_ids(jobs), for_client=False),
            "allow_client": lambda jobs: operations.allow_address(_ids(jobs), for_client=True),
            "refuse": lambda jobs: operations.stop_waiting(_ids(jobs)),
            "priority_high": lambda jobs: operations.set_priority(_ids(jobs), 1),
            "priority_normal": lambda jobs: operations.set_priority(_ids(jobs), 0),
            "priority_low": lambda jobs: operations.set_priority(_ids(jobs), -1),
            "stop_and_keep": lambda jobs: operations.stop_and_keep(_ids(jobs)),
            "keep": lambda jobs: operations.keep(_ids(jobs)),
            "retry_steps": self._retry_steps,
            "this_video": lambda jobs: self._answer(jobs, "video"),
            "whole_list": lambda jobs: self._answer(jobs, "list"),
            "look_again": lambda jobs: operations.look_again(jobs[0]),
            "remove": lambda jobs: operations.remove(_ids(jobs)),
            "choose_again": lambda jobs: operations.choose_again(jobs[0].id),
            "choose": lambda jobs: self.choice_requested.emit(jobs[0].id),
            "differences": lambda jobs: self.details_requested.emit(jobs[0].id),
            "rule": lambda jobs: self.details_requested.emit(jobs[0].id),
            "details": lambda jobs: self.details_requested.emit(jobs[0].id),
            "open": lambda jobs: self._with_file(jobs[0], open_file),
            "folder": lambda jobs: self._with_file(jobs[0], show_in_folder),
            "copy": _copy_links,
            "export": self._export.ask,
        }

    def run(self, name: str, jobs: Iterable[Job]) -> None:
        """Carry out a command on those of the jobs that it is for."""
        fitting = [job for job in jobs if COMMANDS[name].fits(job)]
        if not fitting:
            return
        if name in {"top", "up", "down", "bottom"}:
            ids = _ids(fitting)
            queue = _ids(self._engine.jobs)
            before = destination(cast("Move", name), queue, self._model.order, frozenset(ids))
            self._operations.reorder(ids, before)
        else:
            self._do[name](fitting)

    def fill(self, menu: QMenu) -> None:
        """Put every action into a menu."""
        for group in _MENU:
            menu.addActions([self.by_name[name] for name in group])
            menu.addSeparator()
        menu.addMenu(self._priorities)
        menu.addSeparator()
        menu.addActions(list(self.for_queue.values()))

    def refresh(self) -> None:
        """Enable what can be done to the selection; a shared key goes to the first that can.

        What cannot be done now keeps its key, which does nothing then, for menus to show.
        """
        chosen, everywhere = self._view.selected_jobs(), self._engine.jobs
        for name, action in self.by_name.items():
            applies = COMMANDS[name].applies(chosen)
            action.setVisible(applies or not COMMANDS[name].is_rare)  # first: Qt keeps hidden ones disabled
            action.setEnabled(applies)
        for name, action in self.for_queue.items():
            action.setEnabled(QUEUE_COMMANDS[name].applies(everywhere))
        taken: set[str] = set()
        for name, action in self.by_name.items():
            keys = COMMANDS[name].keys
            loses = action.isEnabled() and keys[0] in taken
            action.setShortcuts([] if loses else [QKeySequence(key) for key in keys])
            taken.update(keys if action.isEnabled() else ())

    def _connect(self) -> None:
        self._view.selectionModel().selectionChanged.connect(self._soon.start)
        self._model.counts_changed.connect(self._soon.start)
        self._model.modelReset.connect(self._soon.start)
        self._model.dataChanged.connect(self._on_data_changed)

    def _on_data_changed(self, _first: object, _last: object, roles: Sequence[int]) -> None:
        """A job has changed; what changes five times a second is only its progress."""
        if not roles:
            self._soon.start()

    def _action(self, command: Command, theme: Theme, view: QWidget) -> QAction:
        action = QAction(icons.icon(command.icon, theme), command.text, self)
        action.setToolTip(command.tip)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        view.addAction(action)
        return action

    def _run_on_all(self, name: str) -> None:
        if name == "select_all":
            self._view.selectAll()
            return
        ids = _ids(job for job in self._engine.jobs if QUEUE_COMMANDS[name].fits(job))
        {
            "pause_all": self._operations.pause,
            "resume_all": self._operations.resume,
            "retry_all": self._operations.retry,
        }[name](ids)

    def _answer(self, jobs: Sequence[Job], part: Part) -> None:
        for job in jobs:
            self._operations.answer_part(job.id, part)

    def _retry_steps(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self._operations.redo(job.id, repeatable(job.steps))

    def _with_file(self, job: Job, do: Callable[[Path], Notice | None]) -> None:
        notice = do(Path(job.files[0])) if job.files else None
        if notice is not None:
            self._operations.notify(notice)


def _ids(jobs: Iterable[Job]) -> list[str]:
    return [job.id for job in jobs]


def _copy_links(jobs: Sequence[Job]) -> None:
    QGuiApplication.clipboard().setText("\n".join(public(job.url) for job in jobs))
