"""What `get` tells while it works, as JSON lines or as plain lines; the live bars are in `bars`."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from mediadl.cli.text import Lines, visible
from mediadl.cli.waiting import waiting_words
from mediadl.domain.failures import Failure
from mediadl.domain.job import DELIVERED_STATES, Job, JobState
from mediadl.domain.progress import Progress
from mediadl.domain.report import report_of
from mediadl.domain.units import size


class Face(Protocol):
    """Hears of every job; `progress` is the newest one of a job that has run."""

    def added(self, job: Job) -> None:
        """A job, or an entry of a list, is in the queue."""

    def changed(self, job: Job, progress: Progress | None) -> None:
        """A job has changed, its state perhaps."""

    def progressed(self, job: Job, progress: Progress) -> None:
        """A running job has moved on."""

    def listed(self, job: Job, entry_count: int) -> None:
        """So many entries of a list have been read."""

    def removed(self, job: Job) -> None:
        """A list has been replaced by its entries."""

    def note(self, words: str) -> None:
        """Something that the user can act on, beside what becomes of jobs."""

    def summary(self, jobs: Sequence[Job], *, interrupted: bool) -> None:
        """All is over; `jobs` are those in the queue, in its order."""


class JsonFace:
    """One JSON object a line: the events of the API with the fields of `JobReport`, then the summary.

    ASCII only, which is UTF-8 as well, and carries no control character to a terminal.
    """

    def __init__(self, output: Lines) -> None:
        self._output = output

    def added(self, job: Job) -> None:
        """Print `job.added`."""
        self._event("job.added", job, None)

    def changed(self, job: Job, progress: Progress | None) -> None:
        """Print `job.changed`."""
        self._event("job.changed", job, progress)

    def progressed(self, job: Job, progress: Progress) -> None:
        """Print `job.progress`."""
        self._event("job.progress", job, progress)

    def listed(self, job: Job, entry_count: int) -> None:
        """Print nothing: the entries are told when they are added."""

    def removed(self, job: Job) -> None:
        """Print `job.removed`."""
        self._event("job.removed", job, None)

    def note(self, words: str) -> None:
        """Print nothing: these words are for people."""

    def summary(self, jobs: Sequence[Job], *, interrupted: bool) -> None:
        """Print the last line."""
        self._print(
            {
                "event": "summary",
                "completed": len(_downloaded(jobs)),
                "already_here": sum(job.is_had for job in jobs),
                "failed": count(jobs, JobState.FAILED),
                "files": [name for job in jobs for name in job.files],
            }
        )

    def _event(self, event: str, job: Job, progress: Progress | None) -> None:
        self._print({"event": event, **report_of(job, progress).model_dump(mode="json")})

    def _print(self, message: dict[str, object]) -> None:
        self._output.write(json.dumps(message))


class PlainFace:
    """A line for each job that has ended or waits: good news on `output`, the rest on `errors`."""

    def __init__(self, output: Lines, errors: Lines, *, is_verbose: bool = False) -> None:
        self._output = output
        self._errors = errors
        self._is_verbose = is_verbose

    def added(self, job: Job) -> None:
        """Say nothing."""

    def changed(self, job: Job, progress: Progress | None) -> None:
        """Print a job that has ended, or that waits for something outside."""
        if job.is_had:
            self._output.write(had_line(job))
        elif job.state in DELIVERED_STATES:
            self._output.write(success_line(job))
            for line in difference_lines(job):
                self._errors.write(line)
        elif job.state is JobState.FAILED and job.failure is not None:
            for line in failure_lines(job, job.failure, is_verbose=self._is_verbose):
                self._errors.write(line)
        elif job.wait is not None:
            self._errors.write(waiting_line(job))

    def progressed(self, job: Job, progress: Progress) -> None:
        """Say nothing."""

    def listed(self, job: Job, entry_count: int) -> None:
        """Say nothing."""

    def removed(self, job: Job) -> None:
        """Say nothing."""

    def note(self, words: str) -> None:
        """Print it, not among the results."""
        self._errors.write(words)

    def summary(self, jobs: Sequence[Job], *, interrupted: bool) -> None:
        """Print the counts."""
        self._output.write(summary_line(jobs, interrupted=interrupted))


def success_line(job: Job) -> str:
    """Where the file is: "✓ title → path"."""
    return f"✓ {visible(job.display_title)} → {visible(job.files[0]) if job.files else 'no file'}"


def had_line(job: Job) -> str:
    """Why nothing was downloaded: "= title: You already have this: …"."""
    return f"= {visible(job.display_title)}: {visible(' '.join(job.differences))}"


def difference_lines(job: Job) -> list[str]:
    """In what the file is not what was asked for, a line each; usually none."""
    return [f"! {visible(job.display_title)}: {visible(sentence)}" for sentence in job.differences]


def failure_lines(job: Job, failure: Failure, *, is_verbose: bool) -> list[str]:
    """What failed and why, and with `is_verbose` the original words below it."""
    detail = [visible(line) for line in failure.detail.splitlines()] if is_verbose else []
    return [f"✗ {visible(job.display_title)}: {visible(failure.message)}", *(f"  {line}" for line in detail)]


def waiting_line(job: Job) -> str:
    """What holds the job up: "… title: example.com asks to slow down; goes on in 0:05 (attempt 1 of 5)"."""
    return f"… {visible(job.display_title)}: {visible(waiting_words(job, datetime.now(UTC)))}"


def summary_line(jobs: Sequence[Job], *, interrupted: bool) -> str:
    """The counts: "2 downloaded (24 MB), 1 failed."."""
    completed, had_count = _downloaded(jobs), sum(job.is_had for job in jobs)
    size_bytes = sum(job.size_bytes or 0 for job in completed)
    parts = [f"{len(completed)} downloaded" + (f" ({size(size_bytes)})" if size_bytes else "")]
    failed = count(jobs, JobState.FAILED)
    if failed:
        parts.append(f"{failed} failed")
    if had_count:
        parts.append(f"{had_count} already here")
    if rest := len(jobs) - len(completed) - had_count - failed:
        parts.append(f"{rest} not finished")
    return ("Interrupted: " if interrupted else "") + ", ".join(parts) + "."


def _downloaded(jobs: Sequence[Job]) -> list[Job]:
    return [job for job in jobs if job.state in DELIVERED_STATES and not job.is_had]


def count(jobs: Sequence[Job], *states: JobState) -> int:
    """How many of the jobs are in one of these states."""
    return sum(job.state in states for job in jobs)
