"""Live progress bars on a terminal: one for each running job, one for all; `rich` draws them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Task, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.table import Column
from rich.text import Text

from mediadl.cli.face import difference_lines, failure_lines, had_line, success_line, summary_line
from mediadl.cli.text import Lines, visible
from mediadl.cli.waiting import waiting_words
from mediadl.domain.job import DELIVERED_STATES, FINAL_STATES, Job, JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.units import duration, remaining, size, speed

_REFRESHES_PER_S = 8
_STAGES = {
    Stage.PREPARING: "preparing",
    Stage.DOWNLOADING: "",
    Stage.PROCESSING: "processing",
    Stage.MOVING: "finishing",
}


class LiveFace:
    """Bars while it is entered (`with`); a line above them for each job that has ended."""

    def __init__(self, output: TextIO, errors: TextIO, *, is_verbose: bool = False) -> None:
        self._console = Console(file=output, highlight=False, markup=False, emoji=False)
        # Bad news goes above the bars when both streams are the same terminal, and to the file otherwise.
        self._errors = None if errors.isatty() else Lines(errors)
        self._is_verbose = is_verbose
        self._bars = RichProgress(
            TextColumn("{task.description}", markup=False, table_column=_TITLE_COLUMN),
            BarColumn(bar_width=24),
            _Numbers("{task.fields[numbers]}", markup=False, table_column=_NUMBERS_COLUMN),
            console=self._console,
            transient=True,
            expand=True,
            refresh_per_second=_REFRESHES_PER_S,
        )
        self._by_job: dict[str, TaskID] = {}
        self._all = self._bars.add_task("All", total=1, numbers="")
        self._known: set[str] = set()
        self._ended: set[str] = set()

    def __enter__(self) -> "LiveFace":
        self._bars.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bars.stop()

    def added(self, job: Job) -> None:
        """Count it."""
        self._known.add(job.id)
        self._count()

    def changed(self, job: Job, progress: Progress | None) -> None:
        """Show a bar for what runs or waits; replace it by a line for what has ended."""
        if job.state is JobState.RUNNING:
            self._show(job, progress or Progress(fraction=job.fraction))
        elif job.state is JobState.WAITING:
            self._set(job, job.fraction, waiting_words(job, datetime.now(UTC)), waits=True)
        elif job.state in FINAL_STATES:
            self._hide(job)
            self._ended.add(job.id)
            self._count()
            self._tell_end(job)
        elif job.state is not JobState.CHOOSING:
            self._hide(job)

    def progressed(self, job: Job, progress: Progress) -> None:
        """Move the bar."""
        if job.state is JobState.RUNNING:
            self._show(job, progress)

    def listed(self, job: Job, entry_count: int) -> None:
        """Show how much of a list has been read; nobody knows how much is left."""
        self._set(job, None, f"reading the list, {entry_count} entries")

    def removed(self, job: Job) -> None:
        """Forget a list."""
        self._hide(job)
        self._known.discard(job.id)
        self._count()

    def note(self, words: str) -> None:
        """Print it above the bars."""
        self._print(words)

    def summary(self, jobs: Sequence[Job], *, interrupted: bool) -> None:
        """Print the counts."""
        self._print(summary_line(jobs, interrupted=interrupted))

    def refresh(self) -> None:
        """Draw now, not only at the next turn of the clock."""
        self._bars.refresh()

    def _show(self, job: Job, progress: Progress) -> None:
        self._set(job, progress.fraction, numbers(progress))

    def _set(self, job: Job, fraction: float | None, text: str, *, waits: bool = False) -> None:
        if job.id not in self._by_job:
            self._by_job[job.id] = self._bars.add_task("", total=1, numbers="")
        self._bars.update(
            self._by_job[job.id],
            description=visible(job.display_title),
            # Without a total the bar pulses.
            total=None if fraction is None else 1,
            completed=fraction or 0,
            numbers=text,
            waiting=job if waits else None,
        )

    def _hide(self, job: Job) -> None:
        task = self._by_job.pop(job.id, None)
        if task is not None:
            self._bars.remove_task(task)

    def _count(self) -> None:
        total, ended = len(self._known), len(self._ended)
        self._bars.update(self._all, total=max(total, 1), completed=ended, numbers=f"{ended} of {total}")

    def _tell_end(self, job: Job) -> None:
        if job.is_had:
            self._print(had_line(job))
        elif job.state in DELIVERED_STATES:
            self._print(success_line(job), "green")
            for line in difference_lines(job):
                self._print(line, "yellow")
        elif job.failure is not None:
            for line in failure_lines(job, job.failure, is_verbose=self._is_verbose):
                if self._errors is None:
                    self._print(line, "red")
                else:
                    self._errors.write(line)

    def _print(self, line: str, mark_style: str = "") -> None:
        text = Text(line)
        text.stylize(mark_style, 0, 1)
        self._console.print(text, soft_wrap=True)


class _Numbers(TextColumn):
    """Counts down while a job waits; the bars are drawn several times a second anyway."""

    max_refresh = None

    def render(self, task: Task) -> Text:
        """As the column does, with the words of this moment for a job that waits."""
        waiting: Job | None = task.fields.get("waiting")
        return Text(waiting_words(waiting, datetime.now(UTC))) if waiting else super().render(task)


def numbers(progress: Progress) -> str:
    """Percent, size, speed, time left, and the stage when it is not the download: what is known of it."""
    parts = [] if progress.fraction is None else [f"{int(100 * progress.fraction)} %"]
    if progress.recorded_s is not None and progress.stage is Stage.DOWNLOADING:
        parts.append(f"recording {duration(progress.recorded_s)}")
    if progress.total_bytes:
        about = "~" if progress.total_is_estimate else ""
        parts.append(f"{size(progress.done_bytes)} of {about}{size(progress.total_bytes)}")
    elif progress.done_bytes:
        parts.append(size(progress.done_bytes))
    if progress.speed_bps:
        parts.append(speed(progress.speed_bps))
    if progress.eta_s is not None:
        parts.append(remaining(progress.eta_s))
    parts.append(_STAGES[progress.stage])
    return " · ".join(part for part in parts if part)


_TITLE_COLUMN = Column(ratio=1, no_wrap=True, overflow="ellipsis", min_width=12)
_NUMBERS_COLUMN = Column(no_wrap=True, overflow="ellipsis")
