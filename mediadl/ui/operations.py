"""What the views may ask for: each command runs as a task, and its error becomes a notice. No widget here."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mediadl.domain.errors import InvalidLink, UserError
from mediadl.domain.job import Job, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks


@dataclass(frozen=True)
class Notice:
    """A sentence for the user, with what can be done about it."""

    kind: Literal["info", "success", "error"]
    text: str
    detail: str = ""
    action: str = ""
    """Word on the notice's button, such as "Undo"; empty for none."""
    on_action: Callable[[], None] | None = None


class Operations:
    """Commands for views; they return at once and the result is heard as an event."""

    def __init__(self, engine: Engine, tasks: Tasks, notify: Callable[[Notice], None]) -> None:
        self._engine = engine
        self._tasks = tasks
        self.notify = notify

    def run(self, command: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Run an engine's command; a `UserError` is shown as its sentence, anything else is a bug of ours."""
        task = self._tasks.spawn(self._guarded(command), name=name)
        # A task that is cancelled before its first step leaves the command unawaited, which Python warns of.
        task.add_done_callback(lambda _task: command.close())

    def add(
        self, links: Sequence[str], options: DownloadOptions, *, start: StartMode = StartMode.NOW
    ) -> None:
        """Put links into the queue, in order."""
        self.run(self._add(links, options, start), name="add links")

    def pause(self, job_ids: Sequence[str]) -> None:
        """Stop these jobs, keeping what they have."""
        self._each("pause", self._engine.pause, job_ids)

    def resume(self, job_ids: Sequence[str]) -> None:
        """Let these jobs go on."""
        self._each("resume", self._engine.resume, job_ids)

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Stop these jobs for good."""
        self._each("cancel", self._engine.cancel, job_ids)

    def retry(self, job_ids: Sequence[str]) -> None:
        """Run these ended jobs again."""
        self._each("retry", self._engine.retry, job_ids)

    def choose_again(self, job_id: str) -> None:
        """Let the user choose another format."""
        self.run(self._engine.choose_again(job_id), name="choose again")

    def choose_format(self, job_id: str, options: DownloadOptions, delivery: str | None) -> None:
        """Download what waits in the formats view."""
        self.run(self._engine.choose_format(job_id, options, delivery), name="choose format")

    def choose_entries(self, job_id: str, indexes: Sequence[int], options: DownloadOptions | None) -> None:
        """Download these entries of a list."""
        self.run(self._engine.choose_entries(job_id, indexes, options), name="choose entries")

    def remove(self, job_ids: Sequence[str]) -> None:
        """Take jobs out of the queue, with an undo on offer."""
        self.run(self._remove(job_ids), name="remove")

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

    async def _add(self, links: Sequence[str], options: DownloadOptions, start: StartMode) -> None:
        problems: list[str] = []
        for link in links:
            try:
                await self._engine.add(link, options, start=start)
            except InvalidLink as error:
                problems.append(str(error))
        if problems:
            self.notify(Notice("error", problems[0], detail="\n".join(problems[1:])))

    def _each(
        self,
        name: str,
        command: Callable[[str], Coroutine[Any, Any, None]],
        job_ids: Sequence[str],
    ) -> None:
        """Run one command over several jobs; one that does not allow it does not keep the others from it."""
        for job_id in job_ids:
            self.run(command(job_id), name=f"{name} {job_id}")

    async def _remove(self, job_ids: Sequence[str]) -> None:
        order = [job.id for job in self._engine.jobs]
        removed: list[tuple[Job, str | None]] = []
        for job_id in job_ids:
            followers = order[order.index(job_id) + 1 :] if job_id in order else []
            job = self._engine.job(job_id)
            await self._engine.remove(job_id)
            removed.append((job, next((other for other in followers if other not in job_ids), None)))
        if removed:
            text = f"Removed “{removed[0][0].display_title}”."
            if len(removed) > 1:
                text = f"Removed {len(removed)} downloads."
            self.notify(Notice("info", text, action="Undo", on_action=lambda: self._put_back(removed)))

    def _put_back(self, removed: Sequence[tuple[Job, str | None]]) -> None:
        async def put_back() -> None:
            for job, before in removed:
                await self._engine.restore(job, before)

        self.run(put_back(), name="undo remove")
