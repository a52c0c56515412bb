"""What the views may ask for: each command runs as a task, and its error becomes a notice. No widget here."""

import asyncio
import dataclasses
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from mediadl.domain.choice import Choice
from mediadl.domain.errors import InvalidLink, UserError
from mediadl.domain.job import Job, Part, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.domain.resolving import Asked
from mediadl.domain.steps import StepName
from mediadl.engine.engine import Engine
from mediadl.engine.queue import Removed
from mediadl.engine.tasks import Tasks

UNDO_DEPTH = 20


@dataclass(frozen=True)
class Notice:
    """A sentence for the user, with what can be done about it."""

    kind: Literal["info", "success", "warning", "error"]
    text: str
    detail: str = ""
    action: str = ""
    """Word on the notice's button, such as "Undo"; empty for none."""
    on_action: Callable[[], None] | None = None
    counts_from_s: int = 0
    """Seconds until what the text announces happens: `{seconds}` in it counts down, and closing it acts."""


@dataclass(eq=False)
class _Removal:
    """Jobs that were taken out by one command, which may still be on its way."""

    ended: asyncio.Event = field(default_factory=asyncio.Event)
    jobs: tuple[Removed, ...] = ()
    notice: Notice | None = None
    is_undone: bool = False
    restore: Callable[[], Coroutine[Any, Any, Any]] | None = None
    """Brings back what was removed elsewhere than from the queue."""


class Operations:
    """Commands for views; they return at once and the result is heard as an event.

    `notify` shows a notice; `withdraw` takes one away whose offer has been taken up elsewhere.
    """

    def __init__(self, engine: Engine, tasks: Tasks, notify: Callable[[Notice], None]) -> None:
        self._engine = engine
        self._tasks = tasks
        self.notify = notify
        self.withdraw: Callable[[Notice], None] = lambda _notice: None
        self._removals: deque[_Removal] = deque(maxlen=UNDO_DEPTH)

    def run(self, command: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Run an engine's command; a `UserError` is shown as its sentence, anything else is a bug of ours."""
        task = self._tasks.spawn(self._guarded(command), name=name)
        # A task that is cancelled before its first step leaves the command unawaited, which Python warns of.
        task.add_done_callback(lambda _task: command.close())

    def add(
        self,
        links: Sequence[str],
        options: DownloadOptions | None = None,
        *,
        preset: str | None = None,
        start: StartMode = StartMode.NOW,
    ) -> None:
        """Put links into the queue, in order; `options` were set for them, `preset` was picked."""
        self.run(self._add(links, options, preset, start), name="add links")

    def pause(self, job_ids: Sequence[str]) -> None:
        """Stop these jobs, keeping what they have."""
        self.run(self._engine.pause_many(job_ids), name="pause")

    def resume(self, job_ids: Sequence[str]) -> None:
        """Let these jobs go on."""
        self.run(self._engine.resume_many(job_ids), name="resume")

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Stop these jobs for good."""
        self.run(self._engine.cancel_many(job_ids), name="cancel")

    def retry(self, job_ids: Sequence[str]) -> None:
        """Run these ended jobs again."""
        self.run(self._engine.retry_many(job_ids), name="retry")

    def replace_had(self, job_ids: Sequence[str]) -> None:
        """Download what was here already; the new file takes the place of the old one."""
        for job_id in job_ids:
            self.run(self._engine.replace_had(job_id), name=f"replace {job_id}")

    def retry_in(self, job_id: str, folder: str) -> None:
        """Run an ended job again into another folder."""
        self.run(self._engine.retry_in(job_id, folder), name="retry in another folder")

    def start_now(self, job_ids: Sequence[str]) -> None:
        """Start these jobs whatever holds them back."""
        for job_id in job_ids:
            self.run(self._engine.start_now(job_id), name=f"start {job_id} now")

    def stop_and_keep(self, job_ids: Sequence[str]) -> None:
        """End these recordings and make files of them."""
        for job_id in job_ids:
            self.run(self._engine.stop_and_keep(job_id), name=f"stop and keep {job_id}")

    def keep(self, job_ids: Sequence[str]) -> None:
        """Take these files as they are."""
        for job_id in job_ids:
            self.run(self._engine.keep(job_id), name=f"keep {job_id}")

    def redo(self, job_id: str, steps: Sequence[StepName]) -> None:
        """Do these steps again on a delivered file."""
        self.run(self._engine.redo(job_id, steps), name="redo steps")

    def stop_waiting(self, job_ids: Sequence[str]) -> None:
        """Try these waiting jobs no more."""
        for job_id in job_ids:
            self.run(self._engine.stop_waiting(job_id), name=f"stop waiting for {job_id}")

    def allow_address(self, job_ids: Sequence[str], *, for_client: bool) -> None:
        """Let these jobs reach the private addresses that they wait for, or all jobs of their clients."""
        for job_id in job_ids:
            name = f"allow an address for {job_id}"
            self.run(self._engine.allow_address(job_id, for_client=for_client), name=name)

    def set_priority(self, job_ids: Sequence[str], priority: int) -> None:
        """Let these jobs start before (above 0) or after (below 0) the others."""
        self.run(self._engine.set_priority(job_ids, priority), name="set priority")

    def answer_part(self, job_id: str, part: Part) -> None:
        """Say which is meant, the video or the list."""
        self.run(self._engine.answer_part(job_id, part), name="answer")

    def look_again(self, job: Job) -> None:
        """Read the list again that a job was taken from, to choose of what is new."""
        self.run(self._engine.look_again(job), name="look again")

    def choose_again(self, job_id: str) -> None:
        """Let the user choose another format."""
        self.run(self._engine.choose_again(job_id), name="choose again")

    def choose_format(self, job_id: str, options: DownloadOptions, delivery: str | None) -> None:
        """Download what waits in the formats view."""
        self.run(self._engine.choose_format(job_id, options, delivery), name="choose format")

    def choose_entries(
        self, job_id: str, indexes: Sequence[int], choice: Choice, *, preset: str | None = None
    ) -> None:
        """Download these entries of a list; `choice` also says what becomes of entries still to come."""
        command = self._engine.choose_entries(job_id, indexes, None, choice, preset=preset)
        self.run(command, name="choose entries")

    def save_choice(self, job_id: str, choice: Choice) -> None:
        """Keep what is chosen so far of a list."""
        self.run(self._engine.save_choice(job_id, choice), name="save choice")

    def remove(self, job_ids: Sequence[str]) -> None:
        """Take jobs out of the queue, with an undo on offer."""
        removal = _Removal()
        self._removals.append(removal)
        self.run(self._remove(job_ids, removal), name="remove")

    def offer_undo(self, text: str, restore: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Say what was removed elsewhere than from the queue; `restore` brings it back if that is wanted."""
        removal = _Removal(restore=restore)
        removal.ended.set()
        self._removals.append(removal)
        removal.notice = Notice("info", text, action="Undo", on_action=lambda: self._bring_back(removal))
        self.notify(removal.notice)

    def undo(self) -> None:
        """Bring back what was removed last, and with each call what was removed before that."""
        if self._removals:
            self._bring_back(self._removals[-1])
        else:
            self.notify(Notice("info", "There is nothing to undo."))

    def add_again(self, jobs: Sequence[Job]) -> None:
        """Download these jobs of the history once more, as they were asked for then."""
        self.run(self._add_again(jobs), name="add again")

    def reorder(self, job_ids: Sequence[str], before: str | None) -> None:
        """Put jobs in front of another one, or at the end for None."""
        self.run(self._engine.reorder(job_ids, before), name="reorder")

    def change_settings(self, **changes: Any) -> None:
        """Change settings."""
        self.run(self._engine.change_settings(**changes), name="change settings")

    async def _guarded(self, command: Coroutine[Any, Any, Any]) -> None:
        try:
            await command
        except UserError as error:
            self.notify(Notice("error", str(error)))

    async def _add(
        self, links: Sequence[str], options: DownloadOptions | None, preset: str | None, start: StartMode
    ) -> None:
        problems: list[str] = []
        asked = Asked(preset, options or DownloadOptions())
        for link in links:
            try:
                await self._engine.add_part(link, "ask", asked, start)
            except InvalidLink as error:
                problems.append(str(error))
        if problems:
            self.notify(Notice("error", problems[0], detail="\n".join(problems[1:])))

    async def _add_again(self, jobs: Sequence[Job]) -> None:
        added = [await self._engine.add_again(job) for job in jobs]
        if added:
            words = f"“{added[0].display_title}” is" if len(added) == 1 else f"{len(added)} downloads are"
            self.notify(Notice("info", f"{words} in the queue again."))

    async def _remove(self, job_ids: Sequence[str], removal: _Removal) -> None:
        try:
            removal.jobs = await self._engine.remove_many(job_ids)
        finally:
            removal.ended.set()
            if not removal.jobs:
                self._forget(removal)
        if removal.jobs and not removal.is_undone:
            text = f"Removed “{removal.jobs[0].job.display_title}”."
            if len(removal.jobs) > 1:
                text = f"Removed {len(removal.jobs)} downloads."
            offer = Notice("info", text, action="Undo", on_action=lambda: self._bring_back(removal))
            removal.notice = offer
            self.notify(offer)

    def _bring_back(self, removal: _Removal) -> None:
        if removal.is_undone:
            return
        removal.is_undone = True
        self._forget(removal)
        if removal.notice is not None:
            self.withdraw(removal.notice)
        self.run(self._restore(removal), name="undo remove")

    async def _restore(self, removal: _Removal) -> None:
        await removal.ended.wait()
        try:
            if removal.restore is not None:
                await removal.restore()
                return
            await self._engine.restore_many([self._placed(gone) for gone in removal.jobs])
        except UserError:  # a full disk, say: it can be tried again
            removal.is_undone = False
            self._removals.append(removal)
            raise

    def _placed(self, gone: Removed) -> Removed:
        """In front of the next job that is still there, when the one it stood before was removed later."""
        removed_since = {other.job.id: other.before for each in self._removals for other in each.jobs}
        before = gone.before
        while before in removed_since:
            before = removed_since[before]
        return dataclasses.replace(gone, before=before)

    def _forget(self, removal: _Removal) -> None:
        if removal in self._removals:
            self._removals.remove(removal)
