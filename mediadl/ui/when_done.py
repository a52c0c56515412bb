"""Acts when the last download has ended, as the settings say; before grave things there is time to cancel."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from mediadl.domain.errors import UserError
from mediadl.domain.events import JobAdded, JobChanged, QueueFinished, SettingsChanged
from mediadl.domain.job import JobState
from mediadl.engine.engine import Engine
from mediadl.ui.notification import show_notification
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.power import Commands, commands_here, run_program

COUNTDOWN_S = 30
_WARNINGS = {
    "quit": "All downloads are done. MediaDL quits in {seconds} s.",
    "sleep": "All downloads are done. The computer goes to sleep in {seconds} s.",
    "shut_down": "All downloads are done. The computer shuts down in {seconds} s.",
}


class WhenDone(QObject):
    """Follows the queue until `stop`. “Cancel” or a new download calls off what is about to happen."""

    def __init__(
        self,
        engine: Engine,
        operations: Operations,
        quit_program: Callable[[], object],
        *,
        commands: Commands | None = None,
        countdown_s: float = COUNTDOWN_S,
    ) -> None:
        super().__init__()
        self._engine, self._operations, self._quit = engine, operations, quit_program
        self._commands = commands_here() if commands is None else commands
        self._action = ""
        self._notice: Notice | None = None
        self._timer = QTimer(self, singleShot=True, interval=round(countdown_s * 1000))
        self._timer.timeout.connect(self._act)
        self._unsubscribe = [
            engine.bus.subscribe(QueueFinished, self._on_queue_finished),
            engine.bus.subscribe(JobAdded, lambda _event: self.cancel()),
            engine.bus.subscribe(JobChanged, self._on_job_changed),
            engine.bus.subscribe(SettingsChanged, self._on_settings_changed),
        ]

    @property
    def is_counting_down(self) -> bool:
        """Whether something is about to happen."""
        return self._timer.isActive()

    def cancel(self) -> None:
        """Call off what is about to happen."""
        self._timer.stop()
        notice, self._notice = self._notice, None
        if notice is not None:
            self._operations.withdraw(notice)

    def stop(self) -> None:
        """Hear and do no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self.cancel()

    def _on_queue_finished(self, event: QueueFinished) -> None:
        action = self._engine.settings.when_done
        if action == "notify":
            self._operations.run(self._notify(_summary(event)), name="notify")
        elif action == "run_command":
            self._operations.run(self._run_command(), name="run the command at the end")
        elif action in _WARNINGS:
            self._count_down(action)

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.state is JobState.RUNNING:
            self.cancel()

    def _on_settings_changed(self, event: SettingsChanged) -> None:
        if event.settings.when_done != self._action:
            self.cancel()

    def _count_down(self, action: str) -> None:
        self.cancel()
        self._action = action
        seconds = round(self._timer.interval() / 1000)
        self._notice = Notice(
            "warning", _WARNINGS[action], action="Cancel", on_action=self.cancel, counts_from_s=seconds
        )
        self._operations.notify(self._notice)
        self._timer.start()
        words = _WARNINGS[action].format(seconds=seconds)
        self._operations.run(show_notification("MediaDL", words), name="notify")

    def _act(self) -> None:
        action = self._action
        self.cancel()
        if action == "quit":
            self._quit()
        else:
            self._operations.run(run_program(self._commands[action]), name=action)

    async def _notify(self, text: str) -> None:
        if not await show_notification("All downloads are done", text):
            self._operations.notify(Notice("success", f"All downloads are done: {text}"))

    async def _run_command(self) -> None:
        try:
            command = shlex.split(self._engine.settings.when_done_command)
        except ValueError:
            command = []
        if not command:
            raise UserError("Everything is done, but there is no command to run: write one in Settings.")
        await run_program(command)


def _summary(event: QueueFinished) -> str:
    files = "1 file" if event.delivered == 1 else f"{event.delivered} files"
    parts = [files]
    if event.differing:
        parts.append(f"{event.differing} of them not quite as asked for")
    if event.failed:
        parts.append(f"{event.failed} failed")
    return ", ".join(parts) + "."
